/* What the optional layers share: a canvas each, below the marks; classes of counts; colours for both themes. */
(() => {
  'use strict';

  const CLASSES = 5;

  /* From few to many: lightness runs one way, so that a scale holds without its hues. Warm for density, cool for
     countries, so that the two can be told apart when both are on; there names of the basemap must stay readable on every
     class, so that the scale ends before it is as dark, or as light, as they are. */
  const PALETTE = {
    density: {
      light: ['#f6c66b', '#ee9347', '#d2603f', '#a02f57', '#561a61'],
      dark: ['#5e3480', '#9b3f86', '#d95f6e', '#f59d5d', '#fbe28f'],
    },
    choropleth: {
      light: ['#e0f2ec', '#b5dfd4', '#85c8ba', '#53aca0', '#2a8c86'],
      dark: ['#0c3339', '#124a4d', '#196462', '#218177', '#2ea08f'],
    },
  };

  const placeOf = ({ left, top, scale, size, ratio }) => [left, top, scale, size.x, size.y, ratio].join();

  const LayerCanvas = L.Renderer.extend({
    options: { padding: 0.25 },

    /* paint(ctx, frame, theme). keyOf() names what it would draw: the same in the same frame is not drawn again. */
    initialize(paint, keyOf, options) {
      L.Renderer.prototype.initialize.call(this, options);
      this.paint = paint;
      this.keyOf = keyOf;
    },

    _initContainer() {
      this._container = document.createElement('canvas');
      this._container.setAttribute('aria-hidden', 'true');
      this._container.className = 'md-layer-canvas';
      this._ctx = this._container.getContext('2d');
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
      delete this._ctx;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      if (this._map.mapdashIsFlying) return; /* The end of the way brings it here again. */
      const size = this._bounds.getSize();
      const ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = size.x * ratio;
      this._container.height = size.y * ratio;
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      this._ratio = ratio;
      this._drawn = null;
      this.draw();
    },

    _updatePaths() {},

    /* From the unit square to canvas pixels, as EventCanvas.frame. */
    frame() {
      const scale = 256 * 2 ** this._map.getZoom();
      const origin = this._map.getPixelOrigin();
      const corner = this._bounds.min;
      const size = this._bounds.getSize();
      return { scale, left: origin.x + corner.x, top: origin.y + corner.y, size, ratio: this._ratio };
    },

    draw() {
      if (!this._map || !this._ctx || this._map.mapdashIsFlying) return;
      const frame = this.frame();
      const key = this.keyOf ? `${this.keyOf()}|${window.mapdash.theme()}|${placeOf(frame)}` : null;
      if (key && key === this._drawn) return;
      this._drawn = key;
      this._ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      this._ctx.clearRect(0, 0, frame.size.x, frame.size.y);
      this.paint(this._ctx, frame, window.mapdash.theme());
    },
  });

  /* The copies of the world that a frame shows of what reaches from `west` to `east` on the unit square. */
  const copiesOf = (frame, west = 0, east = 1) => {
    const first = Math.ceil(frame.left / frame.scale - east);
    const last = Math.floor((frame.left + frame.size.x) / frame.scale - west);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  };

  /* Where each class begins: every number for itself while there are few, then steps that grow alike. */
  const classesOf = (most) => {
    if (most <= CLASSES) return Array.from({ length: most }, (_, i) => i + 1);
    const starts = [1];
    for (let n = 1; n < CLASSES; n += 1) starts.push(Math.max(starts[n - 1] + 1, Math.round(most ** (n / CLASSES))));
    return starts;
  };

  const classOf = (starts, count) => {
    let found = 0;
    while (found + 1 < starts.length && count >= starts[found + 1]) found += 1;
    return found;
  };

  /* Few classes take their colours from all of the scale. */
  const colorOf = (scale, starts, n) => (starts.length === 1 ? scale[2] : scale[Math.round(n * (CLASSES - 1) / (starts.length - 1))]);

  const words = (number) => number.toLocaleString('en-GB');

  const wordsOfClasses = (starts, most) => starts.map((start, n) => {
    const end = n + 1 < starts.length ? starts[n + 1] - 1 : most;
    return start === end ? words(start) : `${words(start)}–${words(end)}`;
  });

  const many = (count, one, several) => `${words(count)} ${count === 1 ? one : several}`;

  /* A filter without its period: what the classes of a layer hold for, so that a colour means the same while time runs. */
  const keyOf = (engine) => JSON.stringify({ ...engine.filter, period: null });
  const maskOf = (engine) => (engine.filter.period ? engine.maskWithout('period') : engine.mask);

  const optionalLayers = [];

  window.mapdash.overlay = { PALETTE, LayerCanvas, placeOf, copiesOf, classesOf, classOf, colorOf, words, wordsOfClasses, many, keyOf, maskOf, optionalLayers };
})();
