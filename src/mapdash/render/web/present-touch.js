/* Swipes: on the caption, on the footer, and from the left and right edges of the screen. One and two fingers on the map
   move the map, as everywhere. */
(() => {
  'use strict';

  const { presenter } = window.mapdash;
  if (presenter.role !== 'present') return;

  const LEAST_PX = 56;
  const LONGEST_MS = 700;
  const { root } = presenter;

  for (const side of ['left', 'right']) {
    const strip = document.createElement('div');
    strip.className = `md-swipe md-swipe-${side}`;
    root.append(strip);
  }

  let start = null;
  root.addEventListener('touchstart', (event) => {
    const isPlace = event.touches.length === 1 && event.target.closest('.md-caption, .md-footer, .md-swipe');
    start = isPlace ? { x: event.touches[0].clientX, y: event.touches[0].clientY, at: event.timeStamp } : null;
  }, { passive: true });
  root.addEventListener('touchcancel', () => { start = null; });
  root.addEventListener('touchend', (event) => {
    if (!start) return;
    const { clientX, clientY } = event.changedTouches[0];
    const dx = clientX - start.x;
    const dy = clientY - start.y;
    const isSwipe = event.timeStamp - start.at < LONGEST_MS && Math.abs(dx) > LEAST_PX && Math.abs(dx) > 1.8 * Math.abs(dy);
    start = null;
    if (!isSwipe) return;
    if (presenter.isBlack) presenter.setBlack(false);
    else if (dx < 0) presenter.next();
    else presenter.back();
  }, { passive: true });
})();
