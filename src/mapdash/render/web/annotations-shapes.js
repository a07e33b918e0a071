/* A drawing as lines on the unit square of Web Mercator, with the words that stand at it. */
(() => {
  'use strict';

  const { unitX, unitY, geodesy } = window.mapdash;
  const EDGE_LATITUDE = 85.0511287798;
  const DEGREES = 1e5;
  const EXACT = 0; // order of GEO_PRECISIONS in mapdash.events

  const rounded = (degrees) => Math.round(degrees * DEGREES) / DEGREES + 0;
  const keyOf = ([longitude, latitude]) => `${rounded(geodesy.wrapped(longitude))},${rounded(latitude)}`;

  const isShown = ([, latitude]) => Math.abs(latitude) <= EDGE_LATITUDE;

  /* Where a line leaves the map at the top or the bottom. */
  const edgeBetween = (a, b) => {
    const edge = Math.sign(isShown(a) ? b[1] : a[1]) * EDGE_LATITUDE;
    const share = (edge - a[1]) / (b[1] - a[1]);
    return [a[0] + (b[0] - a[0]) * share, edge];
  };

  /* The parts of a line that the map has room for. */
  const runsOf = (points) => {
    const runs = [];
    let run = null;
    points.forEach((point, n) => {
      const before = points[n - 1];
      if (isShown(point)) {
        if (!run) { run = before ? [edgeBetween(before, point)] : []; runs.push(run); }
        run.push(point);
      } else if (run) {
        run.push(edgeBetween(before, point));
        run = null;
      }
    });
    return runs.filter((found) => found.length > 1).map((found) => found.map(([x, y]) => ({ x: unitX(x), y: unitY(y) })));
  };

  /* How far the place of an event may lie from where its mark stands, by the mark's place; Infinity where only its province
     or country is known. */
  const uncertainPlaces = ({ columns, outlines }) => {
    const found = new Map();
    const note = (point, km) => found.set(keyOf(point), Math.max(km, found.get(keyOf(point)) || 0));
    const { longitude, latitude, radiusKm, precision, area } = columns;
    for (let row = 0; row < columns.rows; row += 1) {
      if (latitude[row] !== latitude[row] || area[row] >= 0) continue;
      if (radiusKm[row] > 0 || precision[row] > EXACT) note([longitude[row], latitude[row]], radiusKm[row] > 0 ? radiusKm[row] : Infinity);
    }
    for (const outline of outlines) note(placeOfUnit(outline), Infinity);
    return found;
  };

  const placeOfUnit = ({ x, y }) => [x * 360 - 180, Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI];

  const makeUncertainty = (map) => {
    let found = null;
    return (point) => {
      if (!found && map.mapdashCanvas) found = uncertainPlaces(map.mapdashCanvas);
      return (found && found.get(keyOf(point))) || 0;
    };
  };

  const lengthOf = (points) => points.slice(1).reduce((sum, point, n) => sum + geodesy.distanceKm(points[n], point), 0);

  const wordsOf = ({ kind, points, radiusKm, text }, uncertaintyOf) => {
    if (kind === 'text') return text;
    if (kind === 'circle') return geodesy.wordsOfRadius(radiusKm);
    if (kind !== 'distance') return '';
    return geodesy.wordsOfDistance(lengthOf(points), uncertaintyOf(points[0]) + uncertaintyOf(points[points.length - 1]));
  };

  /* Each leg goes on where the one before it ended, in the same copy of the world. */
  const legs = (points) => points.slice(1).reduce((line, point) => [...line, ...geodesy.greatCircle(line[line.length - 1], point).slice(1)], [points[0]]);

  const lineOf = ({ kind, points, radiusKm }) => {
    if (kind === 'circle') return geodesy.ring(points[0], radiusKm);
    if (kind === 'distance') return legs(points);
    return points;
  };

  const cornersOf = (annotation, line) => (annotation.kind === 'distance' ? [annotation.points[0], line[line.length - 1]] : annotation.points);

  const shapeOf = (annotation, uncertaintyOf) => {
    const line = lineOf(annotation);
    const runs = annotation.kind === 'text' ? [] : runsOf(line);
    const corners = cornersOf(annotation, line).map(([x, y]) => ({ x: unitX(x), y: unitY(y) }));
    const all = [...corners, ...runs.flat()];
    const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
    const box = { west: Math.min(...xs), east: Math.max(...xs), north: Math.min(...ys), south: Math.max(...ys) };
    return { kind: annotation.kind, runs, corners, box, words: wordsOf(annotation, uncertaintyOf) };
  };

  /* What a screen reader says of a drawing. */
  const NAMES = { pen: 'Pen stroke', arrow: 'Arrow', circle: 'Circle', text: 'Text', distance: 'Measured distance' };
  const describe = (annotation, uncertaintyOf) => {
    const words = wordsOf(annotation, uncertaintyOf);
    if (annotation.kind === 'circle') return `Circle with a radius of ${words}`;
    return words ? `${NAMES[annotation.kind]}: ${words}` : NAMES[annotation.kind];
  };

  window.mapdash.annotations = { shapeOf, describe, makeUncertainty, rounded, placeOfUnit, EDGE_LATITUDE };
})();
