/* Words on the event canvas: the names of provinces, the counts of countries, the names of routes. None of them may
   cover a mark or each other. */
(() => {
  'use strict';

  const { marks, areas, routes } = window.mapdash;
  const BADGE_DROP_PX = 20;

  /* Methods of EventCanvas. */
  window.mapdash.eventWords = {
    drawWords(frame, copies, theme) {
      /* What words may not cover, each in the middle of its own box. */
      this.taken = [];
      for (const copy of copies) {
        for (const mark of this.marks) {
          const box = this.markBox(mark, frame, copy);
          if (box) this.taken.push(box);
        }
      }
      for (const copy of copies) {
        for (const group of this.provinces) this.drawName(group, frame, copy, theme);
        for (const group of this.countries) this.drawCount(group, frame, copy, theme);
      }
      for (const { kind, item, points } of this.placed) if (kind === 'route') this.nameRoute(item.route, points, theme);
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

    /* The name of a province stands well inside it, and never on a mark's place: nothing there says "here". */
    drawName(group, frame, copy, theme) {
      const area = this.outlines[group.area];
      const at = areas.placeArea(area, frame, copy);
      if (areas.isOutside(at, frame.size)) return;
      const label = areas.provinceLabel(area, group.count);
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
      const r = (mark.count > 1 ? marks.badgeRadius(mark.count) : marks.radius(this._map.getZoom()) + 4 * marks.scale()) + 2;
      return { x, y, halfWidth: r, halfHeight: r };
    },

    /* Below the middle of the country, where the basemap writes its name. */
    drawCount(group, frame, copy, theme) {
      const area = this.outlines[group.area];
      const at = areas.placeArea(area, frame, copy);
      if (areas.isOutside(at, frame.size)) return;
      const text = areas.badgeText(group.count);
      const middle = this.place(area, frame, copy);
      const size = areas.badgeSize(this._ctx, text);
      const box = areas.findRoom({ ...middle, at, size, first: BADGE_DROP_PX * marks.scale(), taken: this.taken, view: this.view() })
        || { x: middle.x, y: middle.y + BADGE_DROP_PX * marks.scale(), ...size };
      areas.drawBadge(this._ctx, { ...box, text, theme, isChosen: this.isChosenIn(group) });
      this.taken.push(box);
      this.placed.push({ item: group, area, ...box, r: box.halfHeight, kind: 'country', isArea: true, label: area.name });
    },
  };
})();
