/* The numbered sources of what the scene shows, all of them: the line at the foot has room for a few only. */
(() => {
  'use strict';

  const { make, sourceList, said } = window.mapdash.nodes;

  const buildSources = ({ sources, moreSources }, isChanged) => {
    const count = sources.length + moreSources;
    if (!count) return [make('p', { class: 'mp-text' }, 'Nothing of this scene has a source.')];
    return [
      make('p', { class: 'mp-lead' }, count === 1 ? '1 source of what this scene shows' : `${said(count)} sources of what this scene shows`),
      isChanged ? make('p', { class: 'mp-flag' }, 'The list is that of the scene as saved: the filters have been changed since.') : null,
      sourceList(sources),
      moreSources ? make('p', { class: 'mp-note' }, `and ${said(moreSources)} more, which the dashboard lists on the cards of the events.`) : null,
    ].filter(Boolean);
  };

  const part = () => {
    const { presenter } = window.mapdash;
    if (!presenter || presenter.role !== 'present') return {};
    const box = make('div', { class: 'mp-all-sources', tabindex: '-1', autofocus: true, 'data-own-keys': 'vertical' });
    const isOpen = () => presenter.panelId === 'sources';

    const fill = () => {
      const { filter = {} } = presenter.scene.command || {};
      const now = (presenter.command || {}).filter || {};
      box.replaceChildren(...buildSources(presenter.scene, JSON.stringify(filter) !== JSON.stringify(now)));
    };

    const toggle = () => {
      if (isOpen()) { presenter.closePanel(); return; }
      fill();
      presenter.openPanel({ id: 'sources', title: 'Sources', node: box });
    };

    presenter.addKey(['s', 'S'], toggle, 'Sources of the scene');
    presenter.addButton({ id: 'sources', label: 'Sources', key: 'S', run: toggle, isPressed: isOpen });
    for (const event of ['scene', 'change']) presenter.on(event, () => { if (isOpen()) fill(); });
    return {};
  };

  Object.assign(window.mapdash, { buildSources });
  window.mapdash.addPart(part);
})();
