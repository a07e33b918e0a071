/* The vector basemap: canvases under the events, drawn from one file of tiles by protomaps-leaflet's painter.

   mapdash.vectorBasemap({ url, view, theme, attribution, source }) is a Leaflet layer with setTheme(name). It fires on the
   map 'mapdash:basemapready' when the first full view is painted and 'mapdash:basemaperror' ({ message, detail }) when the
   file cannot be read. A view is painted for its exact zoom, a tile at a time, on a second canvas that then takes the
   place of the first: text is sharp at every zoom, tiles have no seams, names no cuts, and nothing flashes.

   For a presenter, prepare({ centre, zoom, theme, mask }) paints a view ahead that is shown when the map gets there. While
   `map.mapdashIsFlying` nothing is painted: what there is moves along. */
(() => {
  'use strict';

  const { basemapTiles, basemapStyle, basemapLabels } = window.mapdash;
  const { TILE_PX, rest } = basemapTiles;
  const MARGIN = 0.3; /* Of the map's size, painted beyond each edge. */
  const NARROW_MARGIN = 0.16; /* Where the canvases would take too much memory. */
  const FIRST_MARGIN = 0.03; /* The first view is wanted soon; the rest follows when it is there. */
  const REST_AFTER_MS = 400;
  const MOST_PIXELS = 12e6;
  const MARGIN_LEFT = 0.12; /* With less than so much of it left, the next view is painted. */
  const LARGEST_PIXEL_RATIO = 2;
  const SLICE_MS = 12;
  const NAME_BANDS = 6;
  const FONT_WAIT_MS = 2500;
  const LARGEST_STRETCH = 1.9;
  const SEEN_AHEAD = 1.6; /* In zooms: from here on a view that was painted ahead is better than the old one. */
  const WORLD = { zoom: 2, world: TILE_PX * 4, left: 0, top: 0, width: TILE_PX * 4, height: TILE_PX * 4, ratio: 1, isBare: true };
  const WORLD_COPIES = 3;
  const LAST_WORLD_ZOOM = 8;
  const LETTERS = 'AaČčŠšĄą'; /* Of each file of the typeface that names need. */

  const loadTypeface = () => Promise.all(
    ['400 12px', '600 12px', 'italic 400 12px'].map((font) => document.fonts.load(`${font} "Source Sans"`, LETTERS)),
  ).catch(() => {}); /* Then the fallback will do. */
  const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

  const mod = (x, n) => ((x % n) + n) % n;

  const makeBuffer = (container) => {
    const canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated', container);
    Object.assign(canvas.style, { position: 'absolute', pointerEvents: 'none', visibility: 'hidden' });
    return { canvas, context: canvas.getContext('2d', { alpha: false }), frame: null };
  };

  const VectorBasemap = L.Layer.extend({
    options: { pane: 'tilePane', url: '', view: 'default', theme: 'light', attribution: '', source: null },

    initialize(options) {
      L.setOptions(this, options);
      this.stats = { paints: 0, slices: 0, longestSlice: 0, paintMs: 0 };
      this._paint = 0; /* The number of the newest paint; an older one that is still at work stops. */
    },

    onAdd(map) {
      this._container = L.DomUtil.create('div', 'mapdash-basemap', this.getPane());
      this._container.setAttribute('aria-hidden', 'true');
      Object.assign(this._container.style, { position: 'absolute', zIndex: 0 });
      this._front = makeBuffer(this._container);
      this._back = makeBuffer(this._container);
      this._world = makeBuffer(this._container);
      this._world.canvas.style.zIndex = -1;
      this._paintWater();
      this._forget = () => { this._isStale = true; this._aheadFrame = null; basemapLabels.forgetWidths(); this._update(); };
      map.on('mapdash:obstacles', this._forget);
      this._open();
    },

    onRemove(map) {
      this._paint += 1;
      map.off('mapdash:obstacles', this._forget);
      map.getContainer().style.backgroundColor = '';
      this._container.remove();
      this._coming = null;
      this._isShown = false;
    },

    getEvents() {
      const events = {
        viewreset: this._settle, zoom: this._follow, move: this._follow, moveend: this._settle, zoomend: this._settle, resize: this._settle,
      };
      if (this._zoomAnimated) events.zoomanim = this._animate;
      return events;
    },

    /* Draw in the colours of 'light' or 'dark'; nothing is fetched again, and the old picture stays until then. */
    setTheme(theme) {
      if (theme === this.options.theme) return this;
      this.options.theme = theme;
      this._update();
      return this;
    },

    /* Paint a view that will be wanted soon, when nothing else is to be done; null for none. */
    prepare(view) {
      this._ahead = view;
      this._paintAhead();
      return this;
    },

    /* Needs no server afterwards. */
    fetchWhole() {
      return this._bytes && this._bytes.fetchWhole ? this._bytes.fetchWhole() : Promise.resolve();
    },

    _paintWater() {
      this._map.getContainer().style.backgroundColor = basemapStyle.PALETTES[this.options.theme].water;
    },

    async _open() {
      try {
        /* Shapes need no typeface; what was named without it is named anew. */
        const typeface = loadTypeface().then(() => { if (this._isShown) this._forget(); });
        this._typeface = Promise.race([typeface, wait(FONT_WAIT_MS)]);
        const { file, bytes, view } = await basemapTiles.openTiles(this.options);
        this.file = file;
        this._bytes = bytes;
        this._tiles = view;
        this._update();
      } catch (error) {
        this._fail(error);
      }
    },

    _fail(error) {
      if (this._hasFailed || !this._map) return;
      this._hasFailed = true;
      this._container.dataset.state = 'failed';
      this._map.fire('mapdash:basemaperror', {
        layer: this,
        message: 'The basemap cannot be read, so events are shown on a plain background; reload the page to try again.',
        detail: String(error && error.message),
      });
    },

    /* The boxes of the names on the picture, in its pixels, with where it lies: { boxes, zoom, world, left, top }. */
    names() {
      const { frame } = this._front;
      if (!frame) return null;
      const { names: { index, far }, zoom, world, left, top } = frame;
      const boxes = index.tree.all().map(({ minX, minY, maxX, maxY }) => [minX - far, minY - far, maxX - far, maxY - far]);
      return { boxes, zoom, world, left, top };
    },

    /* ---- where the painted pictures lie on the screen */

    _placeAll(centre, zoom) {
      for (const buffer of [this._world, this._front]) if (buffer.frame) this._place(buffer, centre, zoom);
      this._world.canvas.style.visibility = this._world.frame && zoom <= LAST_WORLD_ZOOM ? '' : 'hidden';
    },

    _place({ canvas, frame }, centre, zoom) {
      const map = this._map;
      const scale = map.getZoomScale(zoom, frame.zoom);
      const world = frame.world * scale;
      const copy = Math.round((map.project(centre, zoom).x - (frame.left + frame.width / 2) * scale) / world);
      const corner = L.point(frame.left * scale + copy * world, frame.top * scale);
      L.DomUtil.setTransform(canvas, corner.subtract(map._getNewPixelOrigin(centre, zoom)), scale);
    },

    /* The view that a zoom leads to is painted while the old one still grows or shrinks. */
    _animate({ center, zoom }) {
      this._placeAll(center, zoom);
      this._target = { centre: center, zoom };
      this._update();
    },

    _follow() {
      if (this._map._animatingZoom) return;
      this._placeAll(this._map.getCenter(), this._map.getZoom());
      if (this._map.mapdashIsFlying) { this._pass(); return; }
      if (!this._coming && !this._covers(MARGIN_LEFT / 2)) this._update();
    },

    /* On the way to another view: what was painted ahead of it comes in as soon as it is the better picture. */
    _pass() {
      this._isStretched = true;
      const frame = this._aheadFrame && this._aheadFrame.theme === this.options.theme ? this._aheadFrame : null;
      const isNear = frame && Math.abs(this._map.getZoom() - frame.zoom) < SEEN_AHEAD;
      if (isNear) this._place({ canvas: this._back.canvas, frame }, this._map.getCenter(), this._map.getZoom());
      const isWhole = isNear && this._reaches(0, frame);
      this._smooth(this._front.canvas, this._front.frame);
      this._smooth(this._back.canvas, frame);
      this._back.canvas.style.visibility = isNear ? '' : 'hidden';
      this._front.canvas.style.visibility = isWhole ? 'hidden' : '';
      /* What cannot be seen would be stretched all the same. */
      if (isWhole || this._reaches(0)) this._world.canvas.style.visibility = 'hidden';
    },

    /* Stretching smoothly is most of what a frame of the way costs where no graphics processor does it; where that was too
       slow it is left, unless letters would fall into squares. */
    _smooth(canvas, frame) {
      const scale = frame ? this._map.getZoomScale(this._map.getZoom(), frame.zoom) : 1;
      canvas.style.imageRendering = this._map.mapdashIsPlain && scale < LARGEST_STRETCH ? 'pixelated' : '';
    },

    _settle() {
      if (this._map._animatingZoom) return;
      if (this._isStretched) {
        this._isStretched = false;
        for (const { canvas } of [this._front, this._back]) canvas.style.imageRendering = '';
        this._front.canvas.style.visibility = this._front.frame ? '' : 'hidden';
        this._back.canvas.style.visibility = 'hidden';
      }
      this._target = null;
      this._placeAll(this._map.getCenter(), this._map.getZoom());
      if (this._isReadyToShow) this._show();
      this._update();
    },

    /* Whether a picture reaches `margin` beyond the map on all sides; stretched far, it counts as none. */
    _covers(margin, frame = this._front.frame) {
      if (!frame) return false;
      const scale = this._map.getZoomScale(this._view().zoom, frame.zoom);
      return scale <= LARGEST_STRETCH && scale >= 1 / LARGEST_STRETCH && this._reaches(margin, frame);
    },

    /* The same, however far it is stretched. */
    _reaches(margin, frame = this._front.frame) {
      if (!frame) return false;
      const { centre, zoom } = this._view();
      const scale = this._map.getZoomScale(zoom, frame.zoom);
      const size = this._map.getSize();
      const middle = this._map.project(centre, zoom).divideBy(scale);
      const x = mod(middle.x - frame.left - frame.width / 2 + frame.world / 2, frame.world) - frame.world / 2;
      const y = middle.y - frame.top - frame.height / 2;
      const room = (full, seen) => full / 2 - (seen / scale) * (0.5 + margin);
      return Math.abs(x) <= room(frame.width, size.x) + 1 && Math.abs(y) <= room(frame.height, size.y) + 1;
    },

    _view() { return this._target || { centre: this._map.getCenter(), zoom: this._map.getZoom() }; },

    _makeFrame({ centre, zoom, theme = this.options.theme, mask } = this._view()) {
      const size = this._map.getSize();
      const ratio = Math.min(window.devicePixelRatio || 1, LARGEST_PIXEL_RATIO);
      const isHuge = size.x * size.y * (ratio * (1 + 2 * MARGIN)) ** 2 > MOST_PIXELS;
      const margin = !this._isShown ? FIRST_MARGIN : isHuge ? NARROW_MARGIN : MARGIN;
      const [width, height] = [size.x, size.y].map((px) => Math.ceil(px * (1 + 2 * margin)));
      const world = TILE_PX * 2 ** zoom;
      const corner = this._map.project(centre, zoom).subtract([width / 2, height / 2])._round();
      return { zoom, world, width, height, ratio, left: mod(corner.x, world), top: corner.y, theme, mask };
    },

    /* ---- painting */

    _update() {
      if (!this._map || !this._tiles || this._map.mapdashIsFlying) return;
      const { zoom } = this._view();
      const isDrawn = (frame) => frame && frame.zoom === zoom && frame.theme === this.options.theme && this._covers(MARGIN_LEFT, frame);
      if (!this._isStale && (isDrawn(this._front.frame) || isDrawn(this._coming))) return;
      this._isReadyToShow = false;
      if (!this._isStale && isDrawn(this._aheadFrame)) { this._show(); return; }
      this._isStale = false;
      this._aheadFrame = null;
      this._paint += 1;
      this._coming = this._makeFrame();
      const number = this._paint;
      this._draw(this._coming, number).catch((error) => {
        if (number === this._paint) this._coming = null;
        this._fail(error);
      });
    },

    async _draw(frame, number) {
      if (!await this._paintOn(this._back, frame, number)) return;
      this._isReadyToShow = true;
      if (!this._map._animatingZoom) this._show();
    },

    async _paintAhead() {
      if (!this._ahead || !this._map || !this._isShown || this._coming || this._map.mapdashIsFlying) return;
      const frame = this._makeFrame(this._ahead);
      const isSame = (other) => other && ['zoom', 'left', 'top', 'width', 'height', 'theme'].every((name) => other[name] === frame[name]);
      if (isSame(this._aheadFrame) || isSame(this._front.frame)) return;
      this._aheadFrame = null;
      this._paint += 1;
      try {
        if (await this._paintOn(this._back, frame, this._paint)) this._aheadFrame = this._back.frame;
      } catch { /* Then it is painted when it is wanted. */ }
    },

    /* Whether the picture is whole; not where another paint was begun meanwhile. */
    async _paintOn(buffer, frame, number) {
      const isOld = () => number !== this._paint || !this._map;
      const { tiles, missing } = await basemapTiles.loadTiles(this._tiles, frame);
      if (isOld()) return false;
      if (missing) this._isStale = true; /* They are asked for again at the next move. */
      const pause = this._startSlices();
      basemapStyle.prepare(buffer, frame);
      for (const tile of tiles) {
        basemapStyle.drawTile(buffer, tile, frame, this.options.view);
        if (await pause() && isOld()) return false;
      }
      await this._typeface;
      if (isOld()) return false;
      const layout = this._layout(buffer, tiles, frame);
      let step = layout.next();
      while (!step.done) {
        if (await pause() && isOld()) return false;
        step = layout.next();
      }
      for (let band = 0; band < NAME_BANDS; band += 1) {
        basemapLabels.drawNames(buffer, step.value, frame, band, NAME_BANDS);
        if (await pause() && isOld()) return false;
      }
      pause.end();
      buffer.frame = { ...frame, names: step.value };
      return true;
    },

    _layout({ context }, tiles, frame) {
      const { mapdashObstacles, mapdashNamesMask } = this._map;
      const mask = frame.mask || (mapdashNamesMask ? mapdashNamesMask() : null);
      const obstacles = basemapLabels.placeCircles(mapdashObstacles ? mapdashObstacles(frame.zoom, mask) : [], frame);
      const options = { context, zoom: frame.zoom, view: this.options.view, theme: frame.theme, obstacles };
      return basemapLabels.layoutLabels(options, basemapLabels.collectNames(tiles, frame));
    },

    /* A pause lets the browser breathe when the work before it has been long enough, and says whether it did. */
    _startSlices() {
      const { stats } = this;
      let start = performance.now();
      const note = () => {
        const took = performance.now() - start;
        stats.slices += 1;
        stats.paintMs += took;
        stats.longestSlice = Math.max(stats.longestSlice, took);
      };
      const pause = async () => {
        if (performance.now() - start < SLICE_MS) return false;
        note();
        await rest();
        start = performance.now();
        return true;
      };
      pause.end = () => { note(); stats.paints += 1; };
      return pause;
    },

    /* The finished picture takes the place of the old one. */
    _show() {
      this._isReadyToShow = false;
      this._coming = null;
      this._aheadFrame = null;
      [this._front, this._back] = [this._back, this._front];
      this._container.prepend(this._front.canvas);
      this._placeAll(this._map.getCenter(), this._map.getZoom());
      this._front.canvas.style.visibility = '';
      this._back.canvas.style.visibility = 'hidden';
      this._paintWater();
      this.fire('load');
      if (!this._isShown) {
        this._isShown = true;
        this._map.fire('mapdash:basemapready', { layer: this });
        setTimeout(() => this._drawRest(), REST_AFTER_MS);
      } else this._drawRest();
    },

    _drawRest() {
      if (!this._map) return;
      this._update();
      /* It is only seen in passing. */
      this._drawWorld().catch(() => {}).then(() => {
        if (!this._container || this._coming) return;
        this._container.dataset.state = 'whole';
        this._paintAhead();
      });
    },

    /* The whole world, small and without lines and names, lies under all: what is seen at the edges while the map zooms out. */
    async _drawWorld() {
      const { theme } = this.options;
      if (this._world.frame && this._world.frame.theme === theme) return;
      const frame = { ...WORLD, theme };
      const { tiles } = await basemapTiles.loadTiles(this._tiles, frame);
      if (!this._map || this.options.theme !== theme) return;
      const small = makeBuffer(document.createElement('div'));
      basemapStyle.prepare(small, frame);
      for (const tile of tiles) {
        await rest();
        basemapStyle.drawTile(small, tile, frame, this.options.view);
      }
      if (!this._map || this.options.theme !== theme) return;
      const wide = { ...frame, left: -frame.width, width: frame.width * WORLD_COPIES };
      basemapStyle.prepare(this._world, wide);
      for (let copy = 0; copy < WORLD_COPIES; copy += 1) this._world.context.drawImage(small.canvas, copy * frame.width, 0);
      this._world.frame = wide;
      this._placeAll(this._map.getCenter(), this._map.getZoom());
    },
  });

  window.mapdash.vectorBasemap = (options) => new VectorBasemap(options);
})();
