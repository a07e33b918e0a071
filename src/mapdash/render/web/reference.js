/* What distances are measured from: the rings round a place or along a border, each with its distance; and the place
   that the reader flew to. */
(() => {
  'use strict';

  const COLOR = { light: '#0b5cad', dark: '#7fb8f0' };

  const label = (text, className) => {
    const node = document.createElement('span');
    node.textContent = text;
    return L.divIcon({ className, html: node, iconSize: [0, 0] });
  };

  /* The map shows the world several times over. */
  const COPIES = [-360, 0, 360];
  const inCopies = (make) => COPIES.map(make);

  const pinned = (at, text, className) => L.marker(at, { icon: label(text, className), interactive: false, keyboard: false, pane: 'mapdash-reference' });

  const part = (map) => {
    map.createPane('mapdash-reference').style.zIndex = 440;
    const renderer = L.canvas({ pane: 'mapdash-reference', padding: 0.25 });
    let group = null;
    let shown = null;
    let spot = null;
    let nonce = 0;

    const forget = () => { if (group) group.remove(); group = null; };

    const swap = (ring, shift) => ring.map(([longitude, latitude]) => [latitude, longitude + shift]);

    /* The words stand at the northernmost point of the ring that the view has. */
    const top = (lines) => {
      const view = map.getBounds().pad(-0.06);
      let best = null;
      for (const line of lines) for (const at of line) if (view.contains(at) && (!best || at[0] > best[0])) best = at;
      return best;
    };

    const drawLabels = () => {
      if (!group) return;
      for (const words of group.words) words.remove();
      group.words = group.rings.map(({ km, lines }) => {
        const at = top(lines);
        return at ? pinned(at, `${km} km`, 'md-ring-label').addTo(map) : null;
      }).filter(Boolean);
    };

    const show = ({ rings, place, name }) => {
      forget();
      const color = COLOR[window.mapdash.theme()];
      group = L.layerGroup();
      group.words = [];
      group.rings = rings.map(({ km, lines }) => ({ km, lines: COPIES.flatMap((shift) => lines.map((line) => swap(line, shift))) }));
      for (const { lines } of group.rings) {
        L.polyline(lines, { renderer, color, weight: 1.75, dashArray: '3 6', interactive: false, smoothFactor: 1 }).addTo(group);
      }
      if (place) {
        for (const at of inCopies((shift) => [place[1], place[0] + shift])) {
          L.circleMarker(at, { renderer, radius: 5, color, weight: 2, fillOpacity: 0, interactive: false }).addTo(group);
          pinned(at, name, 'md-spot-label').addTo(group);
        }
      }
      group.addTo(map);
      group.on('remove', () => { for (const words of group ? group.words : []) words.remove(); });
      drawLabels();
      map.getContainer().dataset.rings = String(rings.length);
    };

    const load = async (reference) => {
      const response = await fetch(reference.url, { credentials: 'omit' });
      if (!response.ok) throw new Error(`The rings did not arrive (${response.status}).`);
      const data = await response.json();
      if (shown === reference.url) show(data);
    };

    const forgetSpot = () => { if (spot) spot.remove(); spot = null; };

    const markSpot = ({ name, longitude, latitude }) => {
      forgetSpot();
      const places = inCopies((shift) => [latitude, longitude + shift]);
      spot = L.layerGroup(places.flatMap((at) => [
        L.circleMarker(at, { renderer, radius: 9, color: COLOR[window.mapdash.theme()], weight: 2.5, fill: false, interactive: false }),
        pinned(at, name, 'md-spot-label'),
      ])).addTo(map);
    };

    const mark = (fit) => {
      if (!fit || fit.nonce === nonce) return;
      nonce = fit.nonce;
      forgetSpot();
      if (fit.spot) markSpot(fit.spot);
    };

    map.on('moveend', drawLabels);
    map.on('click', forgetSpot);
    /* A place that this document finds by itself; null takes the mark away. */
    map.on('mapdash:spot', ({ place }) => { if (place) markSpot(place); else forgetSpot(); });

    return {
      apply({ reference, fit }) {
        mark(fit);
        const url = reference ? reference.url : null;
        if (url === shown) return;
        shown = url;
        /* Rings of another place would stand beside distances from this one. */
        forget();
        delete map.getContainer().dataset.rings;
        if (!url) return;
        load(reference).catch((error) => {
          if (shown === url) shown = null;
          map.fire('mapdash:problem', { sentence: error.message });
        });
      },
      theme() {
        for (const layers of [group, spot]) if (layers) layers.eachLayer((layer) => { if (layer.setStyle) layer.setStyle({ color: COLOR[window.mapdash.theme()] }); });
      },
    };
  };

  window.mapdash.addPart(part);
})();
