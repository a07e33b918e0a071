/* The ink: a canvas above the marks that draws what the briefer drew, in every copy of the world that is in view. */
(() => {
  'use strict';

  const { annotations } = window.mapdash;
  const PADDING = 0.1;
  const LINE_PX = 3.2;
  const HALO_PX = 2.2;
  const FONT_PX = 15;
  const TEXT_WIDTH_PX = 300;
  const MOST_LINES = 4;
  const CLOSEST_PX = 0.7;
  const HIT_PX = 9;

  /* No category has such a colour, and no mark is drawn with a line only. */
  const COLORS = {
    light: { ink: '#6a00e0', halo: '#ffffff', onInk: '#ffffff' },
    dark: { ink: '#ffe14d', halo: '#12161b', onInk: '#12161b' },
  };

  const pixelsOf = (run, frame, copy) => {
    const found = [];
    run.forEach((point, n) => {
      const x = (point.x + copy) * frame.scale - frame.left;
      const y = point.y * frame.scale - frame.top;
      const last = found[found.length - 1];
      if (!last || n === run.length - 1 || Math.abs(x - last.x) + Math.abs(y - last.y) >= CLOSEST_PX) found.push({ x, y });
    });
    return found;
  };

  /* A stroke of a hand runs on through its points; where it turns sharply it has a corner. */
  const traceSmooth = (ctx, points) => {
    const slope = (n) => {
      const [a, b, c] = [points[n - 1], points[n], points[n + 1]];
      if (!a || !c) return { x: 0, y: 0 };
      const isCorner = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) < 0;
      const length = Math.hypot(c.x - a.x, c.y - a.y);
      return isCorner || length === 0 ? { x: 0, y: 0 } : { x: (c.x - a.x) / length, y: (c.y - a.y) / length };
    };
    ctx.moveTo(points[0].x, points[0].y);
    let start = slope(0);
    for (let n = 1; n < points.length; n += 1) {
      const end = slope(n);
      const [a, b] = [points[n - 1], points[n]];
      const third = Math.hypot(b.x - a.x, b.y - a.y) / 3;
      ctx.bezierCurveTo(a.x + start.x * third, a.y + start.y * third, b.x - end.x * third, b.y - end.y * third, b.x, b.y);
      start = end;
    }
  };

  const trace = (ctx, points) => points.forEach(({ x, y }, n) => (n ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));

  /* A short line across the end of a measured one. */
  const traceTick = (ctx, at, next, half) => {
    if (!next) return;
    const length = Math.hypot(next.x - at.x, next.y - at.y) || 1;
    const [dx, dy] = [(next.x - at.x) / length * half, (next.y - at.y) / length * half];
    ctx.moveTo(at.x - dy, at.y + dx);
    ctx.lineTo(at.x + dy, at.y - dx);
  };

  const traceCross = (ctx, { x, y }, half) => {
    ctx.moveTo(x - half, y); ctx.lineTo(x + half, y);
    ctx.moveTo(x, y - half); ctx.lineTo(x, y + half);
  };

  const headOf = ([tail, head], size) => {
    const length = Math.hypot(head.x - tail.x, head.y - tail.y) || 1;
    const [dx, dy] = [(head.x - tail.x) / length, (head.y - tail.y) / length];
    const neck = { x: head.x - dx * size, y: head.y - dy * size };
    return { head, neck, left: { x: neck.x - dy * size * 0.5, y: neck.y + dx * size * 0.5 }, right: { x: neck.x + dy * size * 0.5, y: neck.y - dx * size * 0.5 } };
  };

  /* Words of one line, or of a few where they are long; scripts without spaces break anywhere. */
  const wrap = (ctx, text, width) => {
    const lines = [''];
    for (const word of text.split(/(?<= )|(?<=[\u3000-\u9fff])/u)) {
      const last = lines[lines.length - 1];
      if (!last || ctx.measureText((last + word).trimEnd()).width <= width) lines[lines.length - 1] = last + word;
      else lines.push(word);
    }
    const shown = lines.slice(0, MOST_LINES).map((line) => line.trim());
    if (lines.length > MOST_LINES) shown[MOST_LINES - 1] += '…';
    return shown;
  };

  const distanceToRun = (run, at) => run.reduce((least, a, n) => {
    const b = run[n + 1] || a;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const share = Math.max(0, Math.min(1, ((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.min(least, Math.hypot(a.x + dx * share - at.x, a.y + dy * share - at.y));
  }, Infinity);

  const InkCanvas = L.Renderer.extend({
    options: { padding: PADDING, pane: 'mapdash-ink' },

    initialize(scaleOf) {
      L.Renderer.prototype.initialize.call(this);
      this.scaleOf = scaleOf;
      this.shapes = [];
      this.draft = null;
      this.selected = -1;
      this.placed = [];
    },

    getEvents() {
      return { ...L.Renderer.prototype.getEvents.call(this), move: this._follow };
    },

    _initContainer() {
      this._container = document.createElement('canvas');
      this._container.className = 'md-ink';
      this._container.setAttribute('role', 'img');
      this._ctx = this._container.getContext('2d');
      this.setName('');
    },

    _destroyContainer() {
      cancelAnimationFrame(this._frame);
      this._container.remove();
      delete this._container;
      delete this._ctx;
    },

    setName(words) {
      this._container.setAttribute('aria-label', words);
      this._container.setAttribute('aria-hidden', String(!words));
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      this._ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      const [width, height] = [Math.floor(size.x * this._ratio), Math.floor(size.y * this._ratio)];
      if (this._container.width !== width || this._container.height !== height) {
        Object.assign(this._container, { width, height });
        this._container.style.width = `${size.x}px`;
        this._container.style.height = `${size.y}px`;
      }
      this.draw();
    },

    _updatePaths() {},

    /* While the map flies each frame is drawn anew: scaled, lines would swell and end at the edge of the canvas. */
    _onZoom() {
      if (this._map._animatingZoom) L.Renderer.prototype._onZoom.call(this);
      else this._update();
    },

    _follow() {
      if (this._map._animatingZoom || !this._bounds) return;
      const view = L.bounds(this._map.containerPointToLayerPoint([0, 0]), this._map.containerPointToLayerPoint(this._map.getSize()));
      if (!this._bounds.contains(view)) this._update();
    },

    redraw() {
      if (!this._map || this._frame) return;
      this._frame = requestAnimationFrame(() => { this._frame = null; if (this._map) this.draw(); });
    },

    frame() {
      const scale = 256 * 2 ** this._map.getZoom();
      const origin = this._map.getPixelOrigin();
      const corner = this._bounds.min;
      const size = this._bounds.getSize();
      const from = this._map.containerPointToLayerPoint([0, 0]).subtract(corner);
      return { scale, left: origin.x + corner.x, top: origin.y + corner.y, size, view: { from, to: from.add(this._map.getSize()) } };
    },

    draw() {
      if (!this._ctx) return;
      const ctx = this._ctx;
      const frame = this.frame();
      ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      ctx.clearRect(0, 0, frame.size.x, frame.size.y);
      this.placed = [];
      const all = this.draft ? [...this.shapes, this.draft] : this.shapes;
      if (!all.length) return;
      this.unit = this.scaleOf();
      Object.assign(ctx, { lineCap: 'round', lineJoin: 'round', textAlign: 'center', textBaseline: 'middle' });
      ctx.font = `600 ${FONT_PX * this.unit}px "Source Sans", system-ui, sans-serif`;
      const colors = COLORS[window.mapdash.theme()];
      all.forEach((shape, index) => this.place(shape, index, frame));
      for (const one of this.placed) this.drawLines(one, colors);
      for (const one of this.placed) this.drawWords(one, colors, frame);
      for (const one of this.placed) if (one.index === this.selected) this.drawFrame(one, colors);
    },

    place(shape, index, frame) {
      const { box } = shape;
      const room = 200 * this.unit / frame.scale;
      if ((box.south + room) * frame.scale < frame.top || (box.north - room) * frame.scale > frame.top + frame.size.y) return;
      for (const copy of window.mapdash.overlay.copiesOf(frame, box.west - room, box.east + room)) {
        const runs = shape.runs.map((run) => pixelsOf(run, frame, copy));
        const corners = pixelsOf(shape.corners, frame, copy);
        this.placed.push({ shape, index, runs, corners, boxes: [] });
      }
    },

    traceAll({ shape, runs, corners }, unit) {
      const ctx = this._ctx;
      ctx.beginPath();
      if (shape.kind === 'arrow') {
        if (corners.length < 2) return;
        const { neck } = headOf(corners, 6 * LINE_PX * unit);
        trace(ctx, [corners[0], neck]);
        return;
      }
      for (const run of runs) (shape.kind === 'pen' ? traceSmooth : trace)(ctx, run);
      if (shape.kind === 'circle') traceCross(ctx, corners[0], 5 * unit);
      if (shape.kind === 'distance' && runs.length) {
        const [first, last] = [runs[0], runs[runs.length - 1]];
        traceTick(ctx, first[0], first[1], 7 * unit);
        traceTick(ctx, last[last.length - 1], last[last.length - 2], 7 * unit);
      }
    },

    drawLines(one, { ink, halo }) {
      const ctx = this._ctx;
      const unit = this.unit;
      const width = LINE_PX * unit;
      for (const [color, lineWidth] of [[halo, width + 2 * HALO_PX * unit], [ink, width]]) {
        Object.assign(ctx, { strokeStyle: color, fillStyle: color, lineWidth });
        this.traceAll(one, unit);
        ctx.stroke();
        if (one.shape.kind !== 'arrow' || one.corners.length < 2) continue;
        const { head, left, right } = headOf(one.corners, 6 * width);
        ctx.beginPath();
        trace(ctx, [head, left, right]);
        ctx.closePath();
        ctx.lineWidth = lineWidth - width + 1;
        ctx.stroke();
        ctx.fill();
      }
    },

    /* Where the words stand: a text at its place, a radius at the top of the circle, a distance at the middle of what is
       seen of its line. */
    anchorOf({ shape, runs, corners }, { view }) {
      const isSeen = ({ x, y }) => x > view.from.x && x < view.to.x && y > view.from.y + 12 && y < view.to.y - 12;
      if (shape.kind === 'text') return corners[0];
      const seen = runs.flat().filter(isSeen);
      if (!seen.length) return null;
      if (shape.kind === 'circle') return seen.reduce((top, point) => (point.y < top.y ? point : top));
      return seen[Math.floor(seen.length / 2)];
    },

    drawWords(one, { ink, halo, onInk }, frame) {
      if (!one.shape.words) return;
      const at = this.anchorOf(one, frame);
      if (!at) return;
      const ctx = this._ctx;
      const unit = this.unit;
      const lines = wrap(ctx, one.shape.words, TEXT_WIDTH_PX * unit);
      const lineHeight = FONT_PX * 1.3 * unit;
      const width = Math.max(...lines.map((line) => ctx.measureText(line).width)) + 16 * unit;
      const height = lines.length * lineHeight + 6 * unit;
      const box = { x: at.x - width / 2, y: at.y - height / 2, width, height };
      one.boxes.push(box);
      ctx.beginPath();
      ctx.roundRect(box.x, box.y, width, height, 5 * unit);
      Object.assign(ctx, { fillStyle: ink, strokeStyle: halo, lineWidth: 2 * HALO_PX * unit });
      ctx.stroke();
      ctx.fill();
      ctx.fillStyle = onInk;
      lines.forEach((line, n) => ctx.fillText(line, at.x, box.y + 3 * unit + lineHeight * (n + 0.54)));
    },

    boxOf({ runs, corners, boxes }) {
      const points = [...runs.flat(), ...corners, ...boxes.flatMap(({ x, y, width, height }) => [{ x, y }, { x: x + width, y: y + height }])];
      const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
      return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
    },

    drawFrame(one, { ink, halo }) {
      const ctx = this._ctx;
      const { left, top, right, bottom } = this.boxOf(one);
      const room = 9 * this.unit;
      for (const [color, lineWidth, dash] of [[halo, 4, []], [ink, 1.5, [6, 4]]]) {
        Object.assign(ctx, { strokeStyle: color, lineWidth: lineWidth * this.unit });
        ctx.setLineDash(dash.map((length) => length * this.unit));
        ctx.strokeRect(left - room, top - room, right - left + 2 * room, bottom - top + 2 * room);
      }
      ctx.setLineDash([]);
    },

    /* The drawing under a point of the map container, the last drawn first; -1 for none. */
    hit(point) {
      const at = this._map.containerPointToLayerPoint(point).subtract(this._bounds.min);
      const near = HIT_PX * (this.unit || 1);
      for (let n = this.placed.length - 1; n >= 0; n -= 1) {
        const { runs, boxes, index } = this.placed[n];
        if (boxes.some(({ x, y, width, height }) => at.x >= x && at.y >= y && at.x <= x + width && at.y <= y + height)) return index;
        if (runs.some((run) => distanceToRun(run, at) <= near)) return index;
      }
      return -1;
    },
  });

  Object.assign(annotations, { InkCanvas, COLORS });
})();
