/* What the marks on screen mean: the categories that can be seen, how well their places are known, and what the optional
   layers count. One strip above the footer, so that nothing else stands on the map. */
(() => {
  'use strict';

  const { presenter, addPart } = window.mapdash;
  if (presenter.role === 'notes') return;

  const SIDE = 26;
  const LAYER_SIDE = 20; /* What the layers draw their samples for. */
  const GAP = 10;
  const LOCALITY = 1; /* The order of GEO_PRECISIONS in mapdash.events. */
  const COUNTRY = 4;
  const PLACES = [
    ['exact', 'exact place'], ['locality', 'town'], ['several', 'several events'], ['province', 'province only (approx.)'],
    ['circle', 'area (approx.)'], ['country', 'country only'], ['route', 'route (schematic)'],
  ];

  /* The heading of an optional layer, how many events it does not count, and the widest classes it may have. */
  const LAYERS = {
    arcs: { lead: () => 'Events at an arc from the actor’s country', left: ({ without }) => (without ? `${said(without)} ${without === 1 ? 'has' : 'have'} none` : ''), widest: ['1', '2–4', '5 or more'] },
    density: { lead: () => 'Events in a hexagon', left: ({ leftOut }) => notCounted(leftOut), widest: ['1–2', '3–5', '6–9', '10–19', '20–29'] },
    choropleth: { lead: ({ level }) => `Events by ${level === 'province' ? 'province' : 'country'}`, left: ({ onlyCountry, nowhere }) => notCounted((onlyCountry || 0) + (nowhere || 0)), widest: ['1–2', '3–5', '6–9', '10–19', '20–29'] },
  };
  const said = (n) => n.toLocaleString('en-GB');
  const notCounted = (n) => (n ? `${said(n)} not counted` : '');

  const part = (map) => {
    const { element, legendSample } = window.mapdash;
    const list = element('ul', 'md-key');
    list.setAttribute('aria-label', 'Legend');
    /* The same list out of sight, to know how much room a scene that comes will take. */
    const probe = element('ul', 'md-key-probe md-is-probe');
    probe.setAttribute('aria-hidden', 'true');
    presenter.root.append(list, probe);
    let canvas = null;
    let written = '';

    const sampleOf = (draw, drawnFor) => {
      const sample = element('canvas');
      const ratio = window.devicePixelRatio || 1;
      const side = Math.round(SIDE * Math.max(1, window.mapdash.unit));
      sample.setAttribute('aria-hidden', 'true');
      sample.width = side * ratio;
      sample.height = side * ratio;
      const ctx = sample.getContext('2d');
      ctx.scale(side * ratio / drawnFor, side * ratio / drawnFor);
      draw(ctx);
      return sample;
    };
    const blank = () => element('canvas');

    const entry = (text, sample) => {
      const item = element('li');
      item.append(sample, element('span', '', text));
      return item;
    };

    /* Drawn at the size of the legend, whatever the size of the marks on the map. */
    const atOne = (draw) => {
      const { scale } = window.mapdash;
      window.mapdash.scale = 1;
      try { draw(); } finally { window.mapdash.scale = scale; }
    };

    const categoryEntry = (style, theme) => entry(style.title, sampleOf((ctx) => atOne(() => window.mapdash.marks.drawMark(ctx, { x: 13, y: 13, r: 8, style, theme })), SIDE));
    const placeEntry = ([kind, text], theme) => entry(text, sampleOf((ctx) => atOne(() => legendSample(ctx, kind, theme)), SIDE));

    const layerEntry = (lead, samples, left) => {
      const item = element('li', 'md-key-layer md-key-break');
      item.append(element('strong', '', lead));
      for (const { text, sample } of samples) {
        const pair = element('span', 'md-key-pair');
        pair.append(sample, element('span', '', text));
        item.append(pair);
      }
      if (left) item.append(element('span', 'md-key-left', left));
      return item;
    };

    const write = (into, categories, places, layers) => {
      if (categories.length && places.length) places[0].classList.add('md-key-break');
      if (!categories.length && !places.length && layers.length) layers[0].classList.remove('md-key-break');
      into.replaceChildren(...categories, ...places, ...layers);
      into.hidden = !into.childElementCount;
    };

    /* ---- what can be seen now */

    const seen = () => {
      const codes = new Set();
      const kinds = new Set();
      const view = canvas.view();
      for (const p of canvas.placed) {
        const isIn = p.x > view.left && p.x < view.right && p.y > view.top && p.y < view.bottom;
        if (!isIn && !canvas.isPartlySeen(p)) continue;
        if (p.kind === 'route') { kinds.add('route'); continue; }
        const { item } = p;
        if (item.split) item.split.forEach((count, code) => { if (count) codes.add(code); });
        if (p.kind) kinds.add(p.kind);
        else if (item.count > 1) kinds.add('several');
        else kinds.add(canvas.columns.precision[item.row] === LOCALITY ? 'locality' : 'exact');
      }
      return { codes, kinds };
    };

    const layersNow = () => Object.entries(LAYERS).flatMap(([name, { lead, left }]) => {
      const layer = map.mapdashLayers && map.mapdashLayers.layer(name);
      return layer ? [{ lead: lead(layer), left: left(layer), samples: layer.legend().samples }] : [];
    });

    const update = () => {
      if (!canvas || !canvas.placed || map.mapdashIsFlying) return;
      const theme = window.mapdash.theme();
      const { codes, kinds } = seen();
      const layers = layersNow();
      const words = layers.map(({ lead, left, samples }) => [lead, left, samples.map(({ text }) => text)]);
      const now = JSON.stringify([[...codes].sort(), [...kinds].sort(), words, theme, window.mapdash.unit]);
      if (now === written) return;
      written = now;
      write(
        list,
        canvas.styles.flatMap((style, code) => (codes.has(code) ? [categoryEntry(style, theme)] : [])),
        PLACES.filter(([kind]) => kinds.has(kind)).map((place) => placeEntry(place, theme)),
        layers.map(({ lead, left, samples }) => layerEntry(lead, samples.map(({ text, draw }) => ({ text, sample: sampleOf((ctx) => draw(ctx, theme), LAYER_SIDE) })), left)),
      );
      lift();
    };

    /* ---- how much room it takes, which must be known before the map gets there */

    const alone = new Map();
    const besidePanel = new Map();
    const forget = () => { alone.clear(); besidePanel.clear(); };
    const kindsOf = (columns, row) => {
      if (columns.precision[row] <= LOCALITY) return columns.precision[row] === LOCALITY ? 'locality' : 'exact';
      return columns.precision[row] >= COUNTRY ? 'country' : columns.area[row] >= 0 ? 'province' : 'circle';
    };
    const expected = (scene) => {
      const codes = new Set();
      const kinds = new Set();
      const mask = canvas && presenter.maskOf ? presenter.maskOf(scene) : null;
      if (mask) {
        const { columns } = canvas;
        let rows = 0;
        for (let row = 0; row < columns.rows; row += 1) {
          if (!mask[row]) continue;
          codes.add(columns.category[row]);
          kinds.add(kindsOf(columns, row));
          rows += 1;
        }
        if (rows > 1) kinds.add('several');
      }
      return { codes, kinds };
    };
    const heightOf = (scene) => {
      if (!scene) return list.offsetHeight;
      const heights = presenter.panelId ? besidePanel : alone;
      if (!heights.has(scene)) {
        const { codes, kinds } = expected(scene);
        const styles = canvas ? canvas.styles : [];
        write(
          probe,
          styles.flatMap((style, code) => (codes.has(code) ? [entry(style.title, blank())] : [])),
          PLACES.filter(([kind]) => kinds.has(kind)).map(([, text]) => entry(text, blank())),
          (scene.command.shown || []).flatMap((name) => (LAYERS[name] ? [layerEntry(LAYERS[name].lead({}), LAYERS[name].widest.map((text) => ({ text, sample: blank() })), '99 have none')] : [])),
        );
        heights.set(scene, probe.offsetHeight);
        probe.replaceChildren();
      }
      return heights.get(scene);
    };

    /* What stands above the strip keeps its place while the strip changes within what was expected. */
    const lift = () => {
      const px = Math.max(heightOf(presenter.scene), list.offsetHeight) + GAP * window.mapdash.unit;
      document.documentElement.style.setProperty('--md-keyline', `${Math.round(px)}px`);
    };

    let timer = null;
    const later = () => { clearTimeout(timer); timer = setTimeout(update, 60); };
    map.on('mapdash:eventsready', (event) => { canvas = event.canvas; forget(); later(); });
    map.on('mapdash:painted mapdash:layers moveend', later);
    window.addEventListener('resize', () => { forget(); lift(); later(); });
    document.fonts.addEventListener('loadingdone', forget);
    for (const name of ['layout', 'masks']) presenter.on(name, forget);
    for (const name of ['before', 'panel']) presenter.on(name, lift);
    presenter.addInset((scene) => {
      const strip = document.documentElement.hasAttribute('data-has-time') ? document.querySelector('.md-timeline') : null;
      return { bottom: heightOf(scene) + GAP * window.mapdash.unit + (strip ? strip.offsetHeight : 0) };
    });
    return { theme: later };
  };

  addPart(part);
})();
