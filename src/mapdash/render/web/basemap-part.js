/* Puts the basemap under the events of a dashboard map, and keeps its theme with the document's. */
(() => {
  'use strict';

  const part = (map, config) => {
    const { url, attribution } = config.basemap;
    const basemap = new window.mapdash.Basemap({ url, theme: window.mapdash.theme(), attribution }).addTo(map);
    map.on('mapdash:basemaperror', ({ message }) => map.fire('mapdash:problem', { sentence: message }));
    return { theme(name) { basemap.setTheme(name); } };
  };

  window.mapdash.addPart(part);
})();
