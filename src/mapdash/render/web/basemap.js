/*
 * The offline basemap: land, waters, borders and names, drawn on two canvases below the events.
 *
 * Adds `mapdash.Basemap` (a Leaflet 1.9.3 layer) to the page. It fetches one file, the
 * geodata/basemap/world.json that tools/build_geodata.py makes, and never asks for tiles:
 * every draw clips and thins the outlines to what the canvas can show, which takes a few
 * milliseconds and needs no caches. Names are drawn by fillText, never as HTML.
 */
(function () {
  'use strict';

  const mapdash = (window.mapdash = window.mapdash || {});

  const PALETTES = deepFreeze({
    light: {
      water: '#cfdfec', land: '#f6f5f0', river: '#a8c8de', province: '#d2ced4',
      border: '#8b8596', disputed: '#b4532f', country: '#655e73', sea: '#365f87',
      place: '#2a2a33', dot: '#4a4a55', haloOnLand: 'rgba(246,245,240,0.9)',
      haloOnWater: 'rgba(207,223,236,0.85)',
    },
    dark: {
      water: '#0e161f', land: '#1d2833', river: '#204766', province: '#36444f',
      border: '#66778a', disputed: '#d0805c', country: '#9eacbc', sea: '#6f9dc6',
      place: '#dbe3ec', dot: '#b3c0cd', haloOnLand: 'rgba(29,40,51,0.9)',
      haloOnWater: 'rgba(14,22,31,0.85)',
    },
  });
  const FONT = '"Source Sans", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
  const TILE_PX = 256;
  const LARGEST_PIXEL_RATIO = 2;
  const CLIP_MARGIN_PX = 8;
  const SMALLEST_STEP_PX = 0.6;
  const FIRST_RIVER_ZOOM = 3.5;
  const LAST_RIVER_ZOOM = 9.5;
  const LABEL_ZOOMS_ADDED = 1.5; // the source counts on provinces being named from there
  const FIRST_PROVINCE_ZOOM = 5.5;
  const CAPITAL = 0;
  const METROPOLIS = 1;
  const CITY = 2;

  function deepFreeze(object) {
    Object.values(object).forEach((value) => typeof value === 'object' && deepFreeze(value));
    return Object.freeze(object);
  }

  /* ---- the file ---- */

  const VLQ_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const VLQ_VALUES = new Uint8Array(128);
  for (let i = 0; i < 64; i++) VLQ_VALUES[VLQ_ALPHABET.charCodeAt(i)] = i;

  /** Decode a text of Base64 VLQ steps to points x0, y0, x1, y1, ... */
  function decodePoints(text) {
    const points = new Int32Array(text.length);
    let count = 0;
    let value = 0;
    let shift = 0;
    for (let i = 0; i < text.length; i++) {
      const digit = VLQ_VALUES[text.charCodeAt(i)];
      value |= (digit & 31) << shift;
      if (digit & 32) { shift += 5; continue; }
      const step = value & 1 ? -(value >> 1) : value >> 1;
      points[count] = count < 2 ? step : points[count - 2] + step;
      count++;
      value = shift = 0;
    }
    return points.slice(0, count);
  }

  /** Give points their bounds, so that what is out of view costs nothing. */
  function makeShape(points) {
    let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
    for (let i = 0; i < points.length; i += 2) {
      west = Math.min(west, points[i]);
      east = Math.max(east, points[i]);
      north = Math.min(north, points[i + 1]);
      south = Math.max(south, points[i + 1]);
    }
    return { points, west, north, east, south };
  }

  /** Join the arcs of a ring; ~n means arc n backwards, as in TopoJSON. */
  function joinArcs(ring, arcs) {
    const joined = new Int32Array(ring.reduce((sum, a) => sum + arcs[a < 0 ? ~a : a].length, 0));
    let at = 0;
    for (const number of ring) {
      const arc = arcs[number < 0 ? ~number : number];
      if (number >= 0) {
        joined.set(arc, at);
        at += arc.length;
      } else {
        for (let i = arc.length - 2; i >= 0; i -= 2) {
          joined[at++] = arc[i];
          joined[at++] = arc[i + 1];
        }
      }
    }
    return joined;
  }

  function decodeWorld(raw) {
    const arcs = raw.arcs.map(decodePoints);
    const decodeAll = (texts) => texts.map((text) => makeShape(decodePoints(text)));
    const pick = (numbers) => numbers.map((number) => makeShape(arcs[number]));
    return {
      size: raw.world_size,
      land: raw.land.map((ring) => makeShape(joinArcs(ring, arcs))),
      lakes: decodeAll(raw.lakes),
      rivers: decodeAll(raw.rivers),
      provinces: decodeAll(raw.provinces),
      borders: pick(raw.borders),
      disputed: pick(raw.disputed).concat(decodeAll(raw.de_facto)),
      countryLabels: raw.country_labels,
      seaLabels: raw.sea_labels,
      places: raw.places,
    };
  }

  /* ---- outlines ---- */

  /**
   * Add one outline to the path, thinned to what the pixels show.
   *
   * A run of points that all lie beyond the same side of the canvas is replaced by its first
   * and last: the drawn part stays exact and far outlines cost next to nothing.
   */
  function tracePoints(context, points, view, shift, isRing) {
    const { scale, width, height } = view;
    const left = view.left - shift;
    let shared = 0;
    let x = 0, y = 0, drawnX = NaN, drawnY = NaN;
    let isHeld = false;
    for (let i = 0; i < points.length; i += 2) {
      const nextX = points[i] * scale - left;
      const nextY = points[i + 1] * scale - view.top;
      const code = (nextX < -CLIP_MARGIN_PX ? 1 : nextX > width + CLIP_MARGIN_PX ? 2 : 0) |
        (nextY < -CLIP_MARGIN_PX ? 4 : nextY > height + CLIP_MARGIN_PX ? 8 : 0);
      if (i > 0 && shared & code) {
        shared &= code;
        isHeld = true;
      } else {
        if (isHeld) {
          if (isRing) context.lineTo(x, y);
          else context.moveTo(x, y);
          isHeld = false;
          drawnX = NaN;
        }
        const isLast = i === points.length - 2;
        const isNear = Math.abs(nextX - drawnX) < SMALLEST_STEP_PX &&
          Math.abs(nextY - drawnY) < SMALLEST_STEP_PX;
        if (i === 0) context.moveTo(nextX, nextY);
        else if (!isNear || code || isLast) context.lineTo(nextX, nextY);
        if (i === 0 || !isNear || code) { drawnX = nextX; drawnY = nextY; }
        shared = code;
      }
      x = nextX;
      y = nextY;
    }
    // No closePath: fill closes by itself, and in Chromium each closePath walks the whole path.
    if (isRing && isHeld) context.lineTo(x, y);
  }

  /** Trace all shapes in view, once for each copy of the world that the view shows. */
  function traceShapes(context, shapes, view, isRing) {
    context.beginPath();
    for (const shift of view.shifts) {
      const west = (view.left - shift) / view.scale;
      const east = west + view.width / view.scale;
      for (const shape of shapes) {
        const isSeen = shape.east >= west && shape.west <= east &&
          shape.south >= view.north && shape.north <= view.south;
        const isVisible = !isRing ||
          (shape.east - shape.west + shape.south - shape.north) * view.scale >= 1;
        if (isSeen && isVisible) tracePoints(context, shape.points, view, shift, isRing);
      }
    }
  }

  function drawOutlines(context, world, view, colours) {
    const zoom = view.zoom;
    const fill = (shapes, colour) => {
      traceShapes(context, shapes, view, true);
      context.fillStyle = colour;
      context.fill('evenodd');
    };
    const stroke = (shapes, colour, width, dash) => {
      traceShapes(context, shapes, view, false);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash || []);
      context.stroke();
    };
    const grow = (from, to) => from + (to - from) * Math.min(1, Math.max(0, (zoom - 3) / 5));
    context.fillStyle = colours.water;
    context.fillRect(0, 0, view.width, view.height);
    context.lineJoin = context.lineCap = 'round';
    fill(world.land, colours.land);
    if (zoom >= FIRST_RIVER_ZOOM && zoom <= LAST_RIVER_ZOOM) {
      stroke(world.rivers, colours.river, grow(0.6, 1.5));
    }
    fill(world.lakes, colours.water);
    context.lineCap = 'butt';
    if (zoom >= FIRST_PROVINCE_ZOOM) stroke(world.provinces, colours.province, 1, [4, 3]);
    stroke(world.borders, colours.border, grow(0.7, 1.5));
    stroke(world.disputed, colours.land, grow(0.7, 1.7));
    stroke(world.disputed, colours.disputed, grow(0.9, 1.6), [4, 3]);
  }

  /* ---- names ---- */

  /** Remember the boxes taken, in cells, so that a test looks at few of them. */
  class TakenBoxes {
    constructor() {
      this.cells = new Map();
    }

    *cellsOf(box) {
      for (let column = box[0] >> 6; column <= box[2] >> 6; column++) {
        for (let row = box[1] >> 6; row <= box[3] >> 6; row++) yield column * 4096 + row;
      }
    }

    isFree(box) {
      for (const cell of this.cellsOf(box)) {
        for (const other of this.cells.get(cell) || []) {
          if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) {
            return false;
          }
        }
      }
      return true;
    }

    take(box) {
      for (const cell of this.cellsOf(box)) {
        if (!this.cells.has(cell)) this.cells.set(cell, []);
        this.cells.get(cell).push(box);
      }
    }
  }

  const MOST_WIDTHS = 20000;
  const textWidths = new Map();
  // Measured in the fallback as long as the typeface was on its way.
  document.fonts.addEventListener('loadingdone', () => textWidths.clear());

  function measure(context, text, font, spacing) {
    const key = font + '|' + spacing + '|' + text;
    if (!textWidths.has(key)) {
      if (textWidths.size >= MOST_WIDTHS) textWidths.clear();
      setFont(context, font, spacing);
      textWidths.set(key, context.measureText(text).width);
    }
    return textWidths.get(key);
  }

  function setFont(context, font, spacing) {
    context.font = font;
    context.letterSpacing = spacing + 'px';
  }

  /** Split a long name at the space nearest its middle. */
  function wrapName(name, longest) {
    const spaces = [...name.matchAll(/ /g)].map((match) => match.index);
    if (name.length <= longest || !spaces.length) return [name];
    const middle = name.length / 2;
    const at = spaces.reduce((a, b) => (Math.abs(a - middle) <= Math.abs(b - middle) ? a : b));
    return [name.slice(0, at), name.slice(at + 1)];
  }

  /** Make a label of lines centred on a point, with the box that it takes. */
  function makeCentred(context, lines, x, y, style) {
    const widths = lines.map((line) => measure(context, line, style.font, style.spacing));
    const half = Math.max(...widths) / 2;
    const tall = (style.size * 1.12 * lines.length) / 2;
    const box = [x - half - 4, y - tall - 2, x + half + 4, y + tall + 2];
    return { lines, x, y, style, box, align: 'center' };
  }

  function countryStyle(rank, zoom, colours) {
    const size = Math.min(17, Math.max(10, 9 + zoom - rank * 0.7));
    return {
      size, spacing: size * 0.09, font: `600 ${size}px ${FONT}`,
      colour: colours.country, halo: colours.haloOnLand,
    };
  }

  function seaStyle(rank, zoom, colours) {
    const size = rank === 0 ? 13 : Math.min(14, 10.5 + zoom * 0.3 - rank * 0.4);
    return {
      size, spacing: rank === 0 ? 1.6 : 0.4, font: `italic 400 ${size}px ${FONT}`,
      colour: colours.sea, halo: colours.haloOnWater,
    };
  }

  function placeStyle(kind, zoom, colours) {
    const size = [12.5, 12.5, 12, 11.5][kind] + Math.min(2, Math.max(-1, (zoom - 6) * 0.4));
    return {
      size, spacing: 0, font: `${kind === CAPITAL ? 600 : 400} ${size}px ${FONT}`,
      colour: colours.place, halo: colours.haloOnLand,
    };
  }

  /** Yield the screen points of a grid point, one for each copy of the world in view. */
  function* screenPoints(x, y, view, margin) {
    const screenY = y * view.scale - view.top;
    if (screenY < -margin || screenY > view.height + margin) return;
    for (const shift of view.shifts) {
      const screenX = x * view.scale - view.left + shift;
      if (screenX >= -margin && screenX <= view.width + margin) yield [screenX, screenY];
    }
  }

  /** Choose the labels to draw: the important ones first, each where it collides with none. */
  function placeLabels(context, world, view, colours) {
    const taken = new TakenBoxes();
    const labels = [];
    const accept = (label) => {
      if (!taken.isFree(label.box)) return false;
      taken.take(label.box);
      labels.push(label);
      return true;
    };
    placeCountries(context, world, view, colours, accept);
    placeTowns(context, world, view, colours, accept, (kind) => kind === CAPITAL);
    placeSeas(context, world, view, colours, accept);
    placeTowns(context, world, view, colours, accept, (kind) => kind !== CAPITAL);
    return labels;
  }

  /** Draw a country's name a little off its point rather than over the dot of a capital. */
  function placeCountries(context, world, view, colours, accept) {
    const capitals = findCapitalDots(world, view);
    for (const [name, x, y, firstZoom, lastZoom, rank] of world.countryLabels) {
      if (view.zoom < firstZoom || view.zoom > lastZoom + LABEL_ZOOMS_ADDED) continue;
      const style = countryStyle(rank, view.nearZoom, colours);
      const lines = wrapName(name.toUpperCase(), 13);
      for (const [screenX, screenY] of screenPoints(x, y, view, 80)) {
        [0, 1.2, -1.2, 2.2, -2.2].some((offset) => {
          const label = makeCentred(context, lines, screenX, screenY + offset * style.size, style);
          return capitals.isFree(label.box) && accept(label);
        });
      }
    }
  }

  function findCapitalDots(world, view) {
    const dots = new TakenBoxes();
    const { x, y, zoom, kind } = world.places;
    for (let i = 0; i < kind.length; i++) {
      if (kind[i] !== CAPITAL || zoom[i] > view.zoom) continue;
      for (const [dotX, dotY] of screenPoints(x[i], y[i], view, 80)) {
        dots.take([dotX - 3, dotY - 3, dotX + 3, dotY + 3]);
      }
    }
    return dots;
  }

  function placeSeas(context, world, view, colours, accept) {
    for (const [name, x, y, firstZoom, rank] of world.seaLabels) {
      if (view.zoom < firstZoom) continue;
      const style = seaStyle(rank, view.nearZoom, colours);
      for (const [screenX, screenY] of screenPoints(x, y, view, 80)) {
        accept(makeCentred(context, wrapName(name, 10), screenX, screenY, style));
      }
    }
  }

  function placeTowns(context, world, view, colours, accept, isWanted) {
    const { name, x, y, zoom, kind } = world.places;
    for (let i = 0; i < name.length; i++) {
      if (zoom[i] > view.zoom || !isWanted(kind[i])) continue;
      for (const [screenX, screenY] of screenPoints(x[i], y[i], view, 40)) {
        const style = placeStyle(kind[i], view.nearZoom, colours);
        const width = measure(context, name[i], style.font, 0);
        placeTown(name[i], kind[i], screenX, screenY, width, style, accept);
      }
    }
  }

  /** Try right, left, above and below of the dot. */
  function placeTown(name, kind, x, y, width, style, accept) {
    const gap = 5;
    const half = style.size * 0.6;
    const around = [
      [x + gap, y, 'left'], [x - gap, y, 'right'],
      [x, y - half - gap + 1, 'center'], [x, y + half + gap - 1, 'center'],
    ];
    for (const [labelX, labelY, align] of around) {
      const start = align === 'left' ? labelX : align === 'right' ? labelX - width : labelX - width / 2;
      const box = [
        Math.min(start - 2, x - 3), Math.min(labelY - half, y - 3),
        Math.max(start + width + 2, x + 3), Math.max(labelY + half, y + 3),
      ];
      if (accept({ lines: [name], x: labelX, y: labelY, style, box, align, dot: [x, y], kind })) return;
    }
  }

  function drawLabels(context, world, view, colours) {
    context.clearRect(0, 0, view.width, view.height);
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 3;
    for (const label of placeLabels(context, world, view, colours)) {
      if (label.dot) drawDot(context, label, colours);
      const { lines, style } = label;
      setFont(context, style.font, style.spacing);
      context.textAlign = label.align;
      context.strokeStyle = style.halo;
      context.fillStyle = style.colour;
      lines.forEach((line, i) => {
        const y = label.y + (i - (lines.length - 1) / 2) * style.size * 1.12;
        const x = label.x + (label.align === 'center' ? style.spacing / 2 : 0);
        context.strokeText(line, x, y);
        context.fillText(line, x, y);
      });
    }
  }

  function drawDot(context, label, colours) {
    const radius = label.kind === CAPITAL ? 2.8 : label.kind <= CITY ? 2.1 : 1.7;
    context.beginPath();
    context.arc(label.dot[0], label.dot[1], radius, 0, 2 * Math.PI);
    context.strokeStyle = colours.haloOnLand;
    context.fillStyle = label.kind <= METROPOLIS ? colours.place : colours.dot;
    context.stroke();
    context.fill();
  }

  /* ---- the layer ---- */

  /**
   * A Leaflet layer with the offline basemap.
   *
   * Options: `url` of world.json, `theme` ('light' or 'dark'), `attribution`.
   * Fires on the map `mapdash:basemapready` after the first complete draw and
   * `mapdash:basemaperror` ({message, detail}) when the file cannot be had; plain water then shows.
   */
  mapdash.Basemap = L.Renderer.extend({
    options: {
      pane: 'tilePane',
      padding: 0.25,
      url: '',
      theme: 'light',
      attribution: 'Made with Natural Earth (disputed borders dashed) | GeoNames, CC BY 4.0',
    },

    onAdd: function (map) {
      L.Renderer.prototype.onAdd.call(this, map);
      this._priorBackground = map.getContainer().style.background;
      this._paintWater();
      if (!this._world && !this._request) this._load();
    },

    onRemove: function (map) {
      if (this._request) this._request.abort();
      this._request = null;
      L.Util.cancelAnimFrame(this._frame);
      this._frame = null;
      map.getContainer().style.background = this._priorBackground;
      L.Renderer.prototype.onRemove.call(this, map);
    },

    getEvents: function () {
      return Object.assign(L.Renderer.prototype.getEvents.call(this), { move: this._onMove });
    },

    /** Draw in the colours of 'light' or 'dark'; nothing is fetched again. */
    setTheme: function (theme) {
      this.options.theme = theme;
      if (this._map) {
        this._paintWater();
        this._update();
      }
      return this;
    },

    _colours: function () {
      return PALETTES[this.options.theme === 'dark' ? 'dark' : 'light'];
    },

    _paintWater: function () {
      this._map.getContainer().style.background = this._colours().water;
    },

    _load: async function () {
      const request = (this._request = new AbortController());
      try {
        const answer = await fetch(this.options.url, {
          credentials: 'omit', signal: request.signal,
        });
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        this._world = decodeWorld(await answer.json());
      } catch (error) {
        if (!request.signal.aborted) this._reportFailure(error);
        return;
      }
      if (!this._map || request.signal.aborted) return;
      this._update();
      this._map.fire('mapdash:basemapready', { layer: this });
    },

    _reportFailure: function (error) {
      this._request = null;
      this._map.fire('mapdash:basemaperror', {
        layer: this,
        message: 'The base map could not be loaded, so events are shown on a plain ' +
          'background. Reload the page to try again.',
        detail: error.message,
      });
    },

    _initContainer: function () {
      this._container = L.DomUtil.create('div', 'mapdash-basemap');
      this._container.setAttribute('aria-hidden', 'true');
      Object.assign(this._container.style, {
        position: 'absolute', left: 0, top: 0, pointerEvents: 'none',
      });
      this._contexts = ['outlines', 'labels'].map((name) => {
        const canvas = L.DomUtil.create('canvas', `mapdash-basemap-${name}`, this._container);
        canvas.style.position = 'absolute';
        return canvas.getContext('2d', { alpha: name === 'labels' });
      });
    },

    _destroyContainer: function () {
      L.DomUtil.remove(this._container);
      this._container = this._contexts = null;
    },

    /** While the map is dragged or flies, draw again as soon as the drawn part runs out. */
    _onMove: function () {
      if (this._frame || this._map._animatingZoom || this._covers()) return;
      this._frame = L.Util.requestAnimFrame(function () {
        this._frame = null;
        if (this._map && !this._map._animatingZoom && !this._covers()) {
          this._update();
          this._updateTransform(this._center, this._zoom);
        }
      }, this);
    },

    _covers: function () {
      const map = this._map;
      const ratio = map.getZoomScale(map.getZoom(), this._zoom);
      if (ratio > 2 || ratio < 0.5) return false;
      const drawnCentre = map.latLngToContainerPoint(this._center);
      const half = map.getSize().divideBy(2);
      const slack = half.multiplyBy((1 + 2 * this.options.padding) * ratio).subtract(half);
      const away = drawnCentre.subtract(half);
      return Math.abs(away.x) <= slack.x + 1 && Math.abs(away.y) <= slack.y + 1;
    },

    _update: function () {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      L.DomUtil.setPosition(this._container, this._bounds.min);
      const ratio = Math.min(window.devicePixelRatio || 1, LARGEST_PIXEL_RATIO);
      this._contexts.forEach((context) => fitCanvas(context, size, ratio));
      this._draw(size);
      this.fire('update');
    },

    _draw: function (size) {
      const [outlines, labels] = this._contexts;
      const colours = this._colours();
      outlines.fillStyle = colours.water;
      outlines.fillRect(0, 0, size.x, size.y);
      if (!this._world) return;
      const corner = this._map.getPixelOrigin().add(this._bounds.min);
      const view = makeView(this._world.size, corner, size, this._zoom);
      drawOutlines(outlines, this._world, view, colours);
      drawLabels(labels, this._world, view, colours);
    },
  });

  function fitCanvas(context, size, ratio) {
    const { canvas } = context;
    if (canvas.width !== size.x * ratio || canvas.height !== size.y * ratio) {
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /** Say what part of which copies of the world the canvas shows; pixels, y downwards. */
  function makeView(worldSize, corner, size, zoom) {
    const worldPx = TILE_PX * Math.pow(2, zoom);
    const scale = worldPx / worldSize;
    const shifts = [];
    const last = Math.floor((corner.x + size.x) / worldPx);
    for (let copy = Math.floor(corner.x / worldPx); copy <= last; copy++) {
      shifts.push(copy * worldPx);
    }
    const nearZoom = Math.round(zoom * 2) / 2; // few text sizes, so that widths are known
    return {
      zoom, nearZoom, scale, shifts, left: corner.x, top: corner.y, width: size.x, height: size.y,
      north: corner.y / scale, south: (corner.y + size.y) / scale,
    };
  }
})();
