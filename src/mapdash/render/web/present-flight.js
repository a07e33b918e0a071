/* From one scene's view to the next. */
(() => {
  'use strict';

  const { presenter, addPart } = window.mapdash;
  const SECONDS = 1.5;
  const FARTHEST_ZOOM = 9;
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)');

  const part = (map) => {
    const targetOf = (bounds, { top, right, bottom, left }) => {
      const [west, south, east, north] = bounds || presenter.data.home || [-170, -55, 179, 75];
      const box = L.latLngBounds([south, west], [north, east < west ? east + 360 : east]);
      const options = { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], maxZoom: bounds ? undefined : FARTHEST_ZOOM };
      const { center, zoom } = map._getBoundsCenterZoom(box, options);
      const here = map.getCenter();
      return { center: L.latLng(center.lat, center.lng + 360 * Math.round((here.lng - center.lng) / 360)), zoom };
    };

    const isThere = ({ center, zoom }) => Math.abs(zoom - map.getZoom()) < 0.01
      && map.project(center).distanceTo(map.project(map.getCenter())) < 2;

    const fly = (target, isInstant) => {
      if (isThere(target)) return;
      map.mapdashIsHeld = true;
      if (isInstant || isStill.matches) map.setView(target.center, target.zoom, { animate: false });
      else map.flyTo(target.center, target.zoom, { duration: SECONDS });
    };

    map.on('moveend', () => { setTimeout(() => { map.mapdashIsHeld = false; }, 0); });
    map.on('dragstart', () => presenter.fire('moved'));
    map.getContainer().addEventListener('wheel', () => presenter.fire('moved'), { passive: true, capture: true });
    presenter.on('before', () => { map.mapdashIsHeld = true; });
    presenter.on('scene', ({ scene, isInstant }) => fly(targetOf(scene.bounds, presenter.insets()), isInstant));
    presenter.flight = { targetOf, fly };
    return {};
  };

  addPart(part);
})();
