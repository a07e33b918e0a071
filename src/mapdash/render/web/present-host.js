/* The authority inside the presenter: what the map document would ask Python, it asks here. Whatever a reader does to the
   filter, the layers or the chosen event makes the next command; nothing of it is saved but what is drawn on a scene. */
(() => {
  'use strict';

  const { presenter, reduceFilter, isReducible, addPart } = window.mapdash;

  const part = (map, config) => {
    const table = window.mapdash.loadFilters(config.filters);
    table.catch(() => {}); /* the engine says so when somebody needs it */
    let seen = {};

    const layersWith = (command, { name, isOn }) => {
      const list = name === 'routes' ? 'hidden' : 'shown';
      const isIn = name === 'routes' ? isOn === false : isOn !== false;
      const names = new Set(command[list] || []);
      if (isIn) names.add(name); else names.delete(name);
      return { [list]: [...names].sort() };
    };

    const choose = ({ row, version }) => {
      if (version !== undefined && version !== config.version) return null;
      return { chosen: Number.isInteger(row) && row >= 0 ? row : -1 };
    };

    const HANDLERS = {
      choose(action) {
        const changes = choose(action);
        if (!changes) return null;
        presenter.fire('choose', { row: changes.chosen, isKeyboard: action.isKeyboard === true });
        return changes;
      },
      escape: () => (presenter.command.chosen >= 0 ? { chosen: -1 } : null),
      layer: (action) => layersWith(presenter.command, action),
      annotate({ annotations }) {
        if (!Array.isArray(annotations) || !presenter.scene) return null;
        presenter.scene.annotations = annotations;
        presenter.fire('annotate', { index: presenter.index, annotations });
        presenter.tellParent('present-annotate', { annotations });
        return { annotations };
      },
    };

    const answer = async ({ sender, number, action }) => {
      /* The engine remembers what it committed only after it has told so. */
      await null;
      if (!presenter.command) return;
      seen = { ...seen, [sender]: number };
      /* Only what the reader did to the map counts: a scene is laid out round its caption, and its filter is not. */
      const isByReader = action.type !== 'camera' || presenter.isMoved;
      if (isReducible(action) && isByReader) {
        const filter = reduceFilter(presenter.command.filter || {}, action, await table);
        if (JSON.stringify(filter) !== JSON.stringify(presenter.command.filter || {})) { presenter.apply({ ...presenter.command, filter, seen }); return; }
      }
      const handler = Object.hasOwn(HANDLERS, action.type) ? HANDLERS[action.type] : null;
      const changes = handler ? handler(action) : null;
      if (changes) presenter.apply({ ...presenter.command, ...changes, seen });
      else window.mapdash.apply({ seen });
    };

    let last = 0;
    window.addEventListener('mapdash:message', ({ detail }) => {
      const { sender, actions } = detail.mapdash;
      for (const { number, action } of actions) {
        if (number <= last) continue;
        last = number;
        answer({ sender, number, action }).catch((error) => presenter.notice(error.message));
      }
    });

    /* A room full of people is not told of it; the speaker is. */
    map.on('mapdash:problem', ({ sentence }) => presenter.notice(sentence));
    return {};
  };

  addPart(part);
})();
