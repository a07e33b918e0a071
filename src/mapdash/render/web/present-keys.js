/* The keys. They are taken before the map and everything else gets them, wherever the focus is; what nobody asked for is
   left alone. */
(() => {
  'use strict';

  const { presenter } = window.mapdash;
  if (presenter.role !== 'present') return;

  const EVERYWHERE = new Set(['PageDown', 'PageUp', 'Escape']); /* Those of a clicker, and the way out. */
  const isTextField = (node) => node instanceof Element && (node.isContentEditable || node.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"], [type="range"])'));

  /* Enter and Space press a button that has the focus by keyboard; the arrows go through a list. */
  const isOwnKey = (node, key) => {
    if (!(node instanceof Element)) return false;
    if (key === ' ') return node.matches('button, summary, a[href], input, [role="button"]') && node.matches(':focus-visible');
    const owner = node.closest('[data-own-keys], .md-timeline, .md-list, input[type="range"]');
    if (key === 'ArrowUp' || key === 'ArrowDown') return Boolean(owner) || node.matches('.md-mark:focus-visible');
    if (key === 'ArrowLeft' || key === 'ArrowRight') return (Boolean(owner) && owner.dataset.ownKeys !== 'vertical') || node.matches('.md-mark:focus-visible');
    if (key === 'Home' || key === 'End') return Boolean(owner) && owner.dataset.ownKeys !== 'vertical';
    return false;
  };

  const find = (key) => [...presenter.keys].reverse().find(({ names }) => names.includes(key) || (key.length === 1 && names.includes(key.toLowerCase())));

  const keep = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };

  window.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { key } = event;
    const isText = isTextField(event.composedPath()[0]);
    if (isText && !EVERYWHERE.has(key)) return;
    if (presenter.isBlack && !['Escape', 'F', 'f', 'W', 'w'].includes(key) && !isText) {
      keep(event);
      presenter.setBlack(false);
      return;
    }
    if (isOwnKey(event.composedPath()[0], key)) return;
    const found = find(key);
    if (!found) return;
    keep(event);
    if (!event.repeat || found.isRepeated) found.run(event);
  }, true);

  /* Closes one thing; false when there was nothing to close. */
  const closeOne = () => {
    const { map } = window.mapdash;
    if (presenter.isBlack) presenter.setBlack(false);
    else if (window.mapdash.annotator && window.mapdash.annotator.escape()) return true;
    else if (presenter.panelId) presenter.closePanel();
    else if (map && map._popup && map._popup.isOpen()) map.closePopup();
    else return false;
    return true;
  };

  /* ---- full screen: of this document, or of the page that it is shown in */
  const pageOf = () => {
    try { return window.top.document; } catch { return document; }
  };
  const page = pageOf();
  const fullscreenOwner = () => [document, page].find((owner) => owner.fullscreenElement) || null;
  let isByKey = false;
  let isFull = Boolean(fullscreenOwner());

  const exitFullscreen = () => {
    const owner = fullscreenOwner();
    if (!owner) return;
    isByKey = true;
    owner.exitFullscreen().catch(() => {});
  };
  const toggleFullscreen = () => {
    if (fullscreenOwner()) exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => presenter.notice('The browser does not allow full screen here; its own key for it is F11.'));
  };

  /* In full screen Escape belongs to the browser, unless it lets the page have it. */
  const takeEscape = () => {
    const { keyboard } = page.defaultView.navigator;
    if (keyboard && keyboard.lock) keyboard.lock(['Escape']).catch(() => {});
  };

  /* When it ended without our key, somebody pressed Escape in a browser that keeps it: that means what Escape means. A window
     that was opened ends it as well, and that means nothing. */
  const followFullscreen = () => {
    const was = isFull;
    isFull = Boolean(fullscreenOwner());
    if (isFull && !was) takeEscape();
    if (was && !isFull && !isByKey && !presenter.isOpeningWindow && !closeOne() && window.parent !== window) presenter.leave();
    if (!isFull) isByKey = false;
    presenter.fire('fullscreen', { isFull });
  };
  for (const owner of new Set([document, page])) owner.addEventListener('fullscreenchange', followFullscreen);
  if (isFull) takeEscape();

  const escape = () => {
    if (closeOne()) return;
    if (window.parent === window && fullscreenOwner()) exitFullscreen();
    else presenter.leave();
  };

  const toggleTime = () => {
    document.documentElement.toggleAttribute('data-has-time');
    presenter.fire('layout');
  };

  presenter.addKey(['PageDown', 'ArrowRight', ' ', 'n'], () => presenter.next(), 'Next scene');
  presenter.addKey(['PageUp', 'ArrowLeft', 'p'], () => presenter.back(), 'Scene before');
  presenter.addKey(['Home'], () => presenter.first(), 'First scene');
  presenter.addKey(['End'], () => presenter.last(), 'Last scene');
  presenter.addKey(['0'], () => presenter.restore(), 'The scene as it was saved');
  presenter.addKey(['b', '.'], () => presenter.setBlack(true), 'Black screen; any key shows the scene again');
  presenter.addKey(['d'], () => presenter.setTheme(presenter.theme === 'dark' ? 'light' : 'dark'), 'Dark or light room');
  presenter.addKey(['f'], toggleFullscreen, 'Full screen');
  presenter.addKey(['t'], toggleTime, 'Time strip');
  presenter.addKey(['+', '='], () => window.mapdash.map.zoomIn(1), 'Closer');
  presenter.addKey(['-', '_'], () => window.mapdash.map.zoomOut(1), 'Further away');
  presenter.addKey(['Escape'], escape, 'Close what is open; then leave');
  Object.assign(presenter, { toggleFullscreen, toggleTime, isFullscreen: () => Boolean(fullscreenOwner()) });
})();
