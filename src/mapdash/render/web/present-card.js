/* The card of an event that is clicked or found while presenting: what is claimed, by whom, and how well it is known. */
(() => {
  'use strict';

  const { make, words, sourceList, symbol, idle } = window.mapdash.nodes;

  const BLOCK = 500; /* events of one file; as BLOCK_ROWS in mapdash.render.cards */
  const MOST_KEPT = 40; /* blocks */
  const MOST_AHEAD = 12; /* blocks of one scene */
  const UNCOVERED_PX = 60;
  const WIDEST_PX = 200; /* Of a province or a country, to either side of its middle. */
  const LEFT_OUT = 'The current filters leave this event out.';

  /* The cards of all events, in blocks that are fetched when one of their events is asked for. */
  const makeCards = ({ address, kept: limit = MOST_KEPT }) => {
    const kept = new Map(); /* cards or the promise of them by the first row, the latest used ones last */

    const fetchBlock = async (first) => {
      const response = await fetch(`${address}cards-${first}-${first + BLOCK - 1}.json`, { credentials: 'omit' });
      if (!response.ok) throw new Error(`The card did not arrive (${response.status}).`);
      return response.json();
    };

    const block = (row) => {
      const first = Math.floor(row / BLOCK) * BLOCK;
      let cards = kept.get(first);
      if (cards) kept.delete(first);
      else {
        cards = fetchBlock(first).then((found) => { if (kept.get(first) === cards) kept.set(first, found); return found; },
          (error) => { kept.delete(first); throw error; });
      }
      kept.set(first, cards);
      if (kept.size > limit) kept.delete(kept.keys().next().value);
      return cards;
    };

    const isThere = (row) => Array.isArray(kept.get(Math.floor(row / BLOCK) * BLOCK));

    return {
      /* The card of an event that has arrived, null before. */
      get: (row) => (isThere(row) ? block(row)[row % BLOCK] : null),
      load: async (row) => (await block(row))[row % BLOCK],
      isThere,
      /* Fulfilled when the cards of as many blocks as may be fetched ahead are there; one after the other. */
      async fetchAhead(rows, most = MOST_AHEAD) {
        const blocks = [...new Set(Array.from(rows, (row) => Math.floor(row / BLOCK)))].slice(0, most);
        for (const number of blocks) await block(number * BLOCK);
      },
    };
  };

  const entry = (name, text) => (text ? [make('dt', {}, name), words('dd', text)] : []);

  const buildCard = (card, isVisible) => {
    const heading = words('h3', card.title, 'mp-title');
    heading.tabIndex = -1;
    heading.setAttribute('autofocus', '');
    return [
      make('p', { class: 'mp-kind' }, symbol(card.style), words('span', card.category)),
      heading,
      ...[...card.flags, ...(isVisible ? [] : [LEFT_OUT])].map((flag) => make('p', { class: 'mp-flag' }, flag)),
      make('dl', {},
        ...entry('When', card.when),
        ...entry('Where', card.where),
        ...entry('Coordinates', card.coordinates),
        ...entry('Distance', card.distance),
        ...entry('Actors', card.actors),
        ...entry('Status', card.status),
        ...entry('Amount', card.amount),
        ...entry('Confidence', card.confidence)),
      card.summary ? words('p', card.summary, 'mp-text') : null,
      make('h4', {}, 'Who says so'),
      card.sources.length ? sourceList(card.sources) : make('p', {}, 'No source is given.'),
      ...(card.notes ? [make('h4', {}, 'Notes and conflicts'), words('p', card.notes, 'mp-text')] : []),
      make('p', { class: 'mp-note' }, `Event ${card.id}`),
    ].filter(Boolean);
  };

  const part = (map) => {
    const { presenter } = window.mapdash;
    if (!presenter || presenter.role !== 'present' || !presenter.data.cards) return {};
    const cards = makeCards({ address: presenter.data.cards });
    const box = make('article', { class: 'mp-card', 'data-own-keys': 'vertical' });
    let engine = null;
    let shown = -1;
    let wasVisible = true;

    const isVisible = (row) => !engine || engine.mask[row] === 1;
    const isOpen = () => presenter.panelId === 'card';

    const fill = (row, card) => {
      shown = row;
      wasVisible = isVisible(row);
      box.replaceChildren(...buildCard(card, wasVisible));
      if (box.parentElement) box.parentElement.scrollTop = 0;
    };

    const say = (sentence) => {
      shown = -1;
      box.replaceChildren(make('p', { class: 'mp-text', role: 'status', tabindex: '-1', autofocus: true }, sentence));
    };

    let wanted = -1;
    const isWanted = (row) => wanted === row && isOpen();

    const fetchFor = async (row) => {
      const hadFocus = () => box.contains(document.activeElement);
      let card = null;
      try { card = await cards.load(row); } catch { card = null; }
      if (!isWanted(row)) return;
      const isIn = hadFocus();
      if (card) fill(row, card);
      else say('The card of this event is not in this window, and the server does not answer.');
      if (isIn) box.querySelector('[autofocus]').focus({ preventScroll: true });
    };

    const show = (row) => {
      const card = cards.get(row);
      if (card) fill(row, card);
      else say('Loading the card …');
      presenter.openPanel({ id: 'card', title: 'Event', node: box, onClose: () => { wanted = -1; shown = -1; } });
      wanted = row;
      if (card) shown = row;
      else fetchFor(row);
      uncover(row);
    };

    /* What was clicked must not vanish under the card. */
    const uncover = (row) => {
      const { columns, outlines } = map.mapdashCanvas;
      const outline = outlines[columns.area[row]];
      const world = 256 * 2 ** map.getZoom();
      const reach = outline ? Math.min(WIDEST_PX, (outline.east - outline.west) / 2 ** 25 * world) : 0;
      const { min } = map.getPixelBounds();
      const size = map.getSize();
      const x = (outline || { x: columns.x[row] }).x * world - min.x;
      if (!Number.isFinite(x)) return;
      const at = x - world * Math.round((x - size.x / 2) / world);
      const free = size.x - window.mapdash.panelWidth() - UNCOVERED_PX - reach;
      if (at > free && at <= size.x + reach) map.panBy([at - free, 0]);
    };

    presenter.on('choose', ({ row }) => {
      if (row >= 0) show(row);
      else if (isOpen()) presenter.closePanel();
    });

    /* The words that the filter leaves the event out come and go with it. */
    const follow = () => {
      if (shown < 0 || !isOpen() || isVisible(shown) === wasVisible) return;
      const card = cards.get(shown);
      if (card) fill(shown, card);
    };

    const rowsOf = (mask) => { const rows = []; for (let row = 0; row < mask.length; row += 1) if (mask[row]) rows.push(row); return rows; };

    /* While nothing else is to be done: the chosen events of all scenes, and what this scene shows. What does not arrive
       is said when somebody asks for it. */
    const chosenRows = () => presenter.data.scenes.map(({ command }) => (command ? command.chosen : -1)).filter((row) => row >= 0);
    const ahead = (rows) => idle(() => cards.fetchAhead(rows()).catch(() => {}));

    map.on('mapdash:engineready', (ready) => {
      engine = ready.engine;
      engine.listen(follow);
      ahead(() => [...chosenRows(), ...rowsOf(engine.mask)]);
    });
    presenter.on('scene', () => { if (engine) ahead(() => rowsOf(engine.mask)); });
    return {};
  };

  Object.assign(window.mapdash, { makeCards, buildCard });
  window.mapdash.addPart(part);
})();
