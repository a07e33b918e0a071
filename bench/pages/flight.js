/* Leaflet flies to the next scene when the key is pressed; scenes come from the presenter that is measured beside it. */
(async () => {
  'use strict';
  const SECONDS = 1.5;
  const scenes = await (await fetch('/data/scenes.json')).json();
  const map = L.map('map', { preferCanvas: true, zoomSnap: 0, zoomControl: false });
  const state = { index: 0, isFlying: false };
  const groups = scenes.map(({ places }) => L.layerGroup(places.map((place) => L.circleMarker(place, { radius: 6 }))));
  map.setView(scenes[0].center, scenes[0].zoom, { animate: false });
  groups[0].addTo(map);

  map.on('moveend', () => { state.isFlying = false; });
  const go = (index) => {
    if (!scenes[index]) return;
    groups[state.index].remove();
    state.index = index;
    groups[index].addTo(map);
    map.flyTo(scenes[index].center, scenes[index].zoom, { duration: SECONDS });
    state.isFlying = true;
  };
  window.addEventListener('keydown', ({ key }) => { if (key === 'PageDown') go(state.index + 1); });
  window.staticFlight = state;
})();
