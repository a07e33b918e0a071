/* The control bar: there while somebody moves the pointer or works with the keyboard, gone after three seconds. */
(() => {
  'use strict';

  const { presenter } = window.mapdash;
  if (presenter.role !== 'present') return;

  const AWAKE_MS = 3000;
  const LAST = ['help', 'leave'];
  const { root } = presenter;

  const bar = document.createElement('div');
  bar.className = 'md-bar';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', 'Presenting');
  root.append(bar);

  const nameOf = (key) => ({ ' ': 'Space', PageDown: 'PageDown', PageUp: 'PageUp' }[key] || (key.length === 1 ? key.toUpperCase() : key));

  const made = new Map();
  const build = () => {
    for (const { id, label, key, run } of presenter.buttons) {
      if (made.has(id)) continue;
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.id = id;
      button.textContent = label;
      if (key) button.title = `${label} (${nameOf(key)})`;
      button.addEventListener('click', (event) => { run(event); paint(); });
      made.set(id, button);
      const after = LAST.slice(LAST.indexOf(id) + 1).map((name) => made.get(name)).find(Boolean);
      bar.insertBefore(button, after || null);
    }
    paint();
  };

  const paint = () => {
    for (const { id, isPressed } of presenter.buttons) {
      if (typeof isPressed === 'function' && made.has(id)) made.get(id).setAttribute('aria-pressed', String(Boolean(isPressed())));
    }
  };

  let timer = null;
  const isBusy = () => bar.matches(':hover') || (bar.contains(document.activeElement) && bar.querySelector(':focus-visible'));
  const sleep = () => {
    if (isBusy()) { timer = setTimeout(sleep, AWAKE_MS); return; }
    root.classList.remove('md-is-awake');
    document.documentElement.classList.add('md-is-still');
  };
  const wake = () => {
    root.classList.add('md-is-awake');
    document.documentElement.classList.remove('md-is-still');
    clearTimeout(timer);
    timer = setTimeout(sleep, AWAKE_MS);
  };

  window.addEventListener('pointermove', (event) => { if (event.movementX || event.movementY) wake(); }, true);
  window.addEventListener('pointerdown', wake, true);
  bar.addEventListener('focusin', wake);

  presenter.on('buttons', build);
  for (const name of ['panel', 'layout', 'fullscreen', 'black', 'theme', 'scene', 'change', 'annotate']) presenter.on(name, paint);
  presenter.addButton({ id: 'back', label: 'Back', key: 'PageUp', run: () => presenter.back() });
  presenter.addButton({ id: 'next', label: 'Next', key: 'PageDown', run: () => presenter.next() });
  presenter.addButton({ id: 'restore', label: 'As saved', key: '0', run: () => presenter.restore() });
  presenter.addButton({ id: 'black', label: 'Black', key: 'b', run: () => presenter.setBlack(true) });
  presenter.addButton({ id: 'theme', label: 'Dark room', key: 'd', run: () => presenter.setTheme(presenter.theme === 'dark' ? 'light' : 'dark'), isPressed: () => presenter.theme === 'dark' });
  presenter.addButton({ id: 'fullscreen', label: 'Full screen', key: 'f', run: () => presenter.toggleFullscreen(), isPressed: () => presenter.isFullscreen() });
  presenter.addButton({ id: 'time', label: 'Time', key: 't', run: () => presenter.toggleTime(), isPressed: () => document.documentElement.hasAttribute('data-has-time') });
  presenter.addButton({ id: 'leave', label: 'Leave', key: 'Escape', run: () => presenter.leave() });
  presenter.wake = wake;
})();
