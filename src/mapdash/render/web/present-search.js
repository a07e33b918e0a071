/* Key "/": find an event or a place by its name, and fly there. All that it needs is fetched ahead, so that it answers
   without a server. */
(() => {
  'use strict';

  const { make, words, symbol, debounce, idle, said, flyTo } = window.mapdash.nodes;

  const COUNTRY = 4; /* order of GEO_PRECISIONS in mapdash.events */
  const TYPING_MS = 120;
  const MOST_AHEAD = 20000; /* events whose labels are fetched ahead; as many as are kept */
  const LABELS_AT_ONCE = 2000;
  const LISTED_EVENTS = 8;
  const LISTED_PLACES = 8;
  const FIRST_PLACES = 3; /* before the events, where a place has just this name */
  const CLOSE_ZOOM = { exact: 11, locality: 9, area: 7, town: 10, 'air base': 11, place: 11 };
  const KINDS = { country: 'Country', province: 'Province', town: 'Town', 'air base': 'Air base', place: 'Place of an event' };

  const many = (count, one, several) => (count === 1 ? `1 ${one}` : `${said(count)} ${several}`);

  /* A list that a text field steers: the arrow keys go through it, Enter takes what is marked. */
  const makeList = (input, list, take) => {
    let options = [];
    let active = -1;
    const mark = (next) => {
      if (options[active]) options[active].node.setAttribute('aria-selected', 'false');
      active = options.length ? (next + options.length) % options.length : -1;
      if (active < 0) { input.removeAttribute('aria-activedescendant'); return; }
      options[active].node.setAttribute('aria-selected', 'true');
      options[active].node.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', options[active].node.id);
    };
    input.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && options.length) mark(active + step);
      else if (event.key === 'Enter' && options[active]) take(options[active].item);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return {
      show(groups) {
        options = [];
        list.replaceChildren(...groups.filter(({ items }) => items.length).map(({ title, items }) => make('div', { role: 'group', 'aria-label': title },
          make('p', { class: 'mp-group', 'aria-hidden': 'true' }, title),
          ...items.map(({ item, nodes }) => {
            const node = make('div', { role: 'option', id: `mp-found-${options.length}`, class: 'mp-found', 'aria-selected': 'false', onclick: () => take(item) }, ...nodes);
            options.push({ node, item });
            return node;
          }))));
        active = -1;
        mark(0);
      },
    };
  };

  const part = (map, config) => {
    const { presenter } = window.mapdash;
    if (!presenter || presenter.role !== 'present') return {};
    let canvas = null;
    let engine = null;
    let events = null;
    let places = null;

    const input = make('input', { type: 'text', role: 'combobox', class: 'mp-find', 'aria-label': 'Find an event or a place', 'aria-expanded': 'true', 'aria-autocomplete': 'list', 'aria-controls': 'mp-found', placeholder: 'An event or a place …', maxlength: '200', autocomplete: 'off', spellcheck: 'false', dir: 'auto' });
    const status = make('p', { class: 'mp-note', role: 'status' });
    const results = make('div', { id: 'mp-found', role: 'listbox', 'aria-label': 'Found' });
    const box = make('div', { class: 'mp-search' }, input, status, results);
    const isOpen = () => presenter.panelId === 'search';

    /* ---- where it leads ---- */
    const boundsOf = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east < west ? east + 360 : east]);
    const around = (latitude, longitude) => L.latLngBounds([latitude, longitude], [latitude, longitude]);

    const flyToEvent = (row) => {
      const { latitude, longitude, precision, area } = canvas.columns;
      if (area[row] >= 0 && engine.table) {
        flyTo(map, boundsOf(engine.table.data.boxes.subarray(4 * area[row], 4 * area[row] + 4)), CLOSE_ZOOM.area);
      } else if (precision[row] < COUNTRY && Number.isFinite(latitude[row])) {
        flyTo(map, around(latitude[row], longitude[row]), [CLOSE_ZOOM.exact, CLOSE_ZOOM.locality][precision[row]] || CLOSE_ZOOM.area);
      }
    };

    const flyToPlace = (place) => {
      const bounds = place.b ? boundsOf(place.b) : around(place.lat, place.lon);
      const { lat, lng } = bounds.getCenter();
      map.fire('mapdash:spot', { place: { name: place.n, latitude: lat, longitude: lng } });
      flyTo(map, bounds, CLOSE_ZOOM[place.kind] || CLOSE_ZOOM.town);
    };

    const take = ({ row, place }) => {
      presenter.closePanel();
      map.fire('mapdash:spot', { place: null });
      if (place) { flyToPlace(place); return; }
      map.mapdashIsHeld = true; /* The flight brings it into view. */
      window.mapdash.send({ type: 'choose', row, version: config.version, isKeyboard: true });
      setTimeout(() => flyToEvent(row), 0); /* when the card has taken its room */
    };

    /* ---- what is found ---- */
    const { show } = makeList(input, results, take);

    const eventEntry = (row) => {
      const label = window.mapdash.labels.get(row);
      const { title, when, where } = label || { title: 'An event whose title has not arrived', when: '', where: '' };
      const line = [when, where, engine.mask[row] ? '' : 'left out by the filters'].filter(Boolean).join(' · ');
      return { item: { row }, nodes: [symbol(canvas.styles[canvas.columns.category[row]]), make('span', { class: 'mp-words' }, words('strong', title), words('span', line))] };
    };

    const placeEntry = ({ place }) => {
      const line = [KINDS[place.kind], place.kind === 'country' ? '' : place.c].filter(Boolean).join(' · ');
      return { item: { place }, nodes: [make('span', { class: 'mp-words' }, words('strong', place.n), words('span', line))] };
    };

    const sentence = (text, found, foundPlaces) => {
      if (!text.trim()) return 'Type a word of its title or place. The arrow keys and Enter choose.';
      if (!events) return 'The events are still being read: one moment.';
      const listed = found.count > LISTED_EVENTS ? ` (the ${LISTED_EVENTS} best are listed)` : '';
      const parts = [found.count ? `${many(found.count, 'event', 'events')}${listed}` : '', foundPlaces.length ? many(foundPlaces.length, 'place', 'places') : ''].filter(Boolean);
      if (!parts.length) return 'No event and no place has this name. Try fewer letters.';
      return parts.join(' and ');
    };

    let asked = '';
    const look = async () => {
      const text = input.value;
      asked = text;
      const found = events && text.trim() ? events.find(text) : { rows: [], count: 0 };
      const foundPlaces = places && text.trim() ? places.find(text) : [];
      const paint = () => {
        status.textContent = sentence(text, found, foundPlaces);
        const isPlace = foundPlaces.length > 0 && foundPlaces[0].isExact;
        const groups = [{ title: 'Events', items: found.rows.slice(0, LISTED_EVENTS).map(eventEntry) },
          { title: 'Places', items: foundPlaces.slice(0, isPlace ? FIRST_PLACES : LISTED_PLACES).map(placeEntry) }];
        show(isPlace ? groups.reverse() : groups);
      };
      if (!found.rows.every((row) => window.mapdash.labels.get(row))) {
        try { await window.mapdash.labels.ensure(found.rows); } catch { /* said in the list */ }
        if (asked !== text) return;
      }
      paint();
    };
    input.addEventListener('input', debounce(look, TYPING_MS));

    const toggle = () => {
      if (isOpen()) { presenter.closePanel(); return; }
      presenter.openPanel({ id: 'search', title: 'Find an event or a place', node: box });
      input.focus({ preventScroll: true });
      input.select();
      look();
    };

    /* ---- fetched ahead ---- */
    const readEvents = async () => {
      await engine.loadWords();
      if (!engine.words) return;
      events = window.mapdash.finders.makeEventFinder({ search: engine.words, labels: window.mapdash.labels, columns: engine.columns });
      if (isOpen()) look();
      const { rows } = engine.columns;
      for (let start = 0; start < Math.min(rows, MOST_AHEAD); start += LABELS_AT_ONCE) {
        const part = Array.from({ length: Math.min(LABELS_AT_ONCE, rows - start) }, (_, i) => start + i);
        await window.mapdash.labels.ensure(part);
        await new Promise((done) => { idle(() => { events.prepare(part); done(); }); });
      }
    };

    const readPlaces = async () => {
      if (!presenter.data.places) return;
      const response = await fetch(presenter.data.places, { credentials: 'omit' });
      if (!response.ok) return;
      const found = await response.json();
      await engine.loadWords();
      if (!engine.words) return;
      places = window.mapdash.finders.makePlaceFinder(engine.words.folding, found);
      if (isOpen()) look();
      const prepare = () => { if (places.prepare()) idle(prepare); };
      idle(prepare);
    };

    map.on('mapdash:eventsready', (ready) => {
      canvas = ready.canvas;
      engine = map.mapdashEngine;
      /* What does not arrive is found without it, or said when it is asked for. */
      idle(() => readEvents().then(readPlaces, readPlaces).catch(() => {}));
    });

    presenter.addKey(['/'], toggle, 'Find an event or a place');
    presenter.addButton({ id: 'search', label: 'Find', key: '/', run: toggle, isPressed: isOpen });
    return {};
  };

  window.mapdash.addPart(part);
})();
