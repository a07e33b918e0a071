/* Which marks stand for which events: those that would overlap on screen are one mark with a count. */
(() => {
  'use strict';

  const REACH_PX = 28;

  /* A mark sits on the place of its first event, never on an average: an average is a place where nothing happened. */
  const makeMark = (row, x, y, category, count) => {
    const split = new Uint32Array(count);
    split[category] = 1;
    return { row, x, y, rows: [row], count: 1, split, isSpread: false };
  };

  const join = (mark, row, x, y, category) => {
    mark.rows.push(row);
    mark.count += 1;
    mark.split[category] += 1;
    if (x !== mark.x || y !== mark.y) mark.isSpread = true;
  };

  const nearest = (grid, cellX, cellY, x, y, reach, stride) => {
    let best = null;
    let bestDistance = reach * reach;
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        const marks = grid.get((cellX + dx) * stride + cellY + dy);
        if (!marks) continue;
        for (const mark of marks) {
          const distance = (mark.x - x) ** 2 + (mark.y - y) ** 2;
          if (distance <= bestDistance) { best = mark; bestDistance = distance; }
        }
      }
    }
    return best;
  };

  /* Rows in, marks out, for one zoom; x and y of a mark are on the unit square. */
  const clusterRows = (columns, rows, zoom, categories) => {
    const reach = REACH_PX / (256 * 2 ** zoom);
    const stride = 2 ** 26;
    const grid = new Map();
    const marks = [];
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i];
      const x = columns.x[row];
      const y = columns.y[row];
      const cellX = Math.floor(x / reach);
      const cellY = Math.floor(y / reach);
      const found = nearest(grid, cellX, cellY, x, y, reach, stride);
      if (found) { join(found, row, x, y, columns.category[row]); continue; }
      const mark = makeMark(row, x, y, columns.category[row], categories);
      const key = cellX * stride + cellY;
      const cell = grid.get(key);
      if (cell) cell.push(mark); else grid.set(key, [mark]);
      marks.push(mark);
    }
    return marks;
  };

  /* Events known to an area share its circle when they share its centre. */
  const groupAreas = (columns, rows) => {
    const groups = new Map();
    for (const row of rows) {
      const key = `${columns.longitude[row]}:${columns.latitude[row]}:${columns.radiusKm[row]}`;
      const group = groups.get(key);
      if (group) group.rows.push(row);
      else groups.set(key, { row, rows: [row], x: columns.x[row], y: columns.y[row], radiusKm: columns.radiusKm[row] });
    }
    return [...groups.values()];
  };

  /* Events that one outline stands for, by the number of the area, with the count of each category. */
  const groupByArea = (columns, rows, categories) => {
    const groups = new Map();
    for (const row of rows) {
      let group = groups.get(columns.area[row]);
      if (!group) {
        group = { row, rows: [], split: Array(categories).fill(0), area: columns.area[row] };
        groups.set(columns.area[row], group);
      }
      group.rows.push(row);
      group.split[columns.category[row]] += 1;
    }
    return [...groups.values()];
  };

  Object.assign(window.mapdash, { clusterRows, groupAreas, groupByArea });
})();
