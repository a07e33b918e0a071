/* The area of the filter on the map: its outline in every copy of the world, and how many events it holds. */
(() => {
  'use strict';

  const { outlineOf, inCopies } = window.mapdash.selection;
  const LABEL_ROOM_PX = 26;

  const many = (count) => (count === 0 ? 'no events' : count === 1 ? '1 event' : `${count.toLocaleString('en-GB')} events`);

  const makeArea = (map) => {
    const { element } = window.mapdash;
    const pane = 'mapdash-selection';
    map.createPane(pane).style.zIndex = 455;
    /* More than the view, so that a drag of the map does not show where it ends. */
    const renderer = L.svg({ pane, padding: 0.5 });
    const options = { pane, renderer, interactive: false, smoothFactor: 0.5 };
    const layers = ['md-area-fill', 'md-area-halo', 'md-area-line'].map((className, i) => L.polygon([], { ...options, className, fill: i === 0, stroke: i > 0 }));
    const words = element('span');
    const icon = L.divIcon({ className: 'md-area-label', html: words, iconSize: [0, 0] });
    const label = L.marker([0, 0], { icon, pane, interactive: false, keyboard: false });
    let outline = null;
    let key = null;

    /* The northernmost point of the outline in view; where the view lies inside the area, the top of the view. */
    const anchor = () => {
      const size = map.getSize();
      let best = null;
      let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
      const half = words.offsetWidth / 2 + 4;
      for (const [ring] of inCopies(outline)) {
        const points = ring.map((at) => map.latLngToContainerPoint(at));
        const xs = points.map(({ x }) => x);
        const [west, east] = [Math.max(0, Math.min(...xs)), Math.min(size.x, Math.max(...xs))];
        if (east <= west) continue;
        const ys = points.map(({ y }) => y);
        if (Math.max(...ys) <= 0 || Math.min(...ys) >= size.y) continue;
        if (east - west <= right - left) continue;
        [left, right, top, bottom] = [west, east, Math.min(...ys), Math.max(...ys)];
        const inView = points.filter(({ x, y }) => x >= 0 && x <= size.x && y >= 0 && y <= size.y);
        const highest = inView.filter(({ y }) => y <= Math.max(0, top) + 2).map(({ x }) => x);
        best = highest.length ? (Math.min(...highest) + Math.max(...highest)) / 2 : (west + east) / 2;
      }
      if (best === null) return null;
      const y = top > LABEL_ROOM_PX ? top - 4 : Math.min(Math.max(top, 0) + LABEL_ROOM_PX + 6, bottom + LABEL_ROOM_PX);
      return L.point(Math.max(half, Math.min(size.x - half, best)), y);
    };

    const place = () => {
      if (!outline) return;
      const at = anchor();
      if (!at) { label.remove(); return; }
      label.setLatLng(map.containerPointToLatLng(at));
      if (!map.hasLayer(label)) label.addTo(map);
    };

    map.on('moveend resize', place);

    return {
      /* At every frame of a stroke, so what is the same is left alone. */
      show(region, count) {
        const text = `Area: ${many(count)}`;
        const next = region ? JSON.stringify(region) : null;
        if (words.textContent !== text) words.textContent = text;
        if (next === key) return;
        key = next;
        outline = region ? outlineOf(region) : null;
        if (!outline) { for (const layer of [...layers, label]) layer.remove(); return; }
        const rings = inCopies(outline);
        for (const layer of layers) {
          layer.setLatLngs(rings);
          if (!map.hasLayer(layer)) layer.addTo(map);
        }
        place();
      },
    };
  };

  Object.assign(window.mapdash.selection, { makeArea, many });
})();
