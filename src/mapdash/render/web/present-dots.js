/* Progress: a dot for each scene, near the one that is shown. One Tab stop; arrows go along, Enter and Space go there. */
(() => {
  'use strict';

  const { presenter } = window.mapdash;
  if (presenter.role === 'notes') return;

  const MOST_DOTS = 15;
  const { data, total } = presenter;
  const { scenes } = data;

  const list = document.createElement('ol');
  list.className = 'md-dots';
  list.setAttribute('aria-label', 'Scenes');
  list.dataset.ownKeys = 'horizontal';

  /* The first and the last, and those round the one that is shown. */
  const numbersFor = (index) => {
    if (total <= MOST_DOTS) return scenes.map((_, n) => n);
    const inner = MOST_DOTS - 2;
    const from = Math.max(1, Math.min(total - 1 - inner, index - Math.floor(inner / 2)));
    return [0, ...Array.from({ length: inner }, (_, i) => from + i), total - 1];
  };

  const makeDot = (n, before) => {
    const item = document.createElement('li');
    if (before !== undefined && n - before > 1) item.className = 'md-gap';
    const dot = document.createElement('button');
    dot.type = 'button';
    dot.className = 'md-dot';
    dot.dataset.scene = String(n);
    dot.tabIndex = -1;
    const { title, isSkipped } = scenes[n];
    const name = `Scene ${n + 1}: ${title || 'without title'}`;
    dot.setAttribute('aria-label', isSkipped ? `${name} (skipped)` : name);
    dot.title = dot.getAttribute('aria-label');
    dot.disabled = Boolean(isSkipped);
    item.append(dot);
    return item;
  };

  let shown = '';
  const paint = (index) => {
    const numbers = numbersFor(index);
    if (shown !== numbers.join()) {
      const hadFocus = list.contains(document.activeElement);
      shown = numbers.join();
      list.replaceChildren(...numbers.map((n, i) => makeDot(n, numbers[i - 1])));
      if (hadFocus) { const now = list.querySelector(`[data-scene="${index}"]`); if (now) now.focus({ preventScroll: true }); }
    }
    for (const dot of list.querySelectorAll('.md-dot')) {
      const isNow = Number(dot.dataset.scene) === index;
      dot.tabIndex = isNow ? 0 : -1;
      if (isNow) dot.setAttribute('aria-current', 'step'); else dot.removeAttribute('aria-current');
    }
  };

  list.addEventListener('click', ({ target }) => {
    const dot = target.closest('.md-dot');
    if (dot) presenter.go(Number(dot.dataset.scene));
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const dots = [...list.querySelectorAll('.md-dot:not(:disabled)')];
    const next = dots[dots.indexOf(document.activeElement) + step];
    if (next) next.focus();
    event.preventDefault();
  });

  if (presenter.role === 'present') presenter.dotsPlace.append(list);
  presenter.on('scene', ({ index }) => paint(index));
})();
