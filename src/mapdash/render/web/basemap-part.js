/* Puts the basemap under the events and keeps its theme with the document's: the one that ships, a file of tiles, or
   the pictures of a tile server. Where another than the one that ships cannot be had, the map says so and draws that. */
(() => {
  'use strict';

  const ANSWER_MS = 3000;
  const LARGEST_ZOOM = 24;
  const FEWER_ZOOMS = 2; /* Pictures may be shown so much smaller than they are: each step asks for four times as many. */
  /* White paper under dark panels dazzles; hues stay what they are, so that a legend of the picture holds. */
  const DIMMED = 'brightness(0.56) contrast(0.94) saturate(0.8)';

  /* Leaflet takes attributions for HTML; whoever made a file of tiles would write into the document. */
  const asHtml = (text) => {
    const span = document.createElement('span');
    span.textContent = text;
    return span.innerHTML;
  };

  const tileOptions = ({ minZoom, maxNativeZoom, bounds }) => ({
    minZoom: Math.max(0, minZoom - FEWER_ZOOMS),
    maxZoom: LARGEST_ZOOM,
    minNativeZoom: minZoom,
    maxNativeZoom,
    bounds: bounds || undefined,
    attribution: '',
  });

  /* Pictures inside one PMTiles file, by the reader that protomaps-leaflet brings along. */
  const picturesInFile = () => L.GridLayer.extend({
    createTile(coords, done) {
      const picture = L.DomUtil.create('img');
      const request = new AbortController();
      picture.alt = '';
      picture.mapdashRequest = request;
      this.options.file.getZxy(coords.z, coords.x, coords.y, request.signal).then((tile) => {
        if (request.signal.aborted) return;
        if (!tile) { done(null, picture); return; }
        const address = URL.createObjectURL(new Blob([tile.data]));
        const end = (error) => { URL.revokeObjectURL(address); done(error, picture); };
        picture.onload = () => end(null);
        picture.onerror = () => end(new Error('the tile is no picture'));
        picture.src = address;
      }).catch((error) => { if (!request.signal.aborted) done(error, picture); });
      return picture;
    },
  });

  const makePictures = ({ kind, url, host, ...rest }) => {
    /* Many tile servers do not allow to be read, only to be shown; what this one sends may be read for a picture. */
    if (kind === 'raster') return L.tileLayer(url, { ...tileOptions(rest), crossOrigin: host ? false : 'anonymous' });
    const file = new window.protomapsL.PmtilesSource(url, false).p;
    const layer = new (picturesInFile())({ ...tileOptions(rest), file });
    return layer.on('tileunload', ({ tile }) => tile.mapdashRequest.abort());
  };

  const makeBundled = (map, { url, view }, theme) => {
    const options = { url, view, theme, attribution: '' };
    const layer = window.mapdash.vectorBasemap(options).addTo(map);
    return { layer, theme(name) { layer.setTheme(name); } };
  };

  const tellWhenReady = (map, layer) => layer.once('load', () => map.fire('mapdash:basemapready', { layer }));

  const makeRaster = (map, config, theme) => {
    const layer = tellWhenReady(map, makePictures(config)).addTo(map);
    const part = {
      layer,
      theme(name) { layer.getContainer().style.filter = name === 'dark' ? DIMMED : ''; },
    };
    part.theme(theme);
    return part;
  };

  /* Vector tiles of Protomaps' basemaps in the colours that come with their reader: each theme is a layer of its own. */
  const makeProtomaps = (map, { url, minZoom, maxNativeZoom, bounds }, theme) => {
    const make = (flavor) => window.protomapsL.leafletLayer({
      url, flavor, lang: 'en', attribution: '', bounds: bounds || undefined,
      minZoom: minZoom + 1, maxZoom: LARGEST_ZOOM, maxDataZoom: maxNativeZoom, /* It reads one zoom below the map's. */
    });
    let painted = theme;
    const part = {
      layer: tellWhenReady(map, make(theme)).addTo(map),
      theme(name) {
        if (name === painted) return;
        part.layer.remove();
        part.layer = make(name).addTo(map);
        painted = name;
      },
    };
    return part;
  };

  const make = (map, config, theme) => {
    if (config.kind === 'bundled' || config.schema === 'mapdash') return makeBundled(map, config, theme);
    return config.kind === 'vector' ? makeProtomaps(map, config, theme) : makeRaster(map, config, theme);
  };

  /* A tile server is given up when its first view brought no picture in time; what it loses later stays a gap. */
  const watchServer = (layer, fail) => {
    let timer = null;
    const stop = () => { clearTimeout(timer); layer.off({ tileload: stop, load: giveUp, loading: start }); };
    const giveUp = () => { stop(); fail(); };
    const start = () => { if (timer === null) timer = setTimeout(giveUp, ANSWER_MS); };
    layer.on({ tileload: stop, load: giveUp, loading: start });
    if (layer.isLoading()) start();
  };

  /* A file of ours answers at once, or it has been taken away; its tiles may be missing, as it may cover a town alone. */
  const watchFile = async ({ url, minZoom }, fail) => {
    const address = url.replace('{z}', minZoom).replace('{x}', 0).replace('{y}', 0);
    try {
      const answer = await fetch(address, { credentials: 'omit', headers: { Range: 'bytes=0-0' } });
      if (!answer.ok) fail();
    } catch {
      fail();
    }
  };

  const part = (map, { basemap }) => {
    const { theme } = window.mapdash;
    const { attributionControl } = map;
    let config = basemap;
    let drawn = make(map, config, theme());
    attributionControl.addAttribution(asHtml(config.attribution));

    const fallBack = (sentence) => () => {
      if (config === basemap.fallback) return;
      drawn.layer.remove();
      attributionControl.removeAttribution(asHtml(config.attribution));
      config = basemap.fallback;
      attributionControl.addAttribution(asHtml(config.attribution));
      drawn = make(map, config, theme());
      map.fire('mapdash:problem', { sentence: `${sentence}; the map shows the one that ships with mapdash.` });
    };

    const giveUpFile = fallBack('The file of the basemap cannot be had any more');
    if (config.host) watchServer(drawn.layer, fallBack(`The basemap at ${config.host} does not answer`));
    else if (config.fallback) watchFile(config, giveUpFile);
    map.on('mapdash:basemaperror', ({ message }) => {
      if (config.fallback) giveUpFile();
      else map.fire('mapdash:problem', { sentence: message });
    });
    return { theme(name) { drawn.theme(name); } };
  };

  window.mapdash.addPart(part);
})();
