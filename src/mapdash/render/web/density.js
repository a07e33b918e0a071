/* Density: hexagons with counts of the events that have a point of their own. The grid belongs to the world and to a whole
   zoom level, so that panning never moves it; a hexagon grows with its class, so that colour is not all that tells. */
(() => {
  'use strict';

  const { PALETTE, copiesOf, classesOf, classOf, colorOf, wordsOfClasses, many, keyOf, maskOf, optionalLayers } = window.mapdash.overlay;
  const WIDTH_PX = 28;
  const ROW = Math.sqrt(3) / 2; // from row to row, in widths of a hexagon
  const LOCALITY = 1; // the last of the precisions with a point of its own
  const GRIDS_KEPT = 3;
  const SIZES = [0.68, 0.76, 0.84, 0.92, 1];
  const EDGE = { light: '#3a2030', dark: '#0d0a12' };

  /* Whole hexagons fit round the world: the grid meets itself at the antimeridian. */
  const columnsOf = (zoom) => Math.round(256 * 2 ** zoom / WIDTH_PX);

  /* A hexagon is what lies nearest to its middle; the middles of two rows are candidates. */
  const hexOf = (x, y, around) => {
    const u = x * around;
    const v = y * around;
    const row = Math.floor(v / ROW);
    let best = 0, bestRow = 0, bestColumn = 0;
    for (let r = row; r <= row + 1; r += 1) {
      const shift = (r & 1) / 2;
      const column = Math.round(u - shift);
      const distance = (u - column - shift) ** 2 + (v - r * ROW) ** 2;
      if (r === row || distance < best) { best = distance; bestRow = r; bestColumn = column; }
    }
    return bestRow * around + ((bestColumn % around) + around) % around;
  };

  const numberHexes = (ids) => {
    let capacity = 16;
    while (capacity < 2 * ids.length) capacity *= 2;
    const keys = new Float64Array(capacity).fill(-1);
    const numbers = new Int32Array(capacity);
    const cell = new Int32Array(ids.length);
    const found = [];
    for (let k = 0; k < ids.length; k += 1) {
      const id = ids[k];
      let slot = (Math.imul(id % 4294967296, 2654435761) >>> 7) & (capacity - 1);
      while (keys[slot] !== -1 && keys[slot] !== id) slot = (slot + 1) & (capacity - 1);
      if (keys[slot] === -1) { keys[slot] = id; numbers[slot] = found.length; found.push(id); }
      cell[k] = numbers[slot];
    }
    return { cell, found };
  };

  const makeGrid = (columns, pinned, zoom) => {
    const around = columnsOf(zoom);
    const ids = new Float64Array(pinned.length);
    for (let k = 0; k < pinned.length; k += 1) ids[k] = hexOf(columns.x[pinned[k]], columns.y[pinned[k]], around);
    const { cell, found } = numberHexes(ids);
    const x = new Float64Array(found.length);
    const y = new Float64Array(found.length);
    found.forEach((id, n) => {
      const row = Math.floor(id / around);
      x[n] = (id - row * around + (row & 1) / 2) / around;
      y[n] = row * ROW / around;
    });
    return { around, cell, x, y, cells: found.length };
  };

  const count = (grid, pinned, mask) => {
    const counts = new Int32Array(grid.cells);
    for (let k = 0; k < pinned.length; k += 1) counts[grid.cell[k]] += mask[pinned[k]];
    return counts;
  };

  const mostOf = (counts) => { let most = 0; for (let n = 0; n < counts.length; n += 1) if (counts[n] > most) most = counts[n]; return most; };
  const sumOf = (counts) => { let sum = 0; for (let n = 0; n < counts.length; n += 1) sum += counts[n]; return sum; };

  const CORNERS = Array.from({ length: 6 }, (_, i) => [Math.sin(i * Math.PI / 3), -Math.cos(i * Math.PI / 3)]);
  const trace = (ctx, x, y, radius) => {
    CORNERS.forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx * radius, y + dy * radius) : ctx.moveTo(x + dx * radius, y + dy * radius)));
    ctx.closePath();
  };

  const sizeOf = (starts, n) => (starts.length === 1 ? SIZES[2] : SIZES[Math.round(n * 4 / (starts.length - 1))]);

  const fill = (ctx, { color, theme }) => {
    ctx.globalAlpha = 0.86;
    ctx.fillStyle = color;
    ctx.fill();
    ctx.globalAlpha = 0.9;
    ctx.lineWidth = 0.75;
    ctx.strokeStyle = EDGE[theme];
    ctx.stroke();
    ctx.globalAlpha = 1;
  };

  const make = (map, engine) => {
    const { columns } = engine;
    const pinned = Int32Array.from({ length: columns.rows }, (_, i) => i).filter((row) => columns.precision[row] <= LOCALITY);
    const grids = new Map();
    let key = '';
    const layer = { counts: new Int32Array(0), starts: [], most: 0, pinnedCount: 0, leftOut: 0 };

    const gridOf = (zoom) => {
      if (!grids.has(zoom)) {
        if (grids.size >= GRIDS_KEPT) grids.delete(grids.keys().next().value);
        grids.set(zoom, makeGrid(columns, pinned, zoom));
      }
      return grids.get(zoom);
    };

    return Object.assign(layer, {
      update() {
        const zoom = Math.round(map.getZoom());
        const grid = gridOf(zoom);
        layer.grid = grid;
        layer.counts = count(grid, pinned, engine.mask);
        layer.pinnedCount = sumOf(layer.counts);
        layer.leftOut = engine.visibleCount - layer.pinnedCount;
        const wanted = `${zoom}|${keyOf(engine)}`;
        if (wanted !== key) {
          key = wanted;
          layer.most = mostOf(engine.filter.period ? count(grid, pinned, maskOf(engine)) : layer.counts);
          layer.starts = classesOf(layer.most);
        }
      },

      paint(ctx, frame, theme) {
        const { grid, counts, starts } = layer;
        if (!grid) return;
        const radius = frame.scale / grid.around / Math.sqrt(3);
        const groups = starts.map(() => []);
        const copies = copiesOf(frame, -1 / grid.around, 1 + 1 / grid.around);
        for (let n = 0; n < grid.cells; n += 1) {
          if (!counts[n]) continue;
          const y = grid.y[n] * frame.scale - frame.top;
          if (y < -radius || y > frame.size.y + radius) continue;
          for (const copy of copies) {
            const x = (grid.x[n] + copy) * frame.scale - frame.left;
            if (x >= -radius && x <= frame.size.x + radius) groups[classOf(starts, counts[n])].push(x, y);
          }
        }
        groups.forEach((places, n) => {
          ctx.beginPath();
          for (let i = 0; i < places.length; i += 2) trace(ctx, places[i], places[i + 1], radius * sizeOf(starts, n) - 0.5);
          fill(ctx, { color: colorOf(PALETTE.density[theme], starts, n), theme });
        });
      },

      legend() {
        const { starts, most, leftOut } = layer;
        const samples = wordsOfClasses(starts, most).map((text, n) => ({
          text,
          draw(ctx, theme) {
            ctx.beginPath();
            trace(ctx, 10, 10, 9.5 * sizeOf(starts, n));
            fill(ctx, { color: colorOf(PALETTE.density[theme], starts, n), theme });
          },
        }));
        const notes = leftOut ? [`${many(leftOut, 'event is', 'events are')} not counted: no town or site is known.`] : [];
        return { samples, notes, subject: 'events in a hexagon' };
      },
    });
  };

  optionalLayers.push({ name: 'density', title: 'Density', panes: [{ name: 'density', method: 'paint' }], make, needs: () => [] });
  window.mapdash.density = { makeGrid, numberHexes };
})();
