/* What the marks on screen mean: the categories that can be seen, and how well their places are known. */
(() => {
  'use strict';

  const { presenter, addPart } = window.mapdash;
  if (presenter.role === 'notes') return;

  const SIDE = 26;
  const KEY_LINE = 46;
  const LOCALITY = 1; /* The order of GEO_PRECISIONS in mapdash.events. */
  const PLACES = [
    ['exact', 'exact place'], ['locality', 'town'], ['several', 'several events'], ['province', 'province only (approx.)'],
    ['circle', 'area (approx.)'], ['country', 'country only'], ['route', 'route (schematic)'],
  ];

  const part = (map) => {
    const { element, legendSample } = window.mapdash;
    const list = element('ul', 'md-key');
    list.setAttribute('aria-label', 'Legend');
    presenter.root.append(list);
    let canvas = null;
    let written = '';

    const entry = (text, draw) => {
      const item = element('li');
      const sample = element('canvas');
      const ratio = window.devicePixelRatio || 1;
      const side = Math.round(SIDE * Math.max(1, window.mapdash.unit));
      sample.setAttribute('aria-hidden', 'true');
      sample.width = side * ratio;
      sample.height = side * ratio;
      const ctx = sample.getContext('2d');
      ctx.scale(side * ratio / SIDE, side * ratio / SIDE);
      draw(ctx);
      item.append(sample, element('span', '', text));
      return item;
    };

    /* Drawn at the size of the legend, whatever the size of the marks on the map. */
    const atOne = (draw) => {
      const { scale } = window.mapdash;
      window.mapdash.scale = 1;
      try { draw(); } finally { window.mapdash.scale = scale; }
    };

    const categoryEntry = (style, theme) => entry(style.title, (ctx) => atOne(() => window.mapdash.marks.drawMark(ctx, { x: 13, y: 13, r: 8, style, theme })));
    const placeEntry = ([kind, text], theme) => entry(text, (ctx) => atOne(() => legendSample(ctx, kind, theme)));

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

    const update = () => {
      if (!canvas || !canvas.placed || map.mapdashIsFlying) return;
      const theme = window.mapdash.theme();
      const { codes, kinds } = seen();
      const said = JSON.stringify([[...codes].sort(), [...kinds].sort(), theme, window.mapdash.unit]);
      if (said === written) return;
      written = said;
      const categories = canvas.styles.flatMap((style, code) => (codes.has(code) ? [categoryEntry(style, theme)] : []));
      const places = PLACES.filter(([kind]) => kinds.has(kind)).map((place) => placeEntry(place, theme));
      if (categories.length && places.length) places[0].classList.add('md-key-break');
      list.replaceChildren(...categories, ...places);
      list.hidden = !categories.length && !places.length;
    };

    let timer = null;
    const later = () => { clearTimeout(timer); timer = setTimeout(update, 60); };
    map.on('mapdash:eventsready', (event) => { canvas = event.canvas; later(); });
    map.on('mapdash:painted moveend', later);
    presenter.addInset(() => {
      const strip = document.documentElement.hasAttribute('data-has-time') ? document.querySelector('.md-timeline') : null;
      return { bottom: KEY_LINE * window.mapdash.unit + (strip ? strip.offsetHeight : 0) };
    });
    return { theme: later };
  };

  addPart(part);
})();
