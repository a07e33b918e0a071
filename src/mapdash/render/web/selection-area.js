/* The area of the filter on the map: its outline in every copy of the world, and how many events it holds. */
(() => {
  'use strict';

  const { outlineOf, inCopies, COPIES } = window.mapdash.selection;
  const LABEL_PX = { width: 110, height: 20 };
  const STEP_PX = 24;
  const MOST_OBSTACLES = 300;

  const many = (count) => (count === 0 ? 'no events' : count === 1 ? '1 event' : `${count.toLocaleString('en-GB')} events`);

  /* The part of a side, as shares of its length, that lies in a view (Liang and Barsky). */
  const within = (a, b, size) => {
    let [from, to] = [0, 1];
    for (const [start, step, length] of [[a.x, b.x - a.x, size.x], [a.y, b.y - a.y, size.y]]) {
      if (step === 0) {
        if (start < 0 || start > length) return [1, 0];
        continue;
      }
      const [near, far] = [-start / step, (length - start) / step].sort((x, y) => x - y);
      from = Math.max(from, near);
      to = Math.min(to, far);
    }
    return [from, to];
  };

  const isIn = (outline, { lat, lng }) => COPIES.some((shift) => outline.reduce((isOdd, [yi, xi], i) => {
    const [yj, xj] = outline[(i + outline.length - 1) % outline.length];
    const isCrossed = (yi > lat) !== (yj > lat) && lng - shift < (xj - xi) * (lat - yi) / (yj - yi) + xi;
    return isCrossed ? !isOdd : isOdd;
  }, false));

  const makeArea = (map) => {
    const { element } = window.mapdash;
    const pane = 'mapdash-selection';
    /* The numbers on marks stay readable. */
    map.createPane(pane).style.zIndex = 445;
    map.createPane(`${pane}-label`).style.zIndex = 455;
    /* More than the view, so that a drag of the map does not show where it ends. */
    const renderer = L.svg({ pane, padding: 0.5 });
    const options = { pane, renderer, interactive: false, smoothFactor: 0.5 };
    const layers = ['md-area-fill', 'md-area-halo', 'md-area-line'].map((className, i) => L.polygon([], { ...options, className, fill: i === 0, stroke: i > 0 }));
    const words = element('span');
    const icon = L.divIcon({ className: 'md-area-label', html: words, iconSize: [0, 0] });
    const label = L.marker([0, 0], { icon, pane: `${pane}-label`, interactive: false, keyboard: false });
    let outline = null;
    let key = null;

    /* Points of the outline in view, near enough to each other that words can stand at any of them. */
    const samples = () => {
      const size = map.getSize();
      const found = [];
      for (const [ring] of inCopies(outline)) {
        const points = ring.map((at) => map.latLngToContainerPoint(at));
        points.forEach((a, i) => {
          const b = points[(i + 1) % points.length];
          const [from, to] = within(a, b, size);
          const steps = Math.max(1, Math.ceil((to - from) * a.distanceTo(b) / STEP_PX));
          for (let n = 0; n <= steps && to > from; n += 1) {
            const share = from + (to - from) * n / steps;
            found.push(L.point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share));
          }
        });
      }
      return found;
    };

    /* At the top of what is seen of the outline, beside marks and tools where that can be; where the view lies inside the
       area, at the top of the view. */
    const anchor = () => {
      const size = map.getSize();
      const points = samples();
      if (!points.length) {
        const middle = map.containerPointToLatLng(size.divideBy(2));
        return isIn(outline, middle) ? L.point(size.x / 2, LABEL_PX.height + 8) : null;
      }
      const top = Math.min(...points.map(({ y }) => y));
      const xs = points.filter(({ y }) => y < top + STEP_PX).map(({ x }) => x);
      const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
      const half = words.offsetWidth / 2 || LABEL_PX.width / 2;
      const taken = obstacles();
      let best = null;
      let least = Infinity;
      for (const point of points) {
        for (const [y, price] of [[point.y - 5, 0], [point.y + LABEL_PX.height + 5, 40]]) {
          const x = Math.max(half + 4, Math.min(size.x - half - 4, point.x));
          if (y < LABEL_PX.height + 2 || y > size.y - 2) continue;
          const hits = taken.filter((box) => x + half > box.left && x - half < box.right && y > box.top && y - LABEL_PX.height < box.bottom).length;
          const cost = price + 400 * hits + (point.y - top) + 0.3 * Math.abs(point.x - middle);
          if (cost < least) { least = cost; best = L.point(x, y); }
        }
      }
      return best;
    };

    /* What words should not stand on: marks in view, and what lies over the map at its top. */
    const obstacles = () => {
      const frame = map.getContainer().getBoundingClientRect();
      const nodes = map.getContainer().querySelectorAll('.leaflet-control, .md-hint:not([hidden])');
      const boxes = [...nodes].map((node) => node.getBoundingClientRect()).map((box) => ({
        left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top,
      }));
      const canvas = map.mapdashCanvas;
      for (const mark of (canvas && canvas.placed) || []) {
        if (boxes.length > MOST_OBSTACLES) break;
        const { x, y } = canvas.containerPoint(mark);
        const r = mark.r || 10;
        boxes.push({ left: x - r, right: x + r, top: y - r, bottom: y + r });
      }
      return boxes;
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
