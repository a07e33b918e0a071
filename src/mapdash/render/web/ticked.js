/* The events that the reader ticked in the table: the marks that hold them pulse. The ring that stays is drawn on the event
   canvas, so that a reader without motion sees it as well. */
(() => {
  'use strict';

  const MOST_PULSES = 60;
  const SETTLED_MS = 120;

  const part = (map) => {
    let canvas = null;
    let group = null;
    let timer = null;

    const forget = () => { if (group) group.remove(); group = null; };

    const pulse = ({ r, ...p }) => {
      const side = 2 * r + 14;
      const icon = L.divIcon({ className: 'md-pulse md-ticked', iconSize: [side, side] });
      return L.marker(map.containerPointToLatLng(canvas.containerPoint(p)), { icon, interactive: false, keyboard: false, pane: 'overlayPane' });
    };

    const show = () => {
      forget();
      if (!canvas || !canvas.ticked.size) return;
      group = L.layerGroup(canvas.tickedMarks().slice(0, MOST_PULSES).map(pulse)).addTo(map);
    };

    /* While the map is being filtered by a drag, the rings will do. */
    const later = () => {
      if (!group && !(canvas && canvas.ticked.size)) return;
      clearTimeout(timer);
      timer = setTimeout(show, SETTLED_MS);
    };

    map.on('mapdash:eventsready', (event) => { canvas = event.canvas; later(); });
    map.on('mapdash:painted', later);
    map.on('zoomstart', forget);
    return {};
  };

  window.mapdash.addPart(part);
})();
