/* Choosing one of the drawings: a click on it, or step by step from the toolbar. */
(() => {
  'use strict';

  const { annotations } = window.mapdash;
  const HINT = 'Click one of your drawings, or go from one to the next.';

  /* `changed` is called with the index of the chosen drawing, -1 for none. */
  const makePick = ({ map, ink, itemsOf, changed }) => {
    const container = map.getContainer();
    let isOn = false;

    const select = (index) => {
      if (ink.selected === index) return;
      ink.selected = index;
      ink.redraw();
      changed(index);
    };

    const pixelOf = (event) => {
      const box = container.getBoundingClientRect();
      return L.point(event.clientX - box.left, event.clientY - box.top);
    };
    const isMap = (event) => !event.target.closest('.leaflet-control, .leaflet-popup, .md-draw-bar, button, a, input');

    container.addEventListener('click', (event) => {
      if (!isOn || !isMap(event) || (map.dragging && map.dragging.moved())) return;
      const index = ink.hit(pixelOf(event));
      if (index < 0) { select(-1); return; }
      event.preventDefault();
      event.stopPropagation();
      select(index);
    }, true);

    container.addEventListener('pointermove', (event) => {
      if (isOn) container.classList.toggle('md-draw-over', isMap(event) && ink.hit(pixelOf(event)) >= 0);
    });

    const bringIntoView = (index) => {
      const { box } = ink.shapes[index];
      const [x, y] = annotations.placeOfUnit({ x: (box.west + box.east) / 2, y: (box.north + box.south) / 2 });
      const near = L.latLng(y, x + 360 * Math.round((map.getCenter().lng - x) / 360));
      if (map.getBounds().contains(near)) return;
      map.fire('mapdash:moved');
      map.panTo(near, { animate: false });
    };

    const stop = () => {
      isOn = false;
      container.classList.remove('md-draw-over');
      select(-1);
    };

    return {
      HINT,
      get isOn() { return isOn; },
      start() { isOn = true; },
      stop,
      select,
      step(by) {
        const { length } = itemsOf();
        if (!length) return;
        select(ink.selected < 0 ? (by > 0 ? 0 : length - 1) : (ink.selected + by + length) % length);
        bringIntoView(ink.selected);
      },
    };
  };

  Object.assign(annotations, { makePick });
})();
