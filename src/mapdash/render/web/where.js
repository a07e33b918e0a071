/* Which events lie in a polygon or in a view, exactly as mapdash.filters.places says. */
(() => {
  'use strict';

  const COPIES = [0, 360, -360];
  const MAX_LONGITUDE = 180;
  const BANDS = 256;
  const GRID = 128;
  const NEAR = 2;
  const ROUNDING = 1e-6; /* so that it cannot cost a point on the edge */

  /* The edges of a polygon by bands of latitude: each band knows the few at its height. */
  const makePolygon = (points) => {
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const [south, north] = [Math.min(...ys), Math.max(...ys)];
    const scale = BANDS / (north - south || 1);
    const bandOf = (y) => Math.min(BANDS - 1, Math.max(0, Math.floor((y - south) * scale)));
    const bands = Array.from({ length: BANDS }, () => []);
    points.forEach(([xi, yi], i) => {
      const [xj, yj] = points[(i + points.length - 1) % points.length];
      const last = bandOf(Math.max(yi, yj));
      for (let band = bandOf(Math.min(yi, yj)); band <= last; band += 1) bands[band].push(xi, yi, xj, yj);
    });
    const starts = new Int32Array(BANDS + 1);
    bands.forEach((band, i) => { starts[i + 1] = starts[i] + band.length; });
    return { south, north, west: Math.min(...xs) - ROUNDING, east: Math.max(...xs) + ROUNDING, scale, starts, edges: Float64Array.from(bands.flat()) };
  };

  /* Even-odd rule (W. R. Franklin, PNPOLY), in float64 and in the order of operations that Python has. */
  const isInside = (polygon, x, y) => {
    if (!(y >= polygon.south && y <= polygon.north && x >= polygon.west && x <= polygon.east)) return false;
    const { edges, starts } = polygon;
    const band = Math.min(BANDS - 1, Math.floor((y - polygon.south) * polygon.scale));
    const end = starts[band + 1];
    let isOdd = false;
    for (let i = starts[band]; i < end; i += 4) {
      const xi = edges[i];
      const yi = edges[i + 1];
      const xj = edges[i + 2];
      const yj = edges[i + 3];
      if ((yi > y) !== (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) isOdd = !isOdd;
    }
    return isOdd;
  };

  /* Cells over a polygon: 1 inside, 0 outside, and NEAR within a cell of an edge, where only the formula knows. So nearly all
     points are answered by looking at their cell. */
  const makeGrid = (polygon, points) => {
    const { west, east, south, north } = polygon;
    const scaleX = GRID / (east - west);
    const scaleY = GRID / (north - south || 1);
    const cells = new Uint8Array(GRID * GRID);
    const clamp = (cell) => Math.max(0, Math.min(GRID - 1, Math.floor(cell)));
    points.forEach(([xi, yi], i) => {
      const [xj, yj] = points[(i + points.length - 1) % points.length];
      const [low, high] = [Math.min(yi, yj), Math.max(yi, yj)];
      const last = clamp((high - south) * scaleY + 1);
      for (let row = clamp((low - south) * scaleY - 1); row <= last; row += 1) {
        /* Where the edge is between one row below and one row above. */
        const xs = yi === yj ? [xi, xj] : [row - 1, row + 2].map((border) => {
          const y = Math.max(low, Math.min(high, south + border / scaleY));
          return xi + (xj - xi) * (y - yi) / (yj - yi);
        });
        const first = clamp((Math.min(...xs) - west) * scaleX - 1);
        cells.fill(NEAR, row * GRID + first, row * GRID + clamp((Math.max(...xs) - west) * scaleX + 1) + 1);
      }
    });
    for (let row = 0; row < GRID; row += 1) {
      let answer = NEAR;
      for (let column = 0; column < GRID; column += 1) {
        const cell = row * GRID + column;
        if (cells[cell] === NEAR) answer = NEAR;
        else if (answer === NEAR) answer = isInside(polygon, west + (column + 0.5) / scaleX, south + (row + 0.5) / scaleY) ? 1 : 0;
        cells[cell] = answer;
      }
    }
    return { cells, scaleX, scaleY };
  };

  const boxAnswers = (boxes, answer) => {
    const answers = new Uint8Array(boxes.length / 4);
    for (let i = 0; i < answers.length; i += 1) answers[i] = answer(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]) ? 1 : 0;
    return answers;
  };

  /* Rows that have an outline get the answer of its box, others that of their point. */
  const fillRegion = (mask, { longitude, latitude, area }, boxes, points) => {
    const polygon = makePolygon(points);
    const ofBox = boxAnswers(boxes, (west, south, east, north) => COPIES.some((shift) => isInside(polygon, west + shift, south)
      && isInside(polygon, east + shift, south) && isInside(polygon, east + shift, north) && isInside(polygon, west + shift, north)));
    const reached = COPIES.filter((shift) => shift - MAX_LONGITUDE <= polygon.east && shift + MAX_LONGITUDE >= polygon.west);
    const { cells, scaleX, scaleY } = makeGrid(polygon, points);
    const { west, east, south, north } = polygon;
    mask.fill(0);
    for (const shift of reached) {
      for (let i = 0; i < mask.length; i += 1) {
        const x = longitude[i] + shift;
        const y = latitude[i];
        if (!(x >= west && x <= east && y >= south && y <= north)) continue;
        const row = Math.min(GRID - 1, ((y - south) * scaleY) | 0);
        const cell = cells[row * GRID + Math.min(GRID - 1, ((x - west) * scaleX) | 0)];
        if (cell === 1 || (cell === NEAR && isInside(polygon, x, y))) mask[i] = 1;
      }
    }
    for (let i = 0; i < mask.length; i += 1) if (area[i] >= 0) mask[i] = ofBox[area[i]];
  };

  const fillView = (mask, { longitude, latitude, area }, boxes, [west, south, east, north]) => {
    const isCrossing = east < west;
    const reach = west + (east - west + (isCrossing ? 360 : 0));
    const isOnEdge = -west === MAX_LONGITUDE || east === MAX_LONGITUDE;
    const ofBox = boxAnswers(boxes, (w, s, e, n) => s <= north && n >= south && COPIES.some((shift) => w + shift <= reach && e + shift >= west));
    for (let i = 0; i < mask.length; i += 1) {
      const x = longitude[i];
      const y = latitude[i];
      if (area[i] >= 0) mask[i] = ofBox[area[i]];
      else if (!(y >= south && y <= north)) mask[i] = 0;
      else if (isCrossing ? (x >= west || x <= east) : (x >= west && x <= east)) mask[i] = 1;
      else mask[i] = isOnEdge && (x === MAX_LONGITUDE || x === -MAX_LONGITUDE) ? 1 : 0;
    }
  };

  Object.assign(window.mapdash, { fillRegion, fillView });
})();
