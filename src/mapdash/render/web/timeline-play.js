/* Playing the time strip: the window moves bin by bin, or its end does. In this document only, at a steady pace; Python
   hears of it when it stops. */
(() => {
  'use strict';

  const BINS_A_SECOND = { month: 6, year: 2, decade: 2, century: 2 };
  const YEAR_OF_MONTHS = 12;

  /* How wide a window is that nobody drew. */
  const widthOf = (grid) => (grid.unit === 'month' && grid.count > 2 * YEAR_OF_MONTHS ? YEAR_OF_MONTHS : 1);

  /* The window that a play begins with: from the end it starts over. */
  const firstOf = (grid, window_, mode) => {
    const isAll = !window_ || (window_[0] === 0 && window_[1] === grid.count);
    if (isAll) return [0, mode === 'window' ? widthOf(grid) : 1];
    if (window_[1] < grid.count) return window_;
    return mode === 'window' ? [0, window_[1] - window_[0]] : [window_[0], Math.min(window_[0] + 1, grid.count)];
  };

  const nextOf = (grid, [from, to], mode, steps = 1) => {
    const by = Math.min(steps, grid.count - to);
    return [mode === 'window' ? from + by : from, to + by];
  };

  const makePlayer = (model, changed) => {
    const player = { isPlaying: false, mode: 'window', speed: 1 };
    let since = 0;

    const stop = () => {
      if (!player.isPlaying) return;
      player.isPlaying = false;
      model.settle();
      changed();
    };

    const tick = (now) => {
      if (!player.isPlaying) return;
      const { grid } = model;
      const pause = 1000 / (BINS_A_SECOND[grid.unit] * player.speed);
      /* A document that was not on screen goes on where it was. */
      if (now - since > 1000) since = now - pause;
      const steps = Math.floor((now - since) / pause);
      if (steps > 0) {
        const window_ = model.window || [0, grid.count];
        if (window_[1] >= grid.count) { stop(); return; }
        since += steps * pause;
        model.showBins(nextOf(grid, window_, player.mode, steps));
      }
      requestAnimationFrame(tick);
    };

    return Object.assign(player, {
      start() {
        if (player.isPlaying || !model.grid) return;
        player.isPlaying = true;
        since = performance.now();
        model.showBins(firstOf(model.grid, model.window, player.mode));
        changed();
        requestAnimationFrame(tick);
      },
      stop,
      toggle() { if (player.isPlaying) stop(); else player.start(); },
    });
  };

  window.mapdash.play = { BINS_A_SECOND, firstOf, nextOf, makePlayer };
})();
