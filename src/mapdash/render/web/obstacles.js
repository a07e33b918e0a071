/* Where the basemap should not write: under the marks of all events, whatever the filter, so that names stay put. */
(() => {
  'use strict';

  const { marks, areas } = window.mapdash;
  const BADGE_DROP_PX = 20;
  const MOST_OBSTACLES = 2000;
  const WORDS = { halfWidth: 54, halfHeight: 11 };

  /* Where names and badges stand while no filter is set, by the same rule as on the event canvas. */
  const wordsOf = (found, outlines, zoom) => {
    const scale = 256 * 2 ** zoom;
    const frame = { scale, left: 0, top: 0 };
    const taken = found.map((mark) => {
      const r = (mark.count > 1 ? marks.badgeRadius(mark.count) : marks.radius(zoom) + 4) + 2;
      return { x: mark.x * scale, y: mark.y * scale, halfWidth: r, halfHeight: r };
    });
    const inOrder = ['province', 'country'].flatMap((kind) => outlines.filter((area) => area.kind === kind));
    return inOrder.map((area) => {
      const middle = { x: area.x * scale, y: area.y * scale };
      const at = areas.placeArea(area, frame, 0);
      const own = area.kind === 'province' && areas.isSmall(at) ? areas.speckBox(at) : null;
      const first = area.kind === 'country' ? BADGE_DROP_PX * marks.scale() : 0;
      const box = areas.findRoom({ ...middle, at, size: WORDS, first, taken, own }) || { ...middle, ...WORDS };
      taken.push(box);
      return { x: box.x / scale, y: box.y / scale };
    });
  };

  const makeObstacles = (columns, outlines, clusters) => {
    const everything = new Uint8Array(columns.rows).fill(1);
    const kept = new Map();
    const find = (zoom) => {
      const found = clusters.arrange(zoom, everything, null);
      if (found.length > MOST_OBSTACLES) return []; /* There is no room beside so many. */
      const px = 1 / (256 * 2 ** zoom);
      return [
        ...found.map((mark) => ({ x: mark.x, y: mark.y, r: mark.count > 1 ? marks.badgeRadius(mark.count) + 2 : marks.radius(zoom) + 5 })),
        ...wordsOf(found, outlines, zoom).flatMap(({ x, y }) => [-36, -12, 12, 36].map((dx) => ({ x: x + dx * px, y, r: 12 }))),
      ];
    };
    let scale = marks.scale();
    return (zoom) => {
      if (scale !== marks.scale()) { kept.clear(); scale = marks.scale(); }
      if (!kept.has(zoom)) kept.set(zoom, find(zoom));
      return kept.get(zoom);
    };
  };

  Object.assign(window.mapdash, { makeObstacles });
})();
