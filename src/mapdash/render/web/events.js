/* The event canvas: one canvas for all categories, drawn from the columns; one Leaflet layer a category decides which
   of them it holds. A filter is a mask; nothing is created or removed when it changes. */
(() => {
  'use strict';

  const { marks } = window.mapdash;
  const EXACT = 0, LOCALITY = 1; // order of GEO_PRECISIONS in mapdash.events
  const AREA = new Set([2, 3]);
  const HIT_PX = 6;
  const SMALLEST_AREA_PX = 9;

  const EventCanvas = L.Renderer.extend({
    options: { padding: 0.25, pane: 'mapdash-events' },

    initialize(columns) {
      L.Renderer.prototype.initialize.call(this);
      this.columns = columns;
      this.styles = [];
      this.shown = new Set();
      this.mask = new Uint8Array(columns.rows).fill(1);
      this.isDirty = true;
    },

    _initContainer() {
      this._container = document.createElement('canvas');
      this._container.setAttribute('aria-hidden', 'true');
      this._ctx = this._container.getContext('2d');
    },

    _destroyContainer() {
      cancelAnimationFrame(this._frame);
      this._container.remove();
      delete this._container;
      delete this._ctx;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = size.x * ratio;
      this._container.height = size.y * ratio;
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      this._ratio = ratio;
      this.draw();
    },

    _updatePaths() {},

    setMask(mask) { this.mask = mask; this.isDirty = true; this.redraw(); },
    setChosen(row) { this.chosen = row; this.redraw(); },
    touch() { this.isDirty = true; this.redraw(); },

    redraw() {
      if (!this._map || this._frame) return;
      this._frame = requestAnimationFrame(() => { this._frame = null; if (this._map) this.draw(); });
    },

    /* Marks hold for a zoom and a mask; panning reuses them. */
    arrange() {
      const zoom = this._map.getZoom();
      if (!this.isDirty && this.arrangedZoom === zoom) return;
      const pinned = [];
      const areas = [];
      const { rows, precision, category } = this.columns;
      let count = 0;
      for (let i = 0; i < rows; i += 1) {
        if (!this.mask[i] || !this.shown.has(category[i])) continue;
        count += 1;
        if (precision[i] === EXACT || precision[i] === LOCALITY) pinned.push(i);
        else if (AREA.has(precision[i])) areas.push(i);
      }
      this.visibleCount = count;
      this.pinnedCount = pinned.length;
      this.areaCount = areas.length;
      this.marks = window.mapdash.clusterRows(this.columns, pinned, zoom, this.styles.length);
      this.areas = window.mapdash.groupAreas(this.columns, areas);
      this.arrangedZoom = zoom;
      this.isDirty = false;
    },

    /* From the unit square to canvas pixels; `shift` carries the copy of the world that the view shows. */
    frame() {
      const scale = 256 * 2 ** this._map.getZoom();
      const origin = this._map.getPixelOrigin();
      const corner = this._bounds.min;
      return { scale, left: origin.x + corner.x, top: origin.y + corner.y, size: this._bounds.getSize() };
    },

    copies(frame) {
      const first = Math.floor(frame.left / frame.scale);
      const last = Math.floor((frame.left + frame.size.x) / frame.scale);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    },

    place(item, frame, copy) {
      return { x: (item.x + copy) * frame.scale - frame.left, y: item.y * frame.scale - frame.top };
    },

    areaRadius(area, frame) {
      const latitude = this.columns.latitude[area.row] * Math.PI / 180;
      const radius = area.radiusKm / (40075.017 * Math.max(0.02, Math.cos(latitude))) * frame.scale;
      return Math.max(SMALLEST_AREA_PX, radius);
    },

    draw() {
      this.arrange();
      const ctx = this._ctx;
      const frame = this.frame();
      ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      ctx.clearRect(0, 0, frame.size.x, frame.size.y);
      const theme = window.mapdash.theme();
      this.placed = [];
      for (const copy of this.copies(frame)) {
        for (const area of this.areas) this.drawArea(area, frame, copy, theme);
        for (const mark of this.marks) this.drawMark(mark, frame, copy, theme);
      }
      this.drawnFor = this.maskName;
      document.documentElement.dataset.painted = this.maskName || '';
      this._map.fire('mapdash:painted');
    },

    drawArea(area, frame, copy, theme) {
      const { x, y } = this.place(area, frame, copy);
      const r = this.areaRadius(area, frame);
      if (x + r < 0 || y + r < 0 || x - r > frame.size.x || y - r > frame.size.y) return;
      const more = area.rows.length > 1 ? ` (${area.rows.length})` : '';
      const label = `${this.columns.areaLabels[area.row] || 'approx.'}${more}`;
      marks.drawArea(this._ctx, { x, y, r, style: this.styles[this.columns.category[area.row]], theme, label });
      this.placed.push({ item: area, x, y, r, isArea: true, label });
    },

    drawMark(mark, frame, copy, theme) {
      const { x, y } = this.place(mark, frame, copy);
      if (x < -30 || y < -30 || x > frame.size.x + 30 || y > frame.size.y + 30) return;
      const ctx = this._ctx;
      if (mark.count > 1) {
        marks.drawBadge(ctx, { x, y, count: mark.count, split: mark.split, styles: this.styles, theme });
        this.placed.push({ item: mark, x, y, r: marks.badgeRadius(mark.count) });
        return;
      }
      const r = marks.radius(this._map.getZoom());
      const style = this.styles[this.columns.category[mark.row]];
      marks.drawMark(ctx, { x, y, r, style, theme, hasRing: this.columns.precision[mark.row] === LOCALITY });
      this.placed.push({ item: mark, x, y, r });
    },

    /* What lies under a point of the map container; marks before areas, last drawn first. */
    hit(point) {
      const at = this._map.containerPointToLayerPoint(point).subtract(this._bounds.min);
      let area = null;
      for (let i = this.placed.length - 1; i >= 0; i -= 1) {
        const p = this.placed[i];
        const distance = Math.hypot(p.x - at.x, p.y - at.y);
        if (p.isArea) { if (!area && this.isOnArea(p, at, distance)) area = p; continue; }
        if (distance <= p.r + HIT_PX) return p;
      }
      return area;
    },

    /* The line and the label of an area answer; its inside does not, it may hold a whole country. */
    isOnArea(p, at, distance) {
      if (Math.abs(distance - p.r) <= HIT_PX) return true;
      const half = p.label.length * 3.6;
      return Math.abs(at.x - p.x) <= half && at.y <= p.y - p.r && at.y >= p.y - p.r - 20;
    },

    containerPoint(p) {
      return this._map.layerPointToContainerPoint(L.point(p.x, p.y).add(this._bounds.min));
    },
  });

  /* One category. Adding and removing it works as for any Leaflet layer, so a layer control can hold it. */
  const EventLayer = L.Layer.extend({
    initialize(options) { L.setOptions(this, options); },
    onAdd(map) { map.mapdashEvents.then((canvas) => { canvas.styles[this.options.code] = this.options.style; canvas.shown.add(this.options.code); canvas.touch(); }); },
    onRemove(map) { map.mapdashEvents.then((canvas) => { canvas.shown.delete(this.options.code); canvas.touch(); }); },
  });

  const part = (map, config) => {
    const pane = map.createPane('mapdash-events');
    pane.style.zIndex = 450;
    let canvas = null;
    let maskText; // undefined until the first command, so that null (no filter) counts as a change
    let pending = window.mapdash.command;

    const show = (command) => {
      if (command.visible !== maskText) {
        maskText = command.visible;
        canvas.maskName = command.name || '';
        canvas.setMask(window.mapdash.decodeMask(maskText, canvas.columns.rows));
      } else if ((command.name || '') !== canvas.maskName) {
        canvas.maskName = command.name || '';
        canvas.redraw();
      }
    };

    map.mapdashEvents = window.mapdash.loadColumns(config.events).then((columns) => {
      canvas = new EventCanvas(columns);
      canvas.maskName = '';
      canvas.addTo(map);
      show(pending);
      map.mapdashCanvas = canvas;
      setTimeout(() => map.fire('mapdash:eventsready', { canvas }), 0);
      return canvas;
    });
    map.mapdashEvents.catch((error) => map.fire('mapdash:problem', { sentence: error.message }));

    return {
      apply(command) { pending = command; if (canvas) show(command); },
      theme() { if (canvas) canvas.redraw(); },
    };
  };

  window.mapdash.addPart(part);
  Object.assign(window.mapdash, { EventLayer });
})();
