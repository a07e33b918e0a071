/* The event canvas: one canvas for all categories, drawn from the columns. A filter is a mask; nothing is created or
   removed in the page when it changes. */
(() => {
  'use strict';

  const { marks, areas, routes, eventHits, eventWords } = window.mapdash;
  const LOCALITY = 1, COUNTRY = 4; // order of GEO_PRECISIONS in mapdash.events
  const NO_AREA = -1;
  const SMALLEST_AREA_PX = 9;
  const EDGE_PX = 30;
  const CATEGORIES = 256;

  const rowsWhere = (columns, test) => {
    const rows = [];
    for (let i = 0; i < columns.rows; i += 1) if (test(i)) rows.push(i);
    return rows;
  };

  /* What each event is drawn as never changes, so it is sorted out once. */
  const sortOut = (columns) => {
    const { precision, area, longitude, latitude, radiusKm } = columns;
    const isVague = (row) => precision[row] > LOCALITY && precision[row] < COUNTRY;
    const byArea = (row) => area[row];
    const asArea = (row) => ({ area: area[row] });
    const byCircle = (row) => `${longitude[row]}:${latitude[row]}:${radiusKm[row]}`;
    const asCircle = (row) => ({ x: columns.x[row], y: columns.y[row], radiusKm: radiusKm[row] });
    const count = columns.category.reduce((most, code) => Math.max(most, code + 1), 1);
    const group = (test, key, describe) => window.mapdash.makeGroups(columns, rowsWhere(columns, test), count, key, describe);
    return {
      categories: count,
      pinned: window.mapdash.makeClusters(columns, rowsWhere(columns, (row) => precision[row] <= LOCALITY), count),
      circles: group((row) => isVague(row) && area[row] === NO_AREA && latitude[row] === latitude[row], byCircle, asCircle),
      provinces: group((row) => isVague(row) && area[row] !== NO_AREA, byArea, asArea),
      countries: group((row) => precision[row] === COUNTRY && area[row] !== NO_AREA, byArea, asArea),
    };
  };

  const EventCanvas = L.Renderer.extend({
    options: { padding: 0.25, pane: 'mapdash-events' },

    initialize(columns, outlines, lines) {
      L.Renderer.prototype.initialize.call(this);
      this.columns = columns;
      this.outlines = outlines;
      this.lines = lines;
      this.sorted = sortOut(columns);
      this.chosen = -1;
      this.ticked = new Set();
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
      if (this._container.width !== Math.floor(size.x * ratio) || this._container.height !== Math.floor(size.y * ratio)) {
        this._container.width = size.x * ratio;
        this._container.height = size.y * ratio;
        this._container.style.width = `${size.x}px`;
        this._container.style.height = `${size.y}px`;
      }
      this._ratio = ratio;
      this.draw();
    },

    _updatePaths() {},

    setMask(mask, count) { this.mask = mask; this.visibleCount = count; this.touch(); },
    setRoutes(isOn) { if (this.isWithoutRoutes === !isOn) return; this.isWithoutRoutes = !isOn; this.touch(); },
    /* Where density is drawn, marks are dots: a badge would hide what it stands on. */
    setQuiet(isQuiet) { if (this.isQuiet === isQuiet) return; this.isQuiet = isQuiet; this.redraw(); },
    setChosen(row) { this.chosen = row; this.redraw(); },
    setTicked(rows) { this.ticked = new Set(rows); this.redraw(); },
    touch() { this.isDirty = true; this.redraw(); },

    redraw() {
      /* On the way from scene to scene the flight draws, and all is drawn anew on arrival. */
      if (!this._map || this._frame || this._map.mapdashIsFlying) return;
      this._frame = requestAnimationFrame(() => { this._frame = null; if (this._map) this.draw(); });
    },

    /* The mask of the filter, without the categories whose layer is off the map. */
    visible() {
      const hidden = new Uint8Array(CATEGORIES);
      let isAny = false;
      for (let code = 0; code < this.sorted.categories; code += 1) if (!this.shown.has(code)) { hidden[code] = 1; isAny = true; }
      if (!isAny) return this.mask;
      return this.mask.map((bit, row) => bit & (1 - hidden[this.columns.category[row]]));
    },

    /* How many events are visible, how many of them as pins and how many as areas. */
    counts() {
      const { precision } = this.columns;
      const found = { visible: 0, pinned: 0, areas: 0 };
      this.visible().forEach((bit, row) => {
        found.visible += bit;
        found.pinned += bit && precision[row] <= LOCALITY ? 1 : 0;
        found.areas += bit && precision[row] > LOCALITY && precision[row] < COUNTRY ? 1 : 0;
      });
      return found;
    },

    /* Marks hold for a zoom, a mask, and where there are many of them for the part of the world that is drawn. */
    arrange(frame) {
      const zoom = this._map.getZoom();
      const view = { left: frame.left / frame.scale, right: (frame.left + frame.size.x) / frame.scale, top: frame.top / frame.scale, bottom: (frame.top + frame.size.y) / frame.scale };
      const at = [zoom, view.left, view.top, view.right].join();
      if (!this.isDirty && this.arrangedAt === at) return;
      const mask = this.visible();
      this.marks = this.sorted.pinned.arrange(zoom, mask, view);
      if (this.isDirty) {
        this.circles = this.sorted.circles.arrange(mask);
        this.provinces = this.sorted.provinces.arrange(mask);
        this.countries = this.sorted.countries.arrange(mask);
        this.routes = this.isWithoutRoutes ? [] : this.lines.flatMap((route) => this.visibleRoute(route, mask));
      }
      this.arrangedAt = at;
      this.arrangedZoom = zoom;
      this.isDirty = false;
    },

    /* From the unit square to canvas pixels. */
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
      const ctx = this._ctx;
      const frame = this.frame();
      this.arrange(frame);
      ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      ctx.clearRect(0, 0, frame.size.x, frame.size.y);
      this.paint(frame, window.mapdash.theme());
      document.documentElement.dataset.painted = this.maskName || '';
      this._map.fire('mapdash:painted');
    },

    paint(frame, theme, hasWords = true) {
      this.placed = [];
      const copies = this.copies(frame);
      for (const copy of copies) {
        for (const group of this.chosenOutline()) this.drawOutline(group, frame, copy, theme);
        for (const group of this.countries) this.drawOutline(group, frame, copy, theme);
        for (const group of this.provinces) this.drawOutline(group, frame, copy, theme);
        for (const circle of this.circles) this.drawCircle(circle, frame, copy, theme);
        for (const route of this.routes) this.drawRoute(route, frame, copy, theme);
      }
      if (hasWords) this.drawWords(frame, copies, theme);
      this.drawMarks(frame, copies, theme);
      if (this.ticked.size) this.drawTicked(theme);
    },

    drawOutline(group, frame, copy, theme) {
      const area = this.outlines[group.area];
      const at = areas.placeArea(area, frame, copy);
      if (areas.isOutside(at, frame.size)) return;
      const draw = area.kind === 'country' ? areas.drawCountry : areas.isSmall(at) ? areas.drawSpeck : areas.drawProvince;
      draw(this._ctx, { group, area, at, ratio: this._ratio, styles: this.styles, theme, isChosen: this.isChosenIn(group) });
    },

    /* A route is drawn while one of its events is, and stands for these. */
    visibleRoute(route, mask) {
      const rows = route.rows.filter((row) => mask[row]);
      return rows.length ? [{ route, row: rows[0], rows, count: rows.length }] : [];
    },

    drawRoute(item, frame, copy, theme) {
      const points = item.route.path.map((point) => this.place(point, frame, copy));
      if (points.every((p) => p.x < 0 || p.y < 0 || p.x > frame.size.x || p.y > frame.size.y)
        && !routes.isHit(points, { x: frame.size.x / 2, y: frame.size.y / 2 })) return;
      routes.draw(this._ctx, { route: item.route, points, theme, isChosen: item.rows.includes(this.chosen) });
      const { x, y } = routes.middleOf(points);
      this.placed.push({ item, x, y, r: 10, points, kind: 'route', isArea: true, label: routes.labelOf(item.route) });
    },

    isChosenIn(group) {
      return this.chosen >= 0 && group.area === this.columns.area[this.chosen];
    },

    /* A chosen event that the filter leaves out keeps its outline, as a chosen place keeps its circle. */
    chosenOutline() {
      const area = this.chosen < 0 ? NO_AREA : this.columns.area[this.chosen];
      if (area === NO_AREA || [...this.countries, ...this.provinces].some((group) => group.area === area)) return [];
      const split = Array(this.styles.length).fill(0);
      split[this.columns.category[this.chosen]] = 1;
      return [{ row: this.chosen, rows: [this.chosen], count: 1, split, area }];
    },

    drawCircle(circle, frame, copy, theme) {
      const { x, y } = this.place(circle, frame, copy);
      const r = this.areaRadius(circle, frame);
      if (x + r < 0 || y + r < 0 || x - r > frame.size.x || y - r > frame.size.y) return;
      const more = circle.count > 1 ? ` (${circle.count})` : '';
      const label = `${this.columns.header.areaLabels[circle.row] || 'approx.'}${more}`;
      marks.drawArea(this._ctx, { x, y, r, style: this.styles[this.columns.category[circle.row]], theme, label });
      this.placed.push({ item: circle, x, y, r, kind: 'circle', isArea: true, label });
    },

    /* Single events first: a number must be legible. */
    drawMarks(frame, copies, theme) {
      const badges = [];
      for (const copy of copies) {
        for (const mark of this.marks) {
          const { x, y } = this.place(mark, frame, copy);
          if (x < -EDGE_PX || y < -EDGE_PX || x > frame.size.x + EDGE_PX || y > frame.size.y + EDGE_PX) continue;
          if (this.isQuiet) this.drawDot(mark, x, y, theme);
          else if (mark.count > 1) badges.push({ item: mark, x, y, r: marks.badgeRadius(mark.count), count: mark.count, split: mark.split });
          else this.drawSingle(mark, x, y, theme);
        }
      }
      marks.drawBadges(this._ctx, badges, { styles: this.styles, theme, ratio: this._ratio });
      this.placed.push(...badges);
    },

    drawDot(mark, x, y, theme) {
      marks.stampDot(this._ctx, { x, y, theme, ratio: this._ratio });
      this.placed.push({ item: mark, x, y, r: marks.dotRadius() });
    },

    drawSingle(mark, x, y, theme) {
      const r = marks.radius(this._map.getZoom());
      const style = this.styles[this.columns.category[mark.row]];
      marks.stampMark(this._ctx, { x, y, r, style, theme, hasRing: this.columns.precision[mark.row] === LOCALITY, ratio: this._ratio });
      this.placed.push({ item: mark, x, y, r });
    },

    /* The marks that hold a ticked event; a badge once, however many it holds. */
    tickedMarks() {
      const { area } = this.columns;
      const inAreas = new Set([...this.ticked].filter((row) => area[row] !== NO_AREA).map((row) => area[row]));
      return this.placed.filter(({ item, kind }) => (kind === undefined ? item.rows.some((row) => this.ticked.has(row)) : inAreas.has(item.area)));
    },

    drawTicked(theme) {
      for (const { x, y, r } of this.tickedMarks()) marks.drawTicked(this._ctx, { x, y, r, theme });
    },
  });

  EventCanvas.include(eventHits);
  EventCanvas.include(eventWords);
  Object.assign(window.mapdash, { EventCanvas, sortOut });
})();
