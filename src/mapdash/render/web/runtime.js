/* mapdash runtime, first file: the namespace that every map document shares, the commands that Python sends, and
   the messages that go back. Loaded right after Leaflet, before anything is drawn. */
(() => {
  'use strict';

  L.Control.Attribution.prototype.options.prefix = false;

  const PARTS = [];
  const state = {
    map: null,
    config: null,
    command: { visible: null, chosen: -1, theme: null, fit: null },
    readerTheme: 'light',
    sequence: 0,
    sentBounds: null,
    isQuiet: false,
    reply: null,
  };

  /* A part is a function (map, config) -> { apply(command, previous), theme(name) }: what one file adds to the document. */
  const addPart = (part) => PARTS.push(part);

  const theme = () => state.command.theme || state.readerTheme;

  const each = (method, ...args) => {
    for (const part of state.parts || []) if (part[method]) part[method](...args);
  };

  const paintTheme = () => {
    const name = theme();
    document.documentElement.dataset.theme = name;
    each('theme', name);
  };

  const send = (message) => {
    state.sequence += 1;
    const value = { mapdash: { ...message, sequence: `${state.reply}-${state.sequence}` } };
    if (window.Streamlit) window.Streamlit.setComponentValue(value);
    else window.dispatchEvent(new CustomEvent('mapdash:message', { detail: value }));
  };

  const round = (x) => Math.round(x * 1e4) / 1e4;

  const viewBounds = (map) => {
    const b = map.getBounds();
    return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map(round);
  };

  /* Inset, because the rounded bounds of a view need a hair more than the view and would fit one zoom step lower. */
  const fitBounds = (map, [west, south, east, north], options) => {
    const eastOf = east < west ? east + 360 : east;
    const dx = (eastOf - west) * 0.01;
    const dy = (north - south) * 0.01;
    map.fitBounds([[south + dy, west + dx], [north - dy, eastOf - dx]], options);
  };

  const fitStart = (map, { bounds, padding }) => {
    if (bounds) fitBounds(map, bounds, { animate: false, padding: [padding, padding] });
  };

  const reportCamera = (map) => {
    const bounds = viewBounds(map);
    if (state.sentBounds && bounds.every((x, i) => x === state.sentBounds[i])) return;
    state.sentBounds = bounds;
    send({ type: 'camera', bounds });
  };

  const GESTURES = 'dragstart mousedown keydown boxzoomend';

  const watchCamera = (map, config) => {
    let timer = null;
    let isUntouched = true;
    state.sentBounds = viewBounds(map);
    map.getContainer().addEventListener('wheel', () => { isUntouched = false; state.isQuiet = false; }, { passive: true, capture: true });
    map.on(GESTURES, () => { isUntouched = false; state.isQuiet = false; });
    map.on('mapdash:moved', () => { isUntouched = false; state.isQuiet = false; });
    map.on('moveend', () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (state.isQuiet) { state.isQuiet = false; state.sentBounds = viewBounds(map); return; }
        reportCamera(map);
      }, 300);
    });
    /* The window growing or the card opening moves no camera that the reader set; before that, the start holds. */
    map.on('resize', () => {
      state.isQuiet = true;
      if (isUntouched) fitStart(map, config);
    });
  };

  /* streamlit-folium keeps every old feature group (its issue 247); only the one on the map is needed. */
  const forgetOldGroups = () => {
    if (Array.isArray(window.feature_group)) {
      window.feature_group = window.feature_group.filter((group) => state.map.hasLayer(group));
    }
  };

  const attach = (map, config) => {
    state.map = map;
    state.config = config;
    state.reply = Math.random().toString(36).slice(2, 8);
    map.getContainer().setAttribute('role', 'region');
    map.getContainer().setAttribute('aria-label', 'Map of events');
    fitStart(map, config);
    state.parts = PARTS.map((part) => part(map, config));
    watchCamera(map, config);
    /* Leaflet hears of the window only; the style sheet that gives the map its height may come later. */
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    paintTheme();
    /* A canvas draws with what is there; when the typeface has arrived it has to draw again. */
    document.fonts.addEventListener('loadingdone', paintTheme);
  };

  const applyFit = (map, fit, previous) => {
    if (!fit || (previous && previous.nonce === fit.nonce)) return;
    map.fire('mapdash:moved');
    fitBounds(map, fit.bounds, { maxZoom: 9, animate: !fit.isInstant, padding: [24, 24] });
  };

  /* Idempotent: a command that says what already holds does nothing. */
  const apply = (command) => {
    if (!state.map) return;
    const previous = state.command;
    state.command = { ...previous, ...command };
    if (previous.theme !== state.command.theme) paintTheme();
    applyFit(state.map, state.command.fit, previous.fit);
    each('apply', state.command, previous);
    forgetOldGroups();
  };

  if (window.Streamlit) {
    window.Streamlit.events.addEventListener('streamlit:render', (event) => {
      const base = event.detail && event.detail.theme && event.detail.theme.base;
      if (base && base !== state.readerTheme) {
        state.readerTheme = base;
        if (state.map) paintTheme();
      }
    });
  }

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) send({ type: 'escape' });
  });

  window.mapdash = {
    addPart, attach, apply, send, theme, fitBounds,
    get map() { return state.map; },
    get command() { return state.command; },
  };
})();
