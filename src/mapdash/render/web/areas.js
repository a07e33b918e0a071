/* Areas: the outlines of provinces and countries that stand for events whose place is not known more closely. A
   province is hatched and labelled "approx."; a country is outlined and carries a badge with a count. */
(() => {
  'use strict';

  const GRID = 2 ** 24; // as in mapdash.render.areas
  const HATCH_PX = 7;
  const { scale } = window.mapdash.marks;
  const font = (px) => `600 ${px * scale()}px "Source Sans", system-ui, sans-serif`;
  const LABEL_PX = 12;
  const BADGE_PX = 11.5;
  const INK = {
    light: { neutral: '#3b4c5e', country: '#0b4a86', badge: '#ffffff', text: '#12304d', halo: '#ffffff', label: '#1e2e3f' },
    dark: { neutral: '#c9d5e0', country: '#8fc3f2', badge: '#14202c', text: '#d9ecfd', halo: '#0b1016', label: '#e6eef5' },
  };
  const LABEL_LIMIT = 34;

  const sumOf = (numbers) => numbers.reduce((sum, n) => sum + n, 0);

  /* Coordinates count from the corner of the area's own box: near it, a 32-bit path is exact at every zoom. */
  const outline = (header, columns, start) => {
    const { x, y } = columns;
    let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
    const ringsEnd = start + sumOf(header.rings);
    for (let i = start; i < ringsEnd; i += 1) {
      west = Math.min(west, x[i]); east = Math.max(east, x[i]);
      north = Math.min(north, y[i]); south = Math.max(south, y[i]);
    }
    let i = start;
    const trace = (lengths, isOpen) => {
      const path = new Path2D();
      for (const length of lengths) {
        for (let n = 0; n < length; n += 1, i += 1) {
          /* The edge of the map is where the outline was cut, not where the country ends. */
          const isCut = isOpen && n && x[i] === x[i - 1] && (x[i] <= 0 || x[i] >= GRID);
          if (!n || isCut) path.moveTo(x[i] - west, y[i] - north);
          else path.lineTo(x[i] - west, y[i] - north);
        }
        if (!isOpen) path.closePath();
      }
      return path;
    };
    const [fill, line, dashed] = [trace(header.rings, false), trace(header.solid, true), trace(header.dashed, true)];
    return { west, north, east, south, fill, line, dashed, end: i };
  };

  const readAreas = (columns) => {
    let start = 0;
    return columns.header.areas.map((header) => {
      const shape = outline(header, columns, start);
      start = shape.end;
      const { kind, code, name } = header;
      return { kind, code, name, x: header.label[0], y: header.label[1], ...shape };
    });
  };

  const loadAreas = async (url) => readAreas(await window.mapdash.loadTable(url));

  /* Where an area lies on the canvas of a frame (see EventCanvas.frame), in one copy of the world. */
  const placeArea = (area, frame, copy) => {
    const k = frame.scale / GRID;
    const left = (area.west / GRID + copy) * frame.scale - frame.left;
    const top = (area.north / GRID) * frame.scale - frame.top;
    return { k, left, top, right: left + (area.east - area.west) * k, bottom: top + (area.south - area.north) * k };
  };

  const isOutside = (at, size) => at.right < 0 || at.bottom < 0 || at.left > size.x || at.top > size.y;

  const hatches = new Map();
  const hatch = (ctx, color, ratio) => {
    const key = `${color}:${ratio}`;
    if (!hatches.has(key)) {
      const side = HATCH_PX * ratio;
      const tile = document.createElement('canvas');
      tile.width = side;
      tile.height = side;
      const pen = tile.getContext('2d');
      pen.strokeStyle = color;
      pen.lineWidth = 1.1 * ratio;
      pen.beginPath();
      for (const shift of [-side, 0, side]) { pen.moveTo(shift - 1, side + 1); pen.lineTo(shift + side + 1, -1); }
      pen.stroke();
      hatches.set(key, ctx.createPattern(tile, 'repeat'));
    }
    return hatches.get(key);
  };

  const paint = (ctx, area, at, ratio, { color, fillAlpha, hatchAlpha, width, dash }) => {
    ctx.save();
    ctx.setTransform(ratio * at.k, 0, 0, ratio * at.k, ratio * at.left, ratio * at.top);
    ctx.fillStyle = color;
    ctx.globalAlpha = fillAlpha;
    ctx.fill(area.fill, 'evenodd');
    if (hatchAlpha) {
      const pattern = hatch(ctx, color, ratio);
      /* The lines keep their distance on screen and stay with the area when the map moves. */
      pattern.setTransform(new DOMMatrix().scale(1 / (ratio * at.k)));
      ctx.globalAlpha = hatchAlpha;
      ctx.fillStyle = pattern;
      ctx.fill(area.fill, 'evenodd');
    }
    ctx.globalAlpha = 0.95;
    ctx.strokeStyle = color;
    ctx.lineJoin = 'round';
    ctx.lineWidth = width / at.k;
    if (dash) ctx.setLineDash(dash.map((length) => length / at.k));
    ctx.stroke(area.line);
    ctx.setLineDash([5, 4].map((length) => length / at.k));
    ctx.stroke(area.dashed);
    ctx.restore();
  };

  const short = (name) => (name.length > LABEL_LIMIT ? `${name.slice(0, LABEL_LIMIT - 1)}…` : name);

  const provinceLabel = (area, count) => `approx. ${short(area.name)}${count > 1 ? ` (${count})` : ''}`;

  /* One category keeps its colour; several share a neutral one, for a mixture would be none of them. */
  const colorOf = (group, styles, theme) => {
    const present = group.split.reduce((codes, n, code) => (n ? [...codes, code] : codes), []);
    return present.length === 1 ? styles[present[0]][theme] : INK[theme].neutral;
  };

  const drawProvince = (ctx, { group, area, at, ratio, styles, theme, isChosen }) => {
    paint(ctx, area, at, ratio, { color: colorOf(group, styles, theme), fillAlpha: isChosen ? 0.2 : 0.12, hatchAlpha: 0.5, width: isChosen ? 3.5 : 2, dash: isChosen ? null : [7, 5] });
  };

  const drawCountry = (ctx, { area, at, ratio, theme, isChosen }) => {
    paint(ctx, area, at, ratio, { color: INK[theme].country, fillAlpha: theme === 'light' ? 0.07 : 0.1, width: isChosen ? 3.5 : 1.75 });
  };

  /* A unit too small to be seen is drawn as a hatched square of the same look: still no pin. */
  const SMALLEST_PX = 13;
  const isSmall = (at) => Math.max(at.right - at.left, at.bottom - at.top) < SMALLEST_PX;

  const speckBox = (at) => ({ x: (at.left + at.right) / 2, y: (at.top + at.bottom) / 2, halfWidth: SMALLEST_PX / 2 + 1, halfHeight: SMALLEST_PX / 2 + 1 });

  const drawSpeck = (ctx, { group, at, ratio, styles, theme, isChosen }) => {
    const color = colorOf(group, styles, theme);
    const x = (at.left + at.right) / 2 - SMALLEST_PX / 2;
    const y = (at.top + at.bottom) / 2 - SMALLEST_PX / 2;
    ctx.save();
    ctx.beginPath();
    ctx.roundRect(x, y, SMALLEST_PX, SMALLEST_PX, 3);
    ctx.fillStyle = INK[theme].badge;
    ctx.fill();
    const pattern = hatch(ctx, color, ratio);
    pattern.setTransform(new DOMMatrix().scale(1 / ratio));
    ctx.globalAlpha = 0.6;
    ctx.fillStyle = pattern;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = isChosen ? 3 : 1.75;
    ctx.strokeStyle = color;
    ctx.stroke();
    ctx.restore();
  };

  const sizeOf = (ctx, text, px, padding) => {
    ctx.font = font(px);
    return { halfWidth: ctx.measureText(text).width / 2 + padding * scale(), halfHeight: 11 * scale() };
  };
  const labelSize = (ctx, text) => sizeOf(ctx, text, LABEL_PX, 4);
  const badgeSize = (ctx, text) => sizeOf(ctx, text, BADGE_PX, 9);

  const isApart = (box, other) => Math.abs(other.x - box.x) >= box.halfWidth + other.halfWidth || Math.abs(other.y - box.y) >= box.halfHeight + other.halfHeight;
  const isFree = (box, taken, own = null) => (!own || isApart(box, own)) && taken.every((other) => isApart(box, other));

  /* The first of several places where words cover no mark and no other words; what is nearest to the middle comes first.
     Those wholly in the view are preferred. Null where there is none. `own` is a box more that they may not cover. */
  const isInside = ({ x, y }, size, view) => x - size.halfWidth >= view.left && x + size.halfWidth <= view.right && y - size.halfHeight >= view.top && y + size.halfHeight <= view.bottom;

  const findRoom = ({ x, y, at, size, first, taken, own, view }) => {
    const offsets = [0, 1, -1, 2, -2, 3, -3].map((n) => ({ x, y: y + first + n * 24 * scale() }));
    const edges = [
      { x, y: at.bottom + size.halfHeight + 3 }, { x, y: at.top - size.halfHeight - 3 },
      { x: at.right + size.halfWidth + 4, y }, { x: at.left - size.halfWidth - 4, y },
    ];
    const inside = offsets.filter((place) => place.y > at.top - 12 && place.y < at.bottom + 12);
    const places = [...inside, ...edges, ...offsets];
    const isRoom = (place) => isFree({ ...place, ...size }, taken, own);
    const free = (view && places.find((place) => isInside(place, size, view) && isRoom(place))) || places.find(isRoom);
    return free ? { ...free, ...size } : null;
  };

  const drawLabel = (ctx, { text, x, y, theme }) => {
    const ink = INK[theme];
    ctx.font = font(LABEL_PX);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = ink.halo;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = ink.label;
    ctx.fillText(text, x, y);
  };

  const badgeText = (count) => `${count} country only`;

  const drawBadge = (ctx, { text, x, y, halfWidth, halfHeight, theme, isChosen }) => {
    const ink = INK[theme];
    ctx.font = font(BADGE_PX);
    ctx.beginPath();
    ctx.roundRect(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight, 5);
    ctx.fillStyle = ink.badge;
    ctx.fill();
    ctx.lineWidth = isChosen ? 3 : 1.75;
    ctx.strokeStyle = ink.country;
    ctx.stroke();
    ctx.fillStyle = ink.text;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(text, x, y + 0.5);
  };

  /* Whether a point of the canvas lies in an area. */
  const contains = (ctx, area, at, point) => {
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const is = ctx.isPointInPath(area.fill, (point.x - at.left) / at.k, (point.y - at.top) / at.k, 'evenodd');
    ctx.restore();
    return is;
  };

  window.mapdash.areas = { INK, loadAreas, placeArea, isOutside, provinceLabel, badgeText, drawProvince, drawCountry, drawSpeck, speckBox, isSmall, labelSize, badgeSize, isFree, findRoom, drawLabel, drawBadge, contains };
})();
