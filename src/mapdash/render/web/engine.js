/* The engine: which events are visible now. It holds the filter that Python sent and what the reader changed since, and
   tells everybody who draws. Python stays the authority: a change is shown at once, sent, and confirmed by the next command. */
(() => {
  'use strict';

  const DIMENSIONS = ['search', 'countries', 'is_place_only', 'period', 'categories', 'actors', 'geo_precisions', 'date_precisions', 'confidences', 'statuses', 'source_kinds', 'region', 'view'];

  const makeEngine = (columns) => {
    const listeners = [];
    let sent = {};
    let local = {};
    let base = new Uint8Array(columns.rows).fill(1);

    const filter = () => {
      const merged = { ...sent, ...local };
      for (const name of DIMENSIONS) if (merged[name] === null || merged[name] === undefined) delete merged[name];
      return merged;
    };

    const inPeriod = (mask, period) => {
      if (!period) return mask;
      const { startDay, endDay } = columns;
      const kept = new Uint8Array(columns.rows);
      for (let i = 0; i < columns.rows; i += 1) kept[i] = mask[i] & (startDay[i] <= period[1]) & (endDay[i] >= period[0]);
      return kept;
    };

    const engine = {
      columns,
      styles: [],
      mask: base,
      visibleCount: columns.rows,
      get filter() { return filter(); },

      /* Events that meet the filter without one dimension, such as "period". */
      maskWithout(dimension) {
        const { [dimension]: _, ...others } = filter();
        return inPeriod(base, others.period);
      },

      /* Show a change now, and tell nobody outside this document; null drops a dimension. */
      preview(changes) { local = { ...local, ...changes }; update(); },

      /* Show a change now, and tell Python what the reader did. */
      commit(action, changes) {
        if (changes) engine.preview(changes);
        window.mapdash.send(action);
      },

      /* What Python says holds now. */
      take({ filter: next, mask }) {
        sent = next || {};
        local = {};
        base = mask;
        update();
      },

      listen(call) { listeners.push(call); return engine; },
    };

    const update = () => {
      engine.mask = inPeriod(base, local.period === undefined ? null : local.period);
      engine.visibleCount = engine.mask.reduce((sum, bit) => sum + bit, 0);
      for (const call of listeners) call(engine);
    };

    return engine;
  };

  Object.assign(window.mapdash, { makeEngine });
})();
