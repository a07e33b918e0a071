/* mapdash runtime, first file: the namespace that every map document shares, the commands that Python sends, and
   the messages that go back. Loaded right after Leaflet, before anything is drawn. */
(() => {
  'use strict';

  L.Control.Attribution.prototype.options.prefix = false;

  /* The map must have its size before it is made, and the style sheet comes later; the time strip takes the rest. */
  const size = document.createElement('style');
  size.textContent = `:root { --md-strip: 92px; } @media (max-height: 700px) { :root { --md-strip: 72px; } } :root[data-strip='folded'] { --md-strip: 28px; }
    html, body, #root, #parent, #map_div { height: 100% !important; width: 100% !important; margin: 0; }
    .float-child:first-child { height: calc(100% - var(--md-strip)) !important; width: 100% !important; margin: 0; }`;
  document.head.append(size);

  const PARTS = [];
  const state = {
    map: null,
    config: null,
    command: { visible: null, chosen: -1, theme: null, fit: null, hidden: [], reference: null },
    readerTheme: 'light',
    number: 0,
    actions: [],
    sender: Math.random().toString(36).slice(2, 10),
    sentBounds: null,
    isMoved: false,
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

  /* As the surfaces of the page do: the last few messages, numbered, for Streamlit keeps only the last value of a run. */
  const REPEATED = 16;
  const SETTLING_MS = 2000;

  const send = (action) => {
    state.number += 1;
    /* Of drawings each action holds all: the last one is enough. */
    const isOver = (earlier) => action.type === 'annotate' && earlier.type === 'annotate';
    const earlier = state.actions.filter((sent) => !isOver(sent.action));
    state.actions = [...earlier, { number: state.number, action }].slice(-REPEATED);
    const value = { mapdash: { sender: state.sender, actions: state.actions } };
    if (window.Streamlit) window.Streamlit.setComponentValue(value);
    else window.dispatchEvent(new CustomEvent('mapdash:message', { detail: value }));
    return state.number;
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
    const action = { type: 'camera', bounds };
    const number = send(action);
    if (map.mapdashEngine) map.mapdashEngine.perform(state.sender, number, action);
  };

  /* Until the reader or a command moves the map there is nothing to report: the start is everybody's. */
  const watchCamera = (map, config) => {
    let timer = null;
    let isSettling = true;
    const touch = () => { state.isMoved = true; };
    state.sentBounds = viewBounds(map);
    map.getContainer().addEventListener('wheel', touch, { passive: true, capture: true });
    map.on('dragstart mousedown keydown mapdash:moved', touch);
    map.on('moveend', () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (state.isMoved) reportCamera(map);
        map.fire('mapdash:reported');
      }, 300);
    });
    map.on('resize', () => { if (!state.isMoved && isSettling) fitStart(map, config); });
    /* The page is still being laid out when the map is first painted: the card may take its room after it. */
    map.once('mapdash:painted', () => setTimeout(() => { isSettling = false; }, SETTLING_MS));
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
    /* folium forbids the reader to enlarge the page. */
    for (const meta of document.querySelectorAll('meta[name="viewport"]')) meta.content = 'width=device-width, initial-scale=1';
    map.getContainer().setAttribute('role', 'region');
    map.getContainer().setAttribute('aria-label', 'Map of events');
    fitStart(map, config);
    state.parts = PARTS.map((part) => part(map, config));
    watchCamera(map, config);
    /* What is on screen stays where it is: Leaflet itself would keep the middle, and move every mark when the card opens. */
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
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
    addPart, attach, apply, send, theme, fitBounds, viewBounds, sender: state.sender,
    /* How much larger than in the dashboard marks and the names of the basemap are. */
    scale: 1,
    typeScale: 1,
    /* By the reader or by a command, and not only laid out. */
    get isMoved() { return state.isMoved; },
    get map() { return state.map; },
    get command() { return state.command; },
  };
})();
