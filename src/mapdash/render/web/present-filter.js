/* The filters while presenting: the same choices as the sidebar of the dashboard, with counts that the engine makes, so
   that they answer without a server. Nothing of it is saved: the next scene, and key 0, show what was prepared. */
(() => {
  'use strict';

  const { make, words, sync, symbol, debounce, said } = window.mapdash.nodes;
  const { facets } = window.mapdash;

  const SHORT_LIST = 6;
  const MORE = ['actors', 'date_precisions', 'confidences', 'statuses', 'source_kinds'];
  const TYPING_MS = 180;

  const NO_WORDS = { dimensions: {}, values: {}, notStated: 'not stated', atLeastTown: { label: 'Town or better', values: ['exact', 'locality'] } };

  const section = (title, ...children) => make('section', {}, make('h3', {}, title), ...children);

  const makeSearch = ({ commit }) => {
    const input = make('input', { type: 'search', id: 'mp-filter-text', maxlength: '200', placeholder: 'Title, place, actor, source …', autocomplete: 'off', spellcheck: 'false', dir: 'auto' });
    const report = debounce(() => commit({ type: 'search', text: input.value }), TYPING_MS);
    input.addEventListener('input', report);
    const root = make('section', {}, make('label', { for: 'mp-filter-text' }, 'Words'), input);
    return { root, update({ filter }) { if (document.activeElement !== input) input.value = filter.search || ''; } };
  };

  const optionRow = (commit, dimension, inWords) => ({
    key: (item) => item.value,
    create: (item) => {
      const box = make('input', { type: 'checkbox', onchange: () => commit({ type: 'toggle', dimension, value: item.value }) });
      return make('li', {}, make('label', { class: 'mp-option' }, box, words('span', facets.valueInWords(inWords, dimension, item.value), 'mp-name'), ' ', make('span', { class: 'mp-count' })));
    },
    update: (node, item) => {
      const [box, , count] = node.firstElementChild.children;
      box.checked = item.isOn;
      box.disabled = item.count === 0 && !item.isOn;
      node.classList.toggle('mp-empty', item.count === 0);
      count.textContent = said(item.count);
    },
  });

  /* The most frequent first, as the values stand; of a long list the rest waits behind a button. */
  const makeOptions = ({ commit, said: inWords }, dimension) => {
    const list = make('ul', { class: 'mp-options' });
    let isLong = false;
    let items = [];
    const more = make('button', { type: 'button', class: 'mp-more', onclick: () => { isLong = !isLong; paint(); } });
    const row = optionRow(commit, dimension, inWords);
    const paint = () => {
      sync(list, isLong ? items : items.filter((item, i) => i < SHORT_LIST || item.isOn), row);
      more.hidden = items.length <= SHORT_LIST;
      more.textContent = isLong ? 'Show fewer' : `Show all ${said(items.length)}`;
      more.setAttribute('aria-expanded', String(isLong));
    };
    return { root: make('div', {}, list, more), update(engine) { items = facets.choicesOf(engine, dimension); paint(); } };
  };

  const makeCountries = (context) => {
    const options = makeOptions(context, 'countries');
    const box = make('input', { type: 'checkbox', onchange: () => context.commit({ type: 'place_only', isOn: box.checked }) });
    const root = section('Country', options.root, make('label', { class: 'mp-option mp-switch' }, box, make('span', { class: 'mp-name' }, 'Only where it happened')));
    return { root, update(engine) { options.update(engine); box.checked = Boolean(engine.filter.is_place_only); } };
  };

  const makeLegend = ({ commit }) => {
    const list = make('ul', { class: 'mp-legend' });
    let engine = null;
    const row = {
      key: (item) => item.value,
      create: (item) => {
        const style = Object.values(engine.styles).find(({ title }) => title === item.value);
        const toggle = make('button', { type: 'button', class: 'mp-category' }, style ? symbol(style) : null, words('span', item.value, 'mp-name'), ' ', make('span', { class: 'mp-count' }));
        /* The first click of a double click has toggled already: what counts is how it stood before. */
        toggle.addEventListener('click', (event) => {
          if (event.detail === 2) { commit({ type: 'isolate', value: item.value, wasAlone: toggle.wasAlone }); return; }
          toggle.wasAlone = toggle.isAlone;
          commit({ type: 'toggle_category', value: item.value });
        });
        const only = make('button', { type: 'button', class: 'mp-only', 'aria-label': `Only ${item.value}`, onclick: () => commit({ type: 'isolate', value: item.value }) }, 'only');
        return make('li', {}, toggle, only);
      },
      update: (node, item) => {
        const [toggle] = node.children;
        toggle.isAlone = item.isAlone;
        toggle.setAttribute('aria-pressed', String(item.isOn));
        toggle.title = item.isOn ? 'Click hides it, double click shows it alone' : 'Click shows it, double click shows it alone';
        node.classList.toggle('mp-empty', item.count === 0);
        toggle.lastElementChild.textContent = said(item.count);
      },
    };
    return { root: section('Category', list), update(now) { engine = now; sync(list, facets.legendOf(now), row); } };
  };

  const makePrecision = (context) => {
    const { atLeastTown } = context.said;
    const options = makeOptions(context, 'geo_precisions');
    const pick = make('button', { type: 'button', class: 'mp-pick', onclick: () => context.commit({ type: 'pick', dimension: 'geo_precisions', values: pick.values }) }, atLeastTown.label);
    return {
      root: section('How well the place is known', pick, options.root),
      update(engine) {
        const asked = engine.filter.geo_precisions || [];
        pick.values = atLeastTown.values.filter((value) => engine.table.has('geo_precisions', value));
        pick.hidden = !pick.values.length;
        pick.setAttribute('aria-pressed', String(asked.length === pick.values.length && pick.values.every((value) => asked.includes(value))));
        options.update(engine);
      },
    };
  };

  const makeMore = (context) => {
    const summary = make('summary', {});
    const groups = MORE.map((dimension) => ({ dimension, options: makeOptions(context, dimension) }));
    const root = make('details', { class: 'mp-further' }, summary,
      ...groups.map(({ dimension, options }) => section(facets.labelOf(context.said, dimension), options.root)));
    return {
      root,
      update(engine) {
        const count = MORE.reduce((sum, dimension) => sum + (engine.filter[dimension] || []).length, 0);
        summary.textContent = count ? `More filters (${count} on)` : 'More filters';
        for (const { options } of groups) options.update(engine);
      },
    };
  };

  /* What the reader changed, against the scene as it was prepared. */
  const makeChanges = ({ presenter, said: inWords }) => {
    const list = make('dl', { class: 'mp-changes' });
    const title = make('h3', {});
    const back = make('button', { type: 'button', class: 'mp-back', onclick: () => presenter.restore() }, 'Back to the scene (0)');
    const root = make('section', { class: 'mp-differs', 'aria-live': 'polite' }, title, list, back);
    return {
      root,
      update({ filter, table }) {
        const found = facets.differences(inWords, (presenter.scene.command || {}).filter || {}, filter, table);
        title.textContent = found.length ? 'Changed, and not saved' : 'As the scene was saved';
        back.hidden = list.hidden = !found.length;
        list.replaceChildren(...found.flatMap(({ label, now, saved }) => [
          make('dt', {}, label), make('dd', {}, words('span', now), words('span', `saved: ${saved}`, 'mp-detail'))]));
      },
    };
  };

  const makeCount = ({ commit }) => {
    const words = make('p', { class: 'mp-lead', role: 'status' });
    const reset = make('button', { type: 'button', class: 'mp-pick', onclick: () => commit({ type: 'reset' }) }, 'Show all events');
    const root = make('div', { class: 'mp-matched' }, words, reset);
    return {
      root,
      update({ visibleCount, columns, filter }) {
        words.textContent = `${said(visibleCount)} of ${said(columns.rows)} events`;
        reset.disabled = Object.keys(filter).length === 0;
      },
    };
  };

  const part = (map) => {
    const { presenter } = window.mapdash;
    if (!presenter || presenter.role !== 'present') return {};
    let engine = null;
    let parts = null;
    let frame = null;
    const box = make('div', { class: 'mp-filter', tabindex: '-1', autofocus: true, 'data-own-keys': 'vertical' });
    const isOpen = () => presenter.panelId === 'filter';
    const context = { presenter, said: presenter.data.words || NO_WORDS, commit: (action) => { if (engine) engine.commit(action); later(); } };

    const update = () => { for (const one of parts) one.update(engine); };

    const later = () => {
      if (frame || !isOpen() || !parts) return;
      frame = requestAnimationFrame(() => { frame = null; if (isOpen()) update(); });
    };

    const build = () => {
      const { makeYears } = window.mapdash;
      parts = [makeCount, makeChanges, makeSearch, makeCountries, makeYears, makeLegend, makePrecision, makeMore].map((makePart) => makePart(context));
      box.replaceChildren(...parts.map(({ root }) => root));
    };

    const say = (sentence) => box.replaceChildren(make('p', { class: 'mp-text', role: 'status' }, sentence));

    const fill = async () => {
      if (!engine || !engine.table) {
        say('Loading the filters …');
        await map.mapdashEvents;
        await engine.loadTable();
      }
      if (!engine.table) { say('The filters did not arrive. What is on the map stays.'); return; }
      if (!parts) build();
      update();
    };

    const toggle = () => {
      if (isOpen()) { presenter.closePanel(); return; }
      presenter.openPanel({ id: 'filter', title: 'Filters', node: box });
      fill().catch((error) => say(error.message));
    };

    map.on('mapdash:engineready', (ready) => { engine = ready.engine; engine.listen(later); });
    for (const event of ['scene', 'change']) presenter.on(event, later);
    presenter.addKey(['l', 'L'], toggle, 'Filters');
    presenter.addButton({ id: 'filter', label: 'Filters', key: 'L', run: toggle, isPressed: isOpen });
    return {};
  };

  window.mapdash.addPart(part);
})();
