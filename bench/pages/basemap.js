/* Makes the map that the address asks for, and tells when a view is wholly painted. */
(() => {
  'use strict';

  const START = { center: [44.2, 20.9], zoom: 7 };
  const way = new URLSearchParams(window.location.search).get('way');
  const map = L.map('map', { center: START.center, zoom: START.zoom, zoomAnimation: false, fadeAnimation: false, zoomSnap: 0.25, minZoom: 2, maxZoom: 14 });
  window.map = map;

  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  /* When the layer shows all of the view; a layer that draws at once does so with the next frame. */
  const settled = (layer) => new Promise((done) => {
    if (layer.stats) {
      const look = () => (!layer._coming && layer._covers(0) && layer._front.frame.zoom === map.getZoom() ? done() : requestAnimationFrame(look));
      look();
    } else if (!layer.isLoading || !layer.isLoading()) done();
    else layer.once('load', done);
  });

  const WAYS = {
    raster: async () => L.tileLayer('/raster/{z}/{x}/{y}.png', { maxNativeZoom: 9 }).addTo(map),
    geojson: async () => {
      const renderer = L.canvas({ padding: 0.25 });
      const get = async (name) => (await fetch(`/geojson/${name}.json`)).json();
      const [countries, provinces] = await Promise.all([get('countries'), get('provinces')]);
      L.geoJSON(countries, { renderer, interactive: false, style: { color: '#7a7287', weight: 1.2, fillColor: '#f5f4ef', fillOpacity: 1 } }).addTo(map);
      return L.geoJSON(provinces, { renderer, interactive: false, style: { color: '#b9b4c4', weight: 0.8, fill: false } }).addTo(map);
    },
    tiles: async () => {
      return window.mapdash.vectorBasemap({ url: '/basemap/world.pmtiles', view: 'default', theme: 'light', attribution: '' }).addTo(map);
    },
  };

  /* At once, for whoever drives the page comes later. */
  window.shown = (async () => {
    const layer = await WAYS[way]();
    window.layer = layer;
    await settled(layer);
    await frames();
    return performance.now();
  })();

  window.goTo = async (center, zoom) => {
    const start = performance.now();
    map.setView(center, zoom, { animate: false });
    await settled(window.layer);
    await frames();
    return performance.now() - start;
  };
})();
