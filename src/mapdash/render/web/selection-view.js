/* Only what the map shows: while that is on, the filter goes along with the map, at every frame of a drag. */
(() => {
  'use strict';

  const { boundsOf, viewBounds, isSet } = window.mapdash;

  const followView = (map, engine) => {
    let rest = 0;

    const show = () => {
      const view = boundsOf(viewBounds(map));
      if (view) engine.preview({ view });
    };

    /* Where there are so many events that it costs more than a frame, the drag comes first. */
    map.on('move', () => {
      if (!isSet(engine.filter.view) || !window.mapdash.isMoved || performance.now() < rest) return;
      const begin = performance.now();
      show();
      const cost = performance.now() - begin;
      rest = cost > 8 ? begin + 4 * cost : 0;
    });
    map.on('moveend', () => { if (isSet(engine.filter.view) && window.mapdash.isMoved) show(); });
    /* Then it is an action, which Python answers. */
    map.on('mapdash:reported', () => engine.forget('view'));

    return {
      set(isOn) {
        const bounds = viewBounds(map);
        engine.commit({ type: 'view_only', isOn, bounds }, { view: isOn ? boundsOf(bounds) : null });
      },
    };
  };

  Object.assign(window.mapdash.selection, { followView });
})();
