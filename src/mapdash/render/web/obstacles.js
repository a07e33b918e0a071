/* Where the basemap should not write: under the marks of all events, whatever the filter, so that names stay put; for a
   presenter under those of its scene. */
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
      const r = (mark.count > 1 ? marks.badgeRadius(mark.count) : marks.radius(zoom) + 4 * marks.scale()) + 2 * marks.scale();
      return { x: mark.x * scale, y: mark.y * scale, halfWidth: r, halfHeight: r };
    });
    const size = { halfWidth: WORDS.halfWidth * marks.scale(), halfHeight: WORDS.halfHeight * marks.scale() };
    const inOrder = ['province', 'country'].flatMap((kind) => outlines.filter((area) => area.kind === kind));
    return inOrder.map((area) => {
      const middle = { x: area.x * scale, y: area.y * scale };
      const at = areas.placeArea(area, frame, 0);
      const own = area.kind === 'province' && areas.isSmall(at) ? areas.speckBox(at) : null;
      const first = area.kind === 'country' ? BADGE_DROP_PX * marks.scale() : 0;
      const box = areas.findRoom({ ...middle, at, size, first, taken, own }) || { ...middle, ...size };
      taken.push(box);
      return { x: box.x / scale, y: box.y / scale };
    });
  };

  const makeObstacles = (columns, outlines, clusters) => {
    const everything = new Uint8Array(columns.rows).fill(1);

    const outlinesIn = (mask) => {
      if (mask === everything) return outlines;
      const numbers = new Set(columns.area.filter((number, row) => mask[row] && number >= 0));
      return outlines.filter((_, number) => numbers.has(number));
    };

    const find = (zoom, mask) => {
      const found = clusters.arrange(zoom, mask, null);
      if (found.length > MOST_OBSTACLES) return []; /* There is no room beside so many. */
      const scale = marks.scale();
      const px = scale / (256 * 2 ** zoom);
      return [
        ...found.map((mark) => ({ x: mark.x, y: mark.y, r: mark.count > 1 ? marks.badgeRadius(mark.count) + 2 * scale : marks.radius(zoom) + 5 * scale })),
        ...wordsOf(found, outlinesIn(mask), zoom).flatMap(({ x, y }) => [-36, -12, 12, 36].map((dx) => ({ x: x + dx * px, y, r: 12 * scale }))),
      ];
    };

    let kept = new WeakMap();
    let scale = marks.scale();
    return (zoom, given) => {
      const mask = given || everything;
      if (scale !== marks.scale()) { kept = new WeakMap(); scale = marks.scale(); }
      if (!kept.has(mask)) kept.set(mask, new Map());
      const byZoom = kept.get(mask);
      if (!byZoom.has(zoom)) byZoom.set(zoom, find(zoom, mask));
      return byZoom.get(zoom);
    };
  };

  Object.assign(window.mapdash, { makeObstacles });
})();
