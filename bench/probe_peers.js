/* How the probe sees that a peer has drawn: each library's own drawing is followed, and what it has just drawn is
   counted. Nothing is drawn again and no pixel is read, so this costs a peer next to nothing. */
(() => {
  'use strict';

  const POLL_MS = 50;
  const shown = (rows) => window.benchProbe.shown(rows);

  /* Call after a method has run, on an object or a prototype. */
  const after = (owner, name, call) => {
    const original = owner[name];
    owner[name] = function followed(...args) {
      const result = original.apply(this, args);
      call(this, ...args);
      return result;
    };
  };

  /* Leaflet: paths are put on its canvas one by one, and drawn in the next frame. */
  const followLeaflet = (L) => {
    const canvas = L.Canvas.prototype;
    after(canvas, '_initPath', (it) => { it.benchRows = (it.benchRows || 0) + 1; });
    after(canvas, '_removePath', (it) => { it.benchRows -= 1; });
    after(canvas, '_draw', (it) => shown(it.benchRows || 0));
  };
  let leaflet;
  Object.defineProperty(window, 'L', {
    configurable: true,
    get: () => leaflet,
    set: (value) => {
      const isNew = value && value.Canvas && !leaflet;
      leaflet = value;
      if (isNew) followLeaflet(value);
    },
  });

  /* bokeh: the view of a figure paints all its renderers; those that are visible count. */
  const findFigure = () => {
    const seen = new Set();
    const find = (view) => {
      if (!view || seen.has(view)) return null;
      seen.add(view);
      if (view.model?.type === 'Figure') return view;
      for (const child of view.children ? view.children() : []) {
        const found = find(child);
        if (found) return found;
      }
      return null;
    };
    for (const root of window.Bokeh?.index?.roots ?? []) {
      const found = find(root);
      if (found) return found;
    }
    return null;
  };
  const bokehRows = (view) => view.model.renderers
    .filter((renderer) => renderer.visible)
    .reduce((sum, renderer) => sum + renderer.data_source.get_length(), 0);
  const followBokeh = () => {
    const view = findFigure();
    if (!view) return false;
    after(view, '_actual_paint', () => shown(bokehRows(view)));
    view.request_repaint?.();
    shown(bokehRows(view));
    return true;
  };

  /* deck.gl is a private of Streamlit's component, which React keeps among its hooks. */
  const findDeck = () => {
    for (const node of document.querySelectorAll('[data-testid="stDeckGlJsonChart"] *')) {
      const key = Object.keys(node).find((name) => name.startsWith('__reactFiber$'));
      for (let fiber = node[key], up = 0; fiber && up < 12; fiber = fiber.return, up += 1) {
        for (let hook = fiber.memoizedState, i = 0; hook && i < 40; hook = hook.next, i += 1) {
          for (const value of [hook.memoizedState, hook.memoizedState?.current]) {
            if (value?.deck?.layerManager) return value.deck;
          }
        }
      }
    }
    return null;
  };
  const deckRows = (deck) => deck.layerManager.getLayers()
    .reduce((sum, layer) => sum + (layer.isLoaded && layer.props.visible ? layer.props.data?.length || 0 : 0), 0);
  const followDeck = () => {
    const deck = findDeck();
    if (!deck) return false;
    after(deck, '_drawLayers', () => shown(deckRows(deck)));
    shown(deckRows(deck));
    return true;
  };

  /* plotly hands its traces to MapLibre, whose worker cuts them into tiles: drawn is a frame in which all of them are there.
     Streamlit makes a new plot with every run, which has to be found as soon as it is there. */
  const plotted = new WeakSet();
  const followPlotly = () => {
    const plot = document.querySelector('.js-plotly-plot');
    const map = plot?._fullLayout?.map?._subplot?.map;
    if (!map || plotted.has(map)) return;
    plotted.add(map);
    const look = () => {
      const traces = plot.calcdata.filter((points) => points[0]?.trace);
      if (!map.areTilesLoaded() || !traces.every((points) => map.getSource(`source-${points[0].trace.uid}-circle`))) return;
      shown(traces.reduce((sum, points) => sum + (points[0].trace.visible === true ? points.length : 0), 0));
    };
    map.on('render', look);
    map.on('idle', look);
    look();
  };
  new MutationObserver(followPlotly).observe(document, { subtree: true, childList: true });

  const waiting = [followBokeh, followDeck];
  const timer = setInterval(() => {
    followPlotly();
    if (waiting.some((follow) => follow())) waiting.length = 0;
  }, POLL_MS);
  window.addEventListener('pagehide', () => clearInterval(timer));
})();
