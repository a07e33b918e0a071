/* Chooses and places the names of the basemap: the important ones first, each where it lies on no other and under no
   mark. All names of a view are laid out at once, so no tile cuts or doubles one, and the same view always looks the same. */
(() => {
  'use strict';

  const { KIND, DOT_PX, countryType, provinceType, seaType, placeType, fontOf, drawDot, PALETTES } = window.mapdash.basemapStyle;

  const { DRAWN_PX } = window.mapdash.basemapTiles;
  const REACH_PX = 200; /* How far beyond the canvas a name may begin. */
  const FAR = 1 << 20; /* Puts every coordinate well inside protomaps-leaflet's index, which wraps names at its edges. */
  const LINE_HEIGHT = 1.14;
  const ASCENT = 0.36; /* Half the height of what is drawn, in sizes. */
  const EARLY = 0.3; /* Between two zooms, names of the next come early where there is room. */
  const PAST_LAST = 1.5;
  const CELL_PX = 64;
  const MOST_WIDTHS = 20000;
  const ROOMS_ACROSS = 8192; /* The unit of `room`, as in tools/geobuild/tile_names.py. */
  const ROOM_TAKEN = 1.5;
  const NAMES_A_STEP = 12;

  /* Where else the name of an area may stand, in sizes of its type. */
  const NEAR_STEPS = [[0, 0], [0, 1.1], [0, -1.1], [1.1, 0], [-1.1, 0]];
  const FAR_STEPS = [[0, 2], [0, -2], [1.6, 0.8], [-1.6, 0.8], [1.6, -0.8], [-1.6, -0.8], [0, 3], [0, -3], [3, 0], [-3, 0],
    [3, 1.6], [-3, 1.6], [3, -1.6], [-3, -1.6], [0, 4], [0, -4]];
  const SEA_STEPS = [[0, 0], [0, 1.4], [0, -1.4], [2.5, 0], [-2.5, 0]];
  const PROVINCE_STEPS = [[0, 0], [0, 1.4], [0, -1.4], [2, 1.2], [-2, 1.2], [2, -1.2], [-2, -1.2], [0, 2.6], [0, -2.6]];

  const widths = new Map();
  const forgetWidths = () => widths.clear();

  const measure = (context, text, font, spacing) => {
    const key = `${font}|${spacing}|${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      if (widths.size >= MOST_WIDTHS) widths.clear();
      context.font = font;
      context.letterSpacing = `${spacing}px`;
      width = context.measureText(text).width;
      widths.set(key, width);
    }
    return width;
  };

  /* Two lines, at the space nearest the middle; as tools/geobuild/tile_names.py reckons. */
  const wrapName = (name, longest) => {
    if (name.length < longest || !name.includes(' ')) return [name];
    const spaces = [...name.matchAll(/ /g)].map((match) => match.index);
    const at = spaces.reduce((a, b) => (Math.abs(b - name.length / 2) < Math.abs(a - name.length / 2) ? b : a));
    return [name.slice(0, at), name.slice(at + 1)];
  };

  /* Circles that names keep clear of, in cells. */
  class Circles {
    constructor() { this.cells = new Map(); }

    add(circle) {
      const { x, y, r } = circle;
      for (let column = Math.floor((x - r) / CELL_PX); column <= Math.floor((x + r) / CELL_PX); column += 1) {
        for (let row = Math.floor((y - r) / CELL_PX); row <= Math.floor((y + r) / CELL_PX); row += 1) {
          const key = column * 65536 + row;
          const cell = this.cells.get(key);
          if (cell) cell.push(circle); else this.cells.set(key, [circle]);
        }
      }
    }

    * near({ minX, minY, maxX, maxY }) {
      for (let column = Math.floor(minX / CELL_PX); column <= Math.floor(maxX / CELL_PX); column += 1) {
        for (let row = Math.floor(minY / CELL_PX); row <= Math.floor(maxY / CELL_PX); row += 1) {
          const cell = this.cells.get(column * 65536 + row);
          if (cell) yield* cell;
        }
      }
    }

    touches(box) {
      for (const { x, y, r } of this.near(box)) {
        const dx = x - Math.max(box.minX, Math.min(x, box.maxX));
        const dy = y - Math.max(box.minY, Math.min(y, box.maxY));
        if (dx * dx + dy * dy < r * r) return true;
      }
      return false;
    }

    /* The circle that covers a point, the largest of several. */
    over(x, y) {
      let found = null;
      for (const circle of this.near({ minX: x, minY: y, maxX: x, maxY: y })) {
        if (Math.hypot(circle.x - x, circle.y - y) < circle.r && !(found && found.r >= circle.r)) found = circle;
      }
      return found;
    }
  }

  /* One layout: what is to be named, on which canvas, at which zoom. */
  class Layout {
    constructor({ context, zoom, view, theme, obstacles }) {
      this.context = context;
      this.zoom = zoom;
      this.world = 256 * 2 ** zoom;
      this.view = view;
      this.colours = PALETTES[theme];
      this.index = new window.protomapsL.Index(FAR * 4, Infinity);
      this.marks = new Circles();
      for (const circle of obstacles) this.marks.add(circle);
      this.capitals = new Circles();
      this.sizeZoom = Math.round(zoom * 2) / 2; /* Few sizes of type, so that widths are known. */
    }

    isFree(box) {
      const far = { minX: box.minX + FAR, maxX: box.maxX + FAR, minY: box.minY + FAR, maxY: box.maxY + FAR };
      return !this.marks.touches(box) && !this.index.bboxCollides(far, Infinity);
    }

    take(box, draw) {
      const far = { minX: box.minX + FAR, maxX: box.maxX + FAR, minY: box.minY + FAR, maxY: box.maxY + FAR };
      this.index.insert({ anchor: { x: FAR, y: FAR }, bboxes: [far], draw }, 0, 'names');
    }

    writer(lines, type, x, y, align) {
      const { colours } = this;
      const font = fontOf(type);
      return (context) => {
        context.font = font;
        context.letterSpacing = `${type.spacing}px`;
        context.textAlign = align;
        context.textBaseline = 'alphabetic';
        context.lineJoin = 'round';
        context.lineWidth = 3.2;
        context.strokeStyle = colours[type.halo];
        context.fillStyle = colours[type.ink];
        lines.forEach((line, i) => {
          const lineY = y + (i - (lines.length - 1) / 2) * type.size * LINE_HEIGHT + type.size * ASCENT * 0.92;
          const lineX = x + (align === 'center' ? type.spacing / 2 : 0);
          context.strokeText(line, lineX, lineY);
          context.fillText(line, lineX, lineY);
        });
      };
    }

    /* A name in the middle of its area, or a little above or below where it would lie on something. */
    placeCentred({ x, y, name, room }, type, steps) {
      const lines = wrapName(type.isCapitals ? name.toLocaleUpperCase('en') : name, type.longest);
      const font = fontOf(type);
      const half = Math.max(...lines.map((line) => measure(this.context, line, font, type.spacing))) / 2 + 4;
      const tall = (type.size * LINE_HEIGHT * (lines.length - 1)) / 2 + type.size * ASCENT + 4;
      const farthest = room === undefined ? Infinity : (ROOM_TAKEN * room / ROOMS_ACROSS) * this.world;
      for (const [across, down] of steps) {
        const [dx, dy] = [across * type.size, down * type.size];
        if (Math.max(Math.abs(dx), Math.abs(dy)) > farthest) continue;
        const [centreX, centreY] = [x + dx, y + dy];
        const box = { minX: centreX - half, maxX: centreX + half, minY: centreY - tall, maxY: centreY + tall };
        if (this.isFree(box) && !this.capitals.touches(box)) {
          this.take(box, this.writer(lines, type, centreX, centreY, 'center'));
          return true;
        }
      }
      return false;
    }

    /* A country that finds no room near its middle is written narrower, and else further off. */
    placeCountry(name) {
      const type = countryType(name.rank, this.sizeZoom);
      const narrow = { ...type, size: Math.max(9.6, type.size * 0.86), spacing: type.size * 0.04 };
      return [[type, NEAR_STEPS], [narrow, NEAR_STEPS], [type, FAR_STEPS], [narrow, FAR_STEPS]]
        .some(([size, steps]) => this.placeCentred(name, size, steps));
    }

    /* Right, left, above or below its dot; where a mark lies on the dot, beside the mark. */
    placeTown(place) {
      const { x, y, name, kind } = place;
      const type = placeType(place, this.sizeZoom);
      const mark = this.marks.over(x, y);
      const [middleX, middleY] = mark ? [mark.x, mark.y] : [x, y];
      const gap = (mark ? mark.r : DOT_PX[kind]) + 3.5;
      const width = measure(this.context, name, fontOf(type), 0);
      const half = type.size * ASCENT + 2.5;
      const slant = gap * 0.72;
      const spots = [
        ['left', gap, 0], ['right', -gap, 0], ['center', 0, -gap - half + 1.5], ['center', 0, gap + half - 1.5],
        ['left', slant, -slant - half + 3], ['left', slant, slant + half - 3],
        ['right', -slant, -slant - half + 3], ['right', -slant, slant + half - 3],
      ];
      const reach = DOT_PX[kind] + 2;
      const dot = { minX: x - reach, maxX: x + reach, minY: y - reach, maxY: y + reach };
      if (!mark && !this.isFree(dot)) return;
      for (const [align, dx, dy] of spots) {
        const start = middleX + dx - (align === 'left' ? 0 : align === 'right' ? width : width / 2);
        const box = { minX: start - 1.5, maxX: start + width + 1.5, minY: middleY + dy - half, maxY: middleY + dy + half };
        if (!this.isFree(box)) continue;
        const write = this.writer([name], type, middleX + dx, middleY + dy, align);
        this.take(box, write);
        if (!mark) this.take(dot, (context) => drawDot(context, x, y, kind, this.colours));
        return;
      }
    }

    isWanted({ zoom, last, view }) {
      if (view !== undefined && view !== this.view) return false;
      return zoom <= this.zoom + EARLY && !(last !== undefined && this.zoom > last + PAST_LAST);
    }
  }

  /* What comes first does not depend on the view: a name keeps its place while the map is dragged. */
  const byZoom = (a, b) => a.zoom - b.zoom || (b.size || 0) - (a.size || 0) || a.order - b.order;
  const byRank = (a, b) => a.rank - b.rank || byZoom(a, b);

  /* Names (`{x, y, order}` in canvas pixels and the properties of the tile, by layer) to an index of what is drawn where.
     A generator: it stops after every few names, so that whoever runs it can let the browser breathe. */
  function* layoutLabels(options, names) {
    const layout = new Layout(options);
    const wanted = (layer, compare) => (names[layer] || []).filter((name) => layout.isWanted(name)).sort(compare);
    function* placeAll(layer, place) {
      for (let i = 0; i < layer.length; i += 1) {
        place(layer[i]);
        if (i % NAMES_A_STEP === NAMES_A_STEP - 1) yield;
      }
    }
    const places = wanted('places', byZoom);
    const isCapital = ({ kind }) => kind === KIND.capital;
    const placeTown = (place) => layout.placeTown(place);
    for (const { x, y } of places.filter(isCapital)) layout.capitals.add({ x, y, r: DOT_PX[0] + 2 });
    yield* placeAll(wanted('country_names', byRank), (name) => layout.placeCountry(name));
    layout.capitals = new Circles();
    yield* placeAll(places.filter(isCapital), placeTown);
    yield* placeAll(wanted('sea_names', byRank), (name) => layout.placeCentred(name, seaType(name.rank, layout.sizeZoom), SEA_STEPS));
    yield* placeAll(places.filter((place) => !isCapital(place)), placeTown);
    yield* placeAll(wanted('province_names', byZoom), (name) => layout.placeCentred(name, provinceType(layout.sizeZoom), PROVINCE_STEPS));
    return { index: layout.index, far: FAR };
  }

  const POINT = 1; /* A kind of geometry in vector tiles. */

  /* The names in loaded tiles, by layer. Tiles hold what lies a little beyond their edges, too: that is the neighbour's. */
  const collectNames = (tiles, frame) => {
    const names = {};
    for (const { data, dataTile, origin, scale } of tiles) {
      for (const [layer, features] of data) {
        for (const { geomType, geom: [[point]], props } of features) {
          if (geomType !== POINT || point.x < 0 || point.y < 0 || point.x >= DRAWN_PX || point.y >= DRAWN_PX) continue;
          (names[layer] = names[layer] || []).push({
            ...props,
            order: (dataTile.y * DRAWN_PX + point.y) * 1e6 + dataTile.x * DRAWN_PX + point.x,
            x: origin.x + point.x * scale - frame.left,
            y: origin.y + point.y * scale - frame.top,
          });
        }
      }
    }
    return names;
  };

  /* Circles of the unit square ({ x, y }, r in pixels) as circles of the canvas, in every copy of the world on it. */
  const placeCircles = (circles, { world, left, top, width, height }) => circles.flatMap(({ x, y, r }) => [-1, 0, 1, 2, 3]
    .map((copy) => ({ x: (x + copy) * world - left, y: y * world - top, r }))
    .filter((c) => c.x > -REACH_PX && c.x < width + REACH_PX && c.y > -REACH_PX && c.y < height + REACH_PX));

  /* Draws the names that begin in one of the bands of the canvas: a piece of work small enough not to be felt. */
  const drawNames = ({ context }, { index, far }, frame, band, bands) => {
    const height = frame.height / bands;
    const box = { minX: far, maxX: far + frame.width, minY: far + band * height, maxY: far + (band + 1) * height };
    const begins = ({ bboxes: [{ minY }] }) => (band === 0 && minY < box.minY) || (minY >= box.minY && minY < box.maxY);
    const inBand = { searchBbox: (...of) => [...index.searchBbox(...of)].filter(begins) };
    window.protomapsL.paint(context, frame.zoom, new Map(), inBand, [], box, { x: far, y: far }, false);
  };

  window.mapdash.basemapLabels = { collectNames, placeCircles, layoutLabels, drawNames, forgetWidths };
})();
