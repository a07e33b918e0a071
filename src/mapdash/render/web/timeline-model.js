/* What the time strip shows and what it asks of the engine. The filter's period is the only window there is; while the
   reader drags or plays, the strip holds on to its own, and commands of Python in between do not move it. */
(() => {
  'use strict';

  const { bins: core, dates } = window.mapdash;
  const SOON_MS = 250;

  const isSame = (a, b) => (!a && !b) || Boolean(a && b && a[0] === b[0] && a[1] === b[1]);

  const makeModel = (engine, { changed, moved }) => {
    const ranges = core.rangesOf(engine.columns);
    let held;
    let known = engine.filter.period || null;
    let isOwn = false;
    let timer = null;
    let layout = null;
    let width = 0;

    /* What this strip does to the mask itself changes no bar. */
    const ask = (call) => {
      isOwn = true;
      try { call(); } finally { isOwn = false; }
    };

    const letGo = () => {
      held = undefined;
      moved();
    };

    const model = {
      engine, ranges, grid: null, bins: null, units: [], chosenUnit: null, isWidened: false,

      get period() { return held === undefined ? engine.filter.period || null : held; },
      get window() { return model.grid && core.snap(model.grid, model.period); },
      get hasOutliers() { return Boolean(ranges) && !isSame(ranges.all, ranges.core); },

      /* Shows a period at once, here and on the map; nobody else is told. */
      show(period) {
        clearTimeout(timer);
        if (held !== undefined && isSame(held, period)) return;
        held = period;
        ask(() => engine.preview({ period }));
        moved();
      },

      showBins(window_) { model.show(window_ && core.periodOf(model.grid, window_, ranges.all)); },

      /* Tells Python what is shown, once. */
      settle() {
        clearTimeout(timer);
        if (held === undefined) return;
        const period = held;
        if (isSame(period, known)) ask(() => engine.preview());
        else ask(() => engine.commit(dates.actionOf(period), { period }));
        known = period;
        letGo();
      },

      /* For keys that repeat. */
      settleSoon() { clearTimeout(timer); timer = setTimeout(model.settle, SOON_MS); },

      putBack() {
        if (held === undefined) return;
        ask(() => engine.preview());
        known = engine.filter.period || null;
        letGo();
      },

      set(period) { model.show(period); model.settle(); },

      /* The range, the unit and where each event lies in it. */
      fit(px = width) {
        width = px;
        if (!ranges || px <= 0) return;
        const range = model.isWidened ? ranges.all : ranges.core;
        model.units = core.unitsFor(range, px);
        const unit = model.units.includes(model.chosenUnit) ? model.chosenUnit : model.units[0];
        const grid = core.gridOf(range, unit);
        if (!layout || JSON.stringify(grid) !== JSON.stringify(model.grid)) {
          model.grid = grid;
          layout = core.layOut(engine.columns, grid);
        }
        model.count();
      },

      count() {
        if (!layout) return;
        model.bins = core.countBins(layout, engine.maskWithout('period'));
        changed();
      },
    };

    let frame = null;
    engine.listen(() => {
      if (isOwn) return;
      if (held === undefined) known = engine.filter.period || null;
      if (frame) return;
      /* The map is drawn in this frame; the bars come in the next one, which is soon enough for them. */
      frame = requestAnimationFrame(() => setTimeout(() => {
        frame = null;
        model.count();
        /* Python spoke while the reader was at it: what the reader holds is shown on. */
        if (held !== undefined && !isSame(held, engine.filter.period)) {
          ask(() => engine.preview({ period: held }));
        }
        moved();
      }));
    });
    return model;
  };

  window.mapdash.makeTimelineModel = makeModel;
})();
