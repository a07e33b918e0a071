/* The engine: which events are visible now. It holds the filter that Python sent, what the reader did since and what is
   being tried out, and tells everybody who draws. Python stays the authority: a change is shown at once, sent, and
   confirmed by a later command. */
(() => {
  'use strict';

  const { FILTER_DIMENSIONS, isSet, isReducible, makeFilter, makeMask, reduceFilter, countMask, decodeMask } = window.mapdash;
  const ANSWER_MS = 5000;
  const MOST_ROWS_AHEAD = 200000;

  /* `sources` fetches what filters ask of the events: filters() once, words() when somebody searches. */
  const makeEngine = (columns, sources = {}) => {
    const { rows } = columns;
    const listeners = [];
    let table = null;
    let core = makeFilter(columns, null);
    let base = {};           /* what Python said last */
    let baseMask = null;     /* its own mask, where it had to send one */
    let acts = [];           /* what was done and is not in `base` yet */
    let tried = {};          /* what is previewed on top */
    let now = {};            /* the filter that all of this makes */
    let command = null;
    let asked = null;        /* the command that Python was asked to count again */
    let shown = null;        /* what the mask answers */
    let search = null;
    let timer = null;

    const merged = (filter, changes) => {
      const next = { ...filter, ...changes };
      for (const dimension of FILTER_DIMENSIONS) if (!isSet(next[dimension])) delete next[dimension];
      return next;
    };

    const applied = (filter, { action, changes }) => (isReducible(action) && table
      ? reduceFilter(filter, action, table)
      : merged(filter, changes || {}));

    /* What fails to load is left to Python, which then sends its own mask. */
    const failed = new Set();
    const loading = new Map();
    const fetchOnce = (what, get, use) => {
      if (!loading.has(what)) loading.set(what, Promise.resolve().then(get).then(use).catch(() => { failed.add(what); }).then(() => update()));
      return loading.get(what);
    };
    const load = (what) => (what === 'table'
      ? fetchOnce('table', sources.filters, (found) => { table = found; core = makeFilter(columns, table); core.useSearch(search); })
      : fetchOnce('words', sources.words, (found) => { search = found; core.useSearch(search); }));

    const isConfirmed = () => acts.length === 0 && Object.keys(tried).length === 0;

    const show = (mask, answered) => {
      engine.name = isConfirmed() && command ? command.name || '' : '';
      if (answered === shown) return;
      shown = answered;
      engine.mask = mask();
      engine.visibleCount = countMask(engine.mask);
      for (const call of listeners) call(engine);
    };

    const ask = (sentence) => {
      if (asked === command) return;
      asked = command;
      if (sentence) window.mapdash.map.fire('mapdash:problem', { sentence });
      window.mapdash.send({ type: 'recount' });
    };

    /* A map that shows other events than the page says would be worse than a slow one. */
    const compare = () => {
      if (!isConfirmed() || !command || !Number.isInteger(command.matched) || command.matched === engine.visibleCount) return;
      ask('The map and the page counted differently. The map now shows what the page counts.');
    };

    const update = () => {
      if (isConfirmed() && baseMask) {
        now = base;
        show(() => baseMask, baseMask);
        return;
      }
      now = merged(acts.reduce(applied, base), tried);
      const lacking = core.lacks(now);
      if (!lacking) {
        show(() => core.mask(now), JSON.stringify(now));
        compare();
      } else if (!failed.has(lacking)) load(lacking);
      else if (isConfirmed() && command) ask('');
    };

    /* What Python never answers, for a session that ended or an action that it refused, must not stay for ever. */
    const forgetLate = () => {
      clearTimeout(timer);
      const oldest = performance.now() - ANSWER_MS;
      const kept = acts.filter(({ at }) => at > oldest);
      if (kept.length < acts.length) { acts = kept; update(); }
      if (acts.length) timer = setTimeout(forgetLate, acts[0].at - oldest + 1);
    };

    const remember = (act) => {
      acts.push({ ...act, at: performance.now() });
      forgetLate();
      update();
    };

    const isSeen = (seen, { sender, number }) => Object.hasOwn(seen, sender) && seen[sender] >= number;

    const engine = {
      columns,
      styles: [],
      mask: core.mask({}),
      visibleCount: rows,
      name: '',
      get filter() { return now; },
      get isReady() { return !core.lacks(now); },
      /* What filters ask of the events, and the search in their words; null until they are there. */
      get table() { return table; },
      get words() { return search; },

      /* Events that meet the filter without one dimension, such as "period". */
      maskWithout(dimension) {
        return core.lacks(now) ? engine.mask : core.maskWithout(now, dimension);
      },

      /* Show a change now, and tell nobody outside this document; null in it drops a dimension. Without changes what was
         previewed is taken back. */
      preview(changes) {
        tried = changes ? { ...tried, ...changes } : {};
        update();
      },

      /* Take back what was previewed of one dimension. */
      forget(dimension) {
        if (!Object.hasOwn(tried, dimension)) return;
        const { [dimension]: _, ...others } = tried;
        tried = others;
        update();
      },

      /* Show a change now, and tell Python what the reader did. */
      commit(action, changes) {
        tried = {};
        const number = window.mapdash.send(action);
        remember({ sender: window.mapdash.sender, number, action, changes });
      },

      /* Show now what somebody else tells Python: a surface of the page, or another part of this document. */
      perform(sender, number, action) {
        const isIdle = !isReducible(action) || (action.type === 'camera' && !isSet(now.view));
        if (!isIdle) remember({ sender, number, action });
      },

      /* What Python says holds now, and what it knew of then. */
      take(next) {
        command = next;
        base = merged({}, next.filter || {});
        baseMask = null;
        if (next.visible) {
          baseMask = makeMask(rows);
          baseMask.set(decodeMask(next.visible, rows));
        }
        acts = acts.filter((act) => !isSeen(next.seen || {}, act));
        update();
      },

      /* Resolves when a filter can be answered, or never could. */
      async load(filter) {
        const wanted = merged({}, filter || {});
        if (core.lacks(wanted)) await Promise.all([load('table'), isSet(wanted.search) ? load('words') : null]);
      },

      /* Resolve also where it failed: then `table` or `words` stays null. */
      loadTable: () => load('table'),
      loadWords: () => load('words'),

      /* For when nothing else is to be done, so that the first search finds its words; those of very many events wait
         until somebody searches. */
      loadRest: () => load('table').then(() => (rows <= MOST_ROWS_AHEAD ? load('words') : null)),

      listen(call) { listeners.push(call); return engine; },
    };

    window.addEventListener('message', ({ source, data }) => {
      const said = source === window.parent && data && data.mapdash;
      if (said && typeof said.sender === 'string' && Number.isInteger(said.number)) engine.perform(said.sender, said.number, said.action);
    });

    return engine;
  };

  Object.assign(window.mapdash, { makeEngine });
})();
