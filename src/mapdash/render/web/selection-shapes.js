/* What was drawn on the map as a region of the filter, and a region as what has to be drawn. */
(() => {
  'use strict';

  const { regionOf } = window.mapdash;
  const MOST_POINTS = 100;
  const FINEST_PX = 1.5;
  const BEND_PX = 1;
  const PIECE_DEGREES = 2;
  const EDGE_LATITUDE = 85.0511; /* where the map ends; what lies beyond is drawn on its edge */
  const COPIES = [-720, -360, 0, 360, 720];

  const vertex = ({ lat, lng }) => [lng, Math.abs(lat) >= EDGE_LATITUDE ? Math.sign(lat) * 90 : lat];

  const boxRegion = (a, b) => {
    const [west, east] = a.lng < b.lng ? [a.lng, b.lng] : [b.lng, a.lng];
    const [south, north] = a.lat < b.lat ? [a.lat, b.lat] : [b.lat, a.lat];
    const corners = [[north, west], [north, east], [south, east], [south, west]];
    return regionOf(corners.map(([lat, lng]) => vertex({ lat, lng }))) || null;
  };

  const simplified = (stroke) => {
    let points = stroke;
    for (let tolerance = FINEST_PX; points.length > MOST_POINTS || points === stroke; tolerance *= 1.4) points = L.LineUtil.simplify(stroke, tolerance);
    const [first, last] = [points[0], points[points.length - 1]];
    return points.length > 1 && first.x === last.x && first.y === last.y ? points.slice(0, -1) : points;
  };

  /* A side of a region is straight in degrees, and on the map it bends: a point is put in where that would be seen. */
  const straightened = (map, points, zoom) => {
    const found = [...points];
    for (let i = 0; i < found.length && found.length < MOST_POINTS;) {
      const [a, b] = [found[i], found[(i + 1) % found.length]];
      const [from, to] = [map.unproject(a, zoom), map.unproject(b, zoom)];
      const middle = L.point((a.x + b.x) / 2, (a.y + b.y) / 2);
      const bent = map.project([(from.lat + to.lat) / 2, (from.lng + to.lng) / 2], zoom);
      if (bent.distanceTo(middle) > BEND_PX) found.splice(i + 1, 0, middle);
      else i += 1;
    }
    return found;
  };

  const lassoRegion = (map, stroke) => {
    const zoom = map.getZoom();
    const points = simplified(stroke.map((at) => map.project(at, zoom)));
    if (points.length < 3) return null;
    return regionOf(straightened(map, points, zoom).map((point) => vertex(map.unproject(point, zoom)))) || null;
  };

  /* The outline exactly as the filter takes it: straight in degrees. */
  const outlineOf = (region) => region.flatMap(([x, y], i) => {
    const [nextX, nextY] = region[(i + 1) % region.length];
    const pieces = x === nextX || y === nextY ? 1 : Math.ceil(Math.max(Math.abs(nextX - x), Math.abs(nextY - y)) / PIECE_DEGREES);
    return Array.from({ length: pieces }, (_, n) => [y + (nextY - y) * n / pieces, x + (nextX - x) * n / pieces]);
  });

  const inCopies = (outline) => COPIES.map((shift) => [outline.map(([lat, lng]) => [lat, lng + shift])]);

  window.mapdash.selection = { boxRegion, lassoRegion, outlineOf, inCopies, COPIES };
})();
