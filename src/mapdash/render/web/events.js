/* The event canvas: one canvas for all categories, drawn from the columns; one Leaflet layer a category decides which
   of them it holds. A filter is a mask; nothing is created or removed when it changes. */
(() => {
  'use strict';

  const { marks, areas, routes } = window.mapdash;
  const EXACT = 0, LOCALITY = 1, COUNTRY = 4; // order of GEO_PRECISIONS in mapdash.events
  const AREA = new Set([2, 3]);
  const NO_AREA = -1;
  const HIT_PX = 6;
  const SMALLEST_AREA_PX = 9;
  const BADGE_DROP_PX = 20;
  const MOST_OBSTACLES = 2000;
  const MOST_PINNED = 20000;
  const QUIET_RADIUS = 3.5;

  const EventCanvas = L.Renderer.extend({
    options: { padding: 0.25, pane: 'mapdash-events' },

    initialize(columns, outlines, lines) {
      L.Renderer.prototype.initialize.call(this);
      this.columns = columns;
      this.outlines = outlines;
      this.lines = lines;
      this.chosen = -1;
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
    setRoutes(isOn) { if (this.isWithoutRoutes === !isOn) return; this.isWithoutRoutes = !isOn; this.touch(); },
    /* Where density is drawn, marks are dots: a badge would hide what it stands on. */
    setQuiet(isQuiet) { if (this.isQuiet === isQuiet) return; this.isQuiet = isQuiet; this.redraw(); },
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
      const circled = [];
      const inProvinces = [];
      const inCountries = [];
      const { rows, precision, category, area } = this.columns;
      let count = 0;
      for (let i = 0; i < rows; i += 1) {
        if (!this.mask[i] || !this.shown.has(category[i])) continue;
        count += 1;
        if (precision[i] === EXACT || precision[i] === LOCALITY) pinned.push(i);
        else if (AREA.has(precision[i])) (area[i] === NO_AREA ? circled : inProvinces).push(i);
        else if (precision[i] === COUNTRY && area[i] !== NO_AREA) inCountries.push(i);
      }
      const categories = this.styles.length;
      this.visibleCount = count;
      this.pinnedCount = pinned.length;
      this.areaCount = circled.length + inProvinces.length;
      this.marks = window.mapdash.clusterRows(this.columns, pinned, zoom, categories);
      this.circles = window.mapdash.groupAreas(this.columns, circled);
      this.provinces = window.mapdash.groupByArea(this.columns, inProvinces, categories);
      this.countries = window.mapdash.groupByArea(this.columns, inCountries, categories);
      this.routes = this.isWithoutRoutes ? [] : this.lines.flatMap((route) => this.visibleRoute(route));
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
      const copies = this.copies(frame);
      for (const copy of copies) {
        for (const group of this.chosenOutline()) this.drawOutline(group, frame, copy, theme);
        for (const group of this.countries) this.drawOutline(group, frame, copy, theme);
        for (const group of this.provinces) this.drawOutline(group, frame, copy, theme);
        for (const circle of this.circles) this.drawCircle(circle, frame, copy, theme);
        for (const route of this.routes) this.drawRoute(route, frame, copy, theme);
      }
      /* What words may not cover, each in the middle of its own box. */
      this.taken = copies.flatMap((copy) => this.marks.map((mark) => this.markBox(mark, frame, copy)).filter(Boolean));
      for (const copy of copies) {
        for (const group of this.provinces) this.drawName(group, frame, copy, theme);
        for (const group of this.countries) this.drawCount(group, frame, copy, theme);
      }
      for (const { kind, item, points } of this.placed) if (kind === 'route') this.nameRoute(item.route, points, theme);
      for (const copy of copies) {
        for (const mark of this.marks) this.drawMark(mark, frame, copy, theme);
      }
      this.drawnFor = this.maskName;
      document.documentElement.dataset.painted = this.maskName || '';
      this._map.fire('mapdash:painted');
    },

    drawOutline(group, frame, copy, theme) {
      const area = this.outlines[group.area];
      const at = areas.placeArea(area, frame, copy);
      if (areas.isOutside(at, frame.size)) return;
      const draw = area.kind === 'country' ? areas.drawCountry : areas.isSmall(at) ? areas.drawSpeck : areas.drawProvince;
      draw(this._ctx, { group, area, at, ratio: this._ratio, styles: this.styles, theme, isChosen: this.isChosenIn(group) });
    },

    /* A route is drawn while one of its events is, and stands for these. */
    visibleRoute(route) {
      const rows = route.rows.filter((row) => this.mask[row] && this.shown.has(this.columns.category[row]));
      return rows.length ? [{ route, row: rows[0], rows }] : [];
    },

    drawRoute(item, frame, copy, theme) {
      const points = item.route.path.map((point) => this.place(point, frame, copy));
      if (points.every((p) => p.x < 0 || p.y < 0 || p.x > frame.size.x || p.y > frame.size.y)
        && !routes.isHit(points, { x: frame.size.x / 2, y: frame.size.y / 2 })) return;
      routes.draw(this._ctx, { route: item.route, points, theme, isChosen: this.isChosenIn(item) });
      const { x, y } = routes.middleOf(points);
      this.placed.push({ item, x, y, r: 10, points, kind: 'route', isArea: true, label: routes.labelOf(item.route) });
    },

    /* Sections run along the line that they are part of: a name must not stand on another. */
    nameRoute(route, points, theme) {
      if (this._map.getZoom() < (route.partOf ? 9 : 7)) return;
      const text = routes.labelOf(route);
      const box = routes.boxOf(this._ctx, text, points);
      if (!box || !areas.isFree(box, this.taken)) return;
      routes.drawLabel(this._ctx, { text, points, theme });
      this.taken.push(box);
    },

    isChosenIn(group) {
      if (this.chosen < 0) return false;
      return group.area === undefined ? group.rows.includes(this.chosen) : group.area === this.columns.area[this.chosen];
    },

    /* A chosen event that the filter leaves out keeps its outline, as a chosen place keeps its circle. */
    chosenOutline() {
      const area = this.chosen < 0 ? NO_AREA : this.columns.area[this.chosen];
      if (area === NO_AREA || [...this.countries, ...this.provinces].some((group) => group.area === area)) return [];
      const split = Array(this.styles.length).fill(0);
      split[this.columns.category[this.chosen]] = 1;
      return [{ row: this.chosen, rows: [this.chosen], split, area }];
    },

    /* What the reader sees of the canvas, which reaches beyond the map. */
    view() {
      const size = this._map.getSize();
      const corner = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min);
      return { left: corner.x, top: corner.y, right: corner.x + size.x, bottom: corner.y + size.y };
    },

    /* Whether some of an area or a route is in view. */
    isPartlySeen({ kind, at, points }) {
      const view = this.view();
      if (kind === 'province') return at.left < view.right && at.right > view.left && at.top < view.bottom && at.bottom > view.top;
      return kind === 'route' && points.some((p) => p.x > view.left && p.x < view.right && p.y > view.top && p.y < view.bottom);
    },

    /* The name of a province stands well inside it, and never on a mark's place: nothing there says "here". */
    drawName(group, frame, copy, theme) {
      const area = this.outlines[group.area];
      const at = areas.placeArea(area, frame, copy);
      if (areas.isOutside(at, frame.size)) return;
      const label = areas.provinceLabel(area, group.rows.length);
      const middle = this.place(area, frame, copy);
      /* A speck is not written over; a province is. */
      const own = areas.isSmall(at) ? areas.speckBox(at) : null;
      const box = areas.findRoom({ ...middle, at, size: areas.labelSize(this._ctx, label), first: 0, taken: this.taken, own, view: this.view() });
      if (box) {
        areas.drawLabel(this._ctx, { ...box, text: label, theme });
        this.taken.push(box);
      }
      this.placed.push({ item: group, area, at, ...(box || middle), r: 11, kind: 'province', isArea: true, label });
    },

    markBox(mark, frame, copy) {
      const { x, y } = this.place(mark, frame, copy);
      if (x < -30 || y < -30 || x > frame.size.x + 30 || y > frame.size.y + 30) return null;
      const r = (mark.count > 1 ? marks.badgeRadius(mark.count) : marks.radius(this._map.getZoom()) + 4) + 2;
      return { x, y, halfWidth: r, halfHeight: r };
    },

    /* Below the middle of the country, where the basemap writes its name. */
    drawCount(group, frame, copy, theme) {
      const area = this.outlines[group.area];
      const at = areas.placeArea(area, frame, copy);
      if (areas.isOutside(at, frame.size)) return;
      const text = areas.badgeText(group.rows.length);
      const middle = this.place(area, frame, copy);
      const size = areas.badgeSize(this._ctx, text);
      const box = areas.findRoom({ ...middle, at, size, first: BADGE_DROP_PX, taken: this.taken, view: this.view() })
        || { x: middle.x, y: middle.y + BADGE_DROP_PX, ...size };
      areas.drawBadge(this._ctx, { ...box, text, theme, isChosen: this.isChosenIn(group) });
      this.taken.push(box);
      this.placed.push({ item: group, area, ...box, r: box.halfHeight, kind: 'country', isArea: true, label: area.name });
    },

    drawCircle(circle, frame, copy, theme) {
      const { x, y } = this.place(circle, frame, copy);
      const r = this.areaRadius(circle, frame);
      if (x + r < 0 || y + r < 0 || x - r > frame.size.x || y - r > frame.size.y) return;
      const more = circle.rows.length > 1 ? ` (${circle.rows.length})` : '';
      const label = `${this.columns.header.areaLabels[circle.row] || 'approx.'}${more}`;
      marks.drawArea(this._ctx, { x, y, r, style: this.styles[this.columns.category[circle.row]], theme, label });
      this.placed.push({ item: circle, x, y, r, kind: 'circle', isArea: true, label });
    },

    drawMark(mark, frame, copy, theme) {
      const { x, y } = this.place(mark, frame, copy);
      if (x < -30 || y < -30 || x > frame.size.x + 30 || y > frame.size.y + 30) return;
      const ctx = this._ctx;
      if (this.isQuiet) {
        marks.drawDot(ctx, { x, y, r: QUIET_RADIUS, theme });
        this.placed.push({ item: mark, x, y, r: QUIET_RADIUS });
        return;
      }
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
        if (p.isArea) {
          if (this.isOnBox(p, at)) return p;
          if (!area && this.isOnArea(p, at, distance)) area = p;
          continue;
        }
        if (distance <= p.r + HIT_PX) return p;
      }
      return area;
    },

    isOnBox(p, at) {
      return p.halfWidth !== undefined && Math.abs(at.x - p.x) <= p.halfWidth && Math.abs(at.y - p.y) <= p.halfHeight;
    },

    /* A province answers all over; of a country only its badge does, and of a circle its line and its label: they may
       hold a whole land. */
    isOnArea(p, at, distance) {
      if (p.kind === 'country') return false;
      if (p.kind === 'route') return routes.isHit(p.points, at);
      if (p.kind === 'province') return areas.contains(this._ctx, p.area, p.at, at);
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

  /* Where the basemap should not write: under the marks of all events, whatever the filter, so that names stay put. */
  const obstacles = (columns, outlines) => {
    const kept = new Map();
    const pinned = [];
    for (let i = 0; i < columns.rows; i += 1) if (columns.precision[i] <= LOCALITY) pinned.push(i);
    const badges = outlines.filter((area) => area.kind === 'country');
    const names = outlines.filter((area) => area.kind === 'province');
    const categories = columns.category.reduce((most, code) => Math.max(most, code), 0) + 1;
    const find = (zoom) => {
      if (pinned.length > MOST_PINNED) return []; /* There is no room beside so many. */
      const found = window.mapdash.clusterRows(columns, pinned, zoom, categories);
      if (found.length > MOST_OBSTACLES) return [];
      const px = 1 / (256 * 2 ** zoom);
      return [
        ...found.map((mark) => ({ x: mark.x, y: mark.y, r: mark.count > 1 ? marks.badgeRadius(mark.count) + 2 : marks.radius(zoom) + 5 })),
        ...wordsOf(found, zoom).flatMap(({ x, y }) => [-36, -12, 12, 36].map((dx) => ({ x: x + dx * px, y, r: 12 }))),
      ];
    };

    /* Where names and badges stand while no filter is set, by the same rule as on the canvas. */
    const wordsOf = (found, zoom) => {
      const scale = 256 * 2 ** zoom;
      const frame = { scale, left: 0, top: 0 };
      const taken = found.map((mark) => {
        const r = (mark.count > 1 ? marks.badgeRadius(mark.count) : marks.radius(zoom) + 4) + 2;
        return { x: mark.x * scale, y: mark.y * scale, halfWidth: r, halfHeight: r };
      });
      return [...names, ...badges].map((area) => {
        const size = { halfWidth: 54, halfHeight: 11 };
        const first = area.kind === 'country' ? BADGE_DROP_PX : 0;
        const middle = { x: area.x * scale, y: area.y * scale };
        const at = areas.placeArea(area, frame, 0);
        const own = area.kind === 'province' && areas.isSmall(at) ? areas.speckBox(at) : null;
        const box = areas.findRoom({ ...middle, at, size, first, taken, own }) || { ...middle, ...size };
        taken.push(box);
        return { x: box.x / scale, y: box.y / scale };
      });
    };
    return (zoom) => {
      if (!kept.has(zoom)) kept.set(zoom, find(zoom));
      return kept.get(zoom);
    };
  };

  const part = (map, config) => {
    const pane = map.createPane('mapdash-events');
    pane.style.zIndex = 450;
    let canvas = null;
    let maskText; // undefined until the first command, so that null (no filter) counts as a change
    let pending = window.mapdash.command;

    const show = (command) => {
      canvas.setRoutes(!(command.hidden || []).includes('routes'));
      if (command.visible !== maskText) {
        maskText = command.visible;
        canvas.maskName = command.name || '';
        map.mapdashEngine.take({ filter: command.filter, mask: window.mapdash.decodeMask(maskText, canvas.columns.rows) });
      } else if ((command.name || '') !== canvas.maskName) {
        canvas.maskName = command.name || '';
        canvas.redraw();
      }
    };

    map.mapdashEvents = Promise.all([
      window.mapdash.loadColumns(config.events), areas.loadAreas(config.areas), routes.loadRoutes(config.routes),
    ]).then(([columns, outlines, lines]) => {
      canvas = new EventCanvas(columns, outlines, lines);
      map.mapdashObstacles = obstacles(columns, outlines);
      map.fire('mapdash:obstacles');
      canvas.maskName = '';
      map.mapdashEngine = window.mapdash.makeEngine(columns);
      map.mapdashEngine.styles = canvas.styles;
      map.mapdashEngine.listen((engine) => canvas.setMask(engine.mask));
      canvas.addTo(map);
      show(pending);
      map.mapdashCanvas = canvas;
      map.fire('mapdash:engineready', { engine: map.mapdashEngine });
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
