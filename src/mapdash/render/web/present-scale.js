/* How large everything is: drawn for a projector of 1080 lines, and in proportion for any other window. */
(() => {
  'use strict';

  const DRAWN_FOR = { width: 1500, height: 1080 };
  const SMALLEST = 0.6;
  const LARGEST = 3;
  const MARKS = 1.4; /* Marks and what is written at them, beside those of the dashboard. */
  const NAMES = 1.3; /* The names of the basemap. */

  const measure = () => {
    const unit = Math.min(window.innerHeight / DRAWN_FOR.height, window.innerWidth / DRAWN_FOR.width);
    return Math.max(SMALLEST, Math.min(LARGEST, unit));
  };

  const set = () => {
    const unit = measure();
    document.documentElement.style.setProperty('--u', `${unit}px`);
    window.mapdash.unit = unit;
    window.mapdash.scale = Math.max(1, MARKS * unit);
    window.mapdash.typeScale = Math.max(1, NAMES * unit);
  };

  set();
  window.addEventListener('resize', set);
})();
