/* What each key does, read from the keys themselves. */
(() => {
  'use strict';

  const { presenter } = window.mapdash;
  if (presenter.role !== 'present') return;

  const NAMES = { ' ': 'Space', ArrowRight: '\u2192', ArrowLeft: '\u2190', ArrowUp: '\u2191', ArrowDown: '\u2193', Escape: 'Esc' };
  const nameOf = (key) => NAMES[key] || (key.length === 1 ? key.toUpperCase() : key);
  const ALIASES = new Set(['=', '_']);

  const build = () => {
    const list = document.createElement('dl');
    list.className = 'md-help';
    for (const { names, label } of presenter.keys) {
      if (!label) continue;
      const keys = document.createElement('dt');
      for (const name of new Set(names.filter((key) => !ALIASES.has(key)).map(nameOf))) {
        const key = document.createElement('kbd');
        key.textContent = name;
        keys.append(key);
      }
      const words = document.createElement('dd');
      words.textContent = label;
      list.append(keys, words);
    }
    return list;
  };

  const toggle = () => {
    if (presenter.panelId === 'help') presenter.closePanel();
    else presenter.openPanel({ id: 'help', title: 'Keys', node: build() });
  };

  presenter.addKey(['?', 'h'], toggle, 'These keys');
  presenter.addButton({ id: 'help', label: 'Keys', key: '?', run: toggle, isPressed: () => presenter.panelId === 'help' });
})();
