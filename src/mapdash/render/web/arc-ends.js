/* Which arcs there are: who took part in what, and where it ends. An actor has one arc to a mark, however many events. */
(() => {
  'use strict';

  const COUNTRY = 4; // the first of the precisions without a place of its own or a province
  const LOCALITY = 1;
  const COARSEST_ZOOM = 5;

  /* Actors of an event from another country whose middle is known. */
  const guestsOf = ({ countries, country, actorSets, actorSet }, row) => actorSets[actorSet[row]].filter((actor) => actor !== country[row] && countries[actor].label);

  /* A few events: arcs end at the marks that are drawn, or at the label of a province. */
  const byMarks = (map, { sorted, outlines }, regions) => {
    const tally = new Int32Array(regions.countries.length);
    const ends = (mask) => [
      ...sorted.pinned.arrange(map.getZoom(), mask), ...sorted.circles.arrange(mask),
      ...sorted.provinces.arrange(mask).map(({ rows, area }) => ({ rows, x: outlines[area].x, y: outlines[area].y })),
    ];
    return (mask, most) => {
      const arcs = [];
      let drawn = 0;
      for (const { rows, x, y } of ends(mask)) {
        const touched = [];
        for (const row of rows) {
          const guests = guestsOf(regions, row);
          for (const actor of guests) { if (!tally[actor]) touched.push(actor); tally[actor] += 1; }
          if (guests.length) drawn += 1;
        }
        for (const actor of touched) { arcs.push({ actor, x, y, count: tally[actor] }); tally[actor] = 0; }
      }
      arcs.sort((a, b) => b.count - a.count || a.actor - b.actor || a.x - b.x || a.y - b.y);
      return { arcs: arcs.slice(0, most), left: Math.max(0, arcs.length - most), drawn };
    };
  };

  /* Very many events: who took part in what cell never changes, so a filter is one pass over it. An arc ends at the first
     of its events that is visible. */
  const pairUp = (canvas, regions, zoom) => {
    const { columns } = canvas;
    const { precision, area, latitude } = columns;
    const { makeGrid, numberHexes } = window.mapdash.density;
    const rows = [];
    for (let row = 0; row < columns.rows; row += 1) {
      const hasPoint = latitude[row] === latitude[row];
      if (precision[row] < COUNTRY && (hasPoint || area[row] >= 0)) rows.push(row);
    }
    const isInArea = (row) => precision[row] > LOCALITY && area[row] >= 0;
    const grid = makeGrid(columns, rows, zoom);
    const guests = regions.countries.length;
    const ids = [];
    const of = [];
    rows.forEach((row, k) => {
      const cell = isInArea(row) ? grid.cells + area[row] : grid.cell[k];
      for (const actor of guestsOf(regions, row)) { ids.push(cell * guests + actor); of.push(row); }
    });
    const { cell: pair, found } = numberHexes(ids);
    return { row: Int32Array.from(of), pair, actor: found.map((id) => id % guests), isInArea };
  };

  const byCells = (map, canvas, regions) => {
    let zoom = -1;
    let pairs = null;
    const placeOf = (row) => (pairs.isInArea(row) ? canvas.outlines[canvas.columns.area[row]] : { x: canvas.columns.x[row], y: canvas.columns.y[row] });
    return (mask, most) => {
      const wanted = Math.min(COARSEST_ZOOM, Math.round(map.getZoom()));
      if (wanted !== zoom) { zoom = wanted; pairs = pairUp(canvas, regions, zoom); }
      const { row, pair, actor } = pairs;
      const counts = new Int32Array(actor.length);
      const first = new Int32Array(actor.length);
      let drawn = 0;
      let last = -1;
      for (let i = 0; i < row.length; i += 1) {
        if (!mask[row[i]]) continue;
        if (!counts[pair[i]]) first[pair[i]] = row[i];
        counts[pair[i]] += 1;
        if (row[i] !== last) { drawn += 1; last = row[i]; }
      }
      const chosen = mostNumerous(counts, most);
      const arcs = chosen.numbers.map((n) => ({ actor: actor[n], x: placeOf(first[n]).x, y: placeOf(first[n]).y, count: counts[n] }));
      return { arcs, left: chosen.left, drawn };
    };
  };

  /* The numbers of the highest counts, by a histogram: sorting all of them would take longer than a frame. */
  const mostNumerous = (counts, most) => {
    let highest = 0;
    let all = 0;
    for (let n = 0; n < counts.length; n += 1) { if (counts[n] > highest) highest = counts[n]; if (counts[n]) all += 1; }
    const of = new Int32Array(highest + 1);
    for (let n = 0; n < counts.length; n += 1) of[counts[n]] += 1;
    let least = highest;
    let above = 0;
    while (least > 1 && above + of[least] < most) { above += of[least]; least -= 1; }
    const numbers = [];
    let rest = most - above;
    for (let n = 0; n < counts.length; n += 1) {
      if (counts[n] > least) numbers.push(n);
      else if (counts[n] && counts[n] === least && rest > 0) { numbers.push(n); rest -= 1; }
    }
    numbers.sort((a, b) => counts[b] - counts[a] || a - b);
    return { numbers, left: Math.max(0, all - most) };
  };

  window.mapdash.arcEnds = { byMarks, byCells };
})();
