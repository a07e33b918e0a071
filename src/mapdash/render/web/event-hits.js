/* What lies under a point of the event canvas, and what of it is in view. */
(() => {
  'use strict';

  const { areas, routes } = window.mapdash;
  const HIT_PX = 6;

  /* Methods of EventCanvas. */
  window.mapdash.eventHits = {
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
  };
})();
