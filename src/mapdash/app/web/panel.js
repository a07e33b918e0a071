/* The filters. Everything shown comes from the server; everything done goes there as an action. */
import { debounce, h, surface, symbol, sync } from './dom.js';

const SHORT_LIST = 6;
const ANSWER_MS = 3000;

const section = (title, ...children) => h('section', {}, h('h2', {}, title), ...children);

const makeSearch = (send) => {
  const input = h('input', { type: 'search', id: 'search', maxlength: '200', placeholder: 'Title, place, actor, source…', autocomplete: 'off', spellcheck: 'false' });
  const report = debounce(() => send({ type: 'search', text: input.value }), 180);
  input.addEventListener('input', report);
  input.addEventListener('change', () => send({ type: 'search', text: input.value }));
  const root = h('div', { class: 'search' }, h('label', { for: 'search' }, 'Search'), input);
  return {
    root,
    update(text) { if (input.getRootNode().activeElement !== input && input.value !== text) input.value = text; },
  };
};

/* Places that the search text names: fly there, or measure from there. They are offers of the gazetteer, no events. */
const makePlaces = (send) => {
  const title = h('p', { class: 'places-title' }, 'Places');
  const list = h('ul', { class: 'places', 'aria-label': 'Places on the map' });
  const credit = h('p', { class: 'note' }, 'Places: GeoNames (CC BY 4.0), Natural Earth, airportsdata');
  const root = h('div', {}, title, list, credit);
  const row = {
    key: (item) => item.text,
    create: (item) => {
      const fly = h('button', { type: 'button', class: 'place', onclick: () => send({ type: 'fly', to: item.text }) },
        h('span', { class: 'words' }, h('strong', {}, item.name), h('span', {}, item.line)));
      const measure = h('button', { type: 'button', class: 'only', 'aria-label': `Measure distances from ${item.name}`, onclick: () => send({ type: 'measure', from: item.text }) }, 'measure');
      return h('li', {}, fly, measure);
    },
    update: (node, item) => { node.querySelector('.words > span').textContent = item.line; },
  };
  return { root, update({ places }) { root.hidden = !places.length; sync(list, places, row); } };
};

const makeDistance = (send) => {
  const select = h('select', { id: 'distance' });
  select.addEventListener('change', () => send({ type: 'measure', from: select.value }));
  const note = h('p', { class: 'note' }, 'Rings of 50, 100 and 250 km on the map; distances on the card and in the table.');
  const hint = h('p', { class: 'note' }, 'To measure from a place, search for it.');
  const summary = h('summary', {}, 'Distances');
  const root = h('details', { class: 'more' }, summary, h('label', { for: 'distance', class: 'note' }, 'Measure from'), select, note, hint);
  let offered = '';
  return {
    root,
    update({ distance }) {
      const options = JSON.stringify(distance.options);
      if (options !== offered) {
        offered = options;
        select.replaceChildren(...distance.options.map(([value, label]) => h('option', { value }, label)));
      }
      select.value = distance.value;
      summary.textContent = distance.value ? `Distances (from ${distance.label})` : 'Distances';
      note.hidden = !distance.value;
    },
  };
};

const optionRow = (send, dimension) => ({
  key: (item) => item.value,
  create: (item) => {
    const box = h('input', { type: 'checkbox' });
    box.addEventListener('change', () => send({ type: 'toggle', dimension, value: item.value }));
    return h('li', {}, h('label', { class: 'option' }, box, h('span', { class: 'name' }), h('span', { class: 'count' })));
  },
  update: (node, item) => {
    const label = node.firstElementChild;
    const [box, name, count] = label.children;
    box.checked = item.isOn;
    box.disabled = item.count === 0 && !item.isOn;
    label.classList.toggle('empty', item.count === 0);
    name.textContent = item.label;
    count.textContent = item.count;
  },
});

const makeOptions = (send, dimension, { isShort = false } = {}) => {
  const list = h('ul', { class: 'options' });
  let isLong = !isShort;
  let items = [];
  const more = h('button', { type: 'button', class: 'quiet', onclick: () => { isLong = !isLong; paint(); } });
  const paint = () => {
    const shown = isLong ? items : items.filter((item, i) => i < SHORT_LIST || item.isOn);
    sync(list, shown, optionRow(send, dimension));
    more.hidden = !isShort || items.length <= SHORT_LIST;
    more.textContent = isLong ? 'Show fewer' : `Show all ${items.length}`;
    more.setAttribute('aria-expanded', String(isLong));
  };
  return { root: h('div', {}, list, isShort ? more : null), update(values) { items = values; paint(); } };
};

const makeCountries = (send) => {
  const options = makeOptions(send, 'countries', { isShort: true });
  const box = h('input', { type: 'checkbox', role: 'switch' });
  box.addEventListener('change', () => send({ type: 'place_only', isOn: box.checked }));
  const root = section('Country', options.root, h('label', { class: 'switch' }, box, h('span', {}, 'Only where it happened')));
  root.setAttribute('aria-label', 'Country: where it happened or that took part');
  return { root, update(data) { options.update(data.countries); box.checked = data.isPlaceOnly; } };
};

const makeYears = (send) => {
  const bars = h('div', { class: 'bars', 'aria-hidden': 'true' });
  const from = h('input', { type: 'range', 'aria-label': 'First year', step: '1' });
  const to = h('input', { type: 'range', 'aria-label': 'Last year', step: '1' });
  const words = h('output', { class: 'years' });
  const rail = h('div', { class: 'rail' }, from, to);
  let limits = [0, 0];
  let step = 1;
  const endOf = (year) => Math.floor(year / step) * step + step - 1;
  /* What the filter holds when it is not whole years; the thumbs stand at the years that it touches. */
  let exact = null;
  const say = () => {
    const [first, last] = [Number(from.value), Number(to.value)];
    const isExact = exact && exact.first === first && exact.last === last;
    words.textContent = isExact ? exact.words : first === last ? String(first) : `${first} – ${last}`;
    for (const bar of bars.children) bar.classList.toggle('out', endOf(Number(bar.dataset.key)) < first || Number(bar.dataset.key) > last);
    const span = Math.max(1, limits[1] - limits[0]);
    rail.style.setProperty('--from', `${(first - limits[0]) / span * 100}%`);
    rail.style.setProperty('--to', `${(last - limits[0]) / span * 100}%`);
  };
  /* From a move of a thumb until the server knows of it, what arrives is older than what the reader set. */
  let movedAt = -Infinity;
  const report = debounce(() => send({ type: 'years', first: Number(from.value), last: Number(to.value) }), 120);
  const isOlder = (years) => performance.now() - movedAt < ANSWER_MS && (years.first !== Number(from.value) || years.last !== Number(to.value));
  const move = (moved, other, isCrossed) => {
    if (isCrossed()) other.value = moved.value;
    movedAt = performance.now();
    exact = null;
    say();
    report();
  };
  from.addEventListener('input', () => move(from, to, () => Number(from.value) > Number(to.value)));
  to.addEventListener('input', () => move(to, from, () => Number(to.value) < Number(from.value)));
  const bar = {
    key: (item) => item.year,
    create: () => h('span', {}),
    update: (node, item) => { node.style.height = `${item.height}%`; node.title = `${item.label}: ${item.count}`; },
  };
  const update = ({ years }) => {
    limits = [years.firstOfData, years.lastOfData];
    step = years.step;
    const most = Math.max(1, ...years.counts.map(([, count]) => count));
    sync(bars, years.counts.map(([year, count]) => ({ year, label: step > 1 ? `${year}–${endOf(year)}, busiest year` : year, count, height: count ? Math.max(6, count / most * 100) : 0 })), bar);
    for (const input of [from, to]) { input.min = limits[0]; input.max = limits[1]; }
    if (!isOlder(years)) {
      movedAt = -Infinity;
      from.value = years.first;
      to.value = years.last;
      exact = years.words ? years : null;
    }
    rail.hidden = limits[0] >= limits[1];
    say();
  };
  return { root: section('Year', words, bars, rail), update };
};

const makeLegend = (send) => {
  const list = h('ul', { class: 'legend' });
  const row = {
    key: (item) => item.value,
    create: (item) => {
      const toggle = h('button', { type: 'button', class: 'category' }, symbol(item.style), h('span', { class: 'name' }, item.label), h('span', { class: 'count' }));
      /* The first click of a double click has toggled already: what counts is how it stood before. */
      toggle.addEventListener('click', (event) => {
        if (event.detail === 2) { send({ type: 'isolate', value: item.value, wasAlone: toggle.wasAlone }); return; }
        toggle.wasAlone = toggle.isAlone;
        send({ type: 'toggle_category', value: item.value });
      });
      const only = h('button', { type: 'button', class: 'only', 'aria-label': `Only ${item.label}` }, 'only');
      only.addEventListener('click', () => send({ type: 'isolate', value: item.value }));
      return h('li', {}, toggle, only);
    },
    update: (node, item) => {
      const [toggle] = node.children;
      toggle.setAttribute('aria-pressed', String(item.isOn));
      toggle.isAlone = item.isAlone;
      toggle.classList.toggle('empty', item.count === 0);
      toggle.title = item.isOn ? 'Click hides it, double click shows it alone' : 'Click shows it, double click shows it alone';
      toggle.lastElementChild.textContent = item.count;
    },
  };
  return { root: section('Category', list), update(data) { sync(list, data.categories, row); } };
};

/* What can be drawn besides the marks; the first line names it, the second says what it shows. */
const makeLayers = (send) => {
  const list = h('ul', { class: 'layers' });
  const row = {
    key: (item) => item.name,
    create: (item) => {
      const note = `layer-${item.name}`;
      const box = h('input', { type: 'checkbox', role: 'switch', 'aria-describedby': note });
      box.addEventListener('change', () => send({ type: 'layer', name: item.name, isOn: box.checked }));
      return h('li', {}, h('label', { class: 'switch' }, box, h('span', {}, item.label)), h('p', { class: 'note', id: note }, item.line));
    },
    update: (node, item) => { node.querySelector('input').checked = item.isOn; },
  };
  return { root: section('Layers', list), update(data) { sync(list, data.layers, row); } };
};

/* A button for several values at once. */
const pickButton = (send, dimension) => ({
  key: (item) => item.label,
  create: (item) => {
    const button = h('button', { type: 'button', class: 'pick' }, item.label);
    button.addEventListener('click', () => send({ type: 'pick', dimension, values: button.values }));
    return button;
  },
  update: (button, item) => { button.values = item.values; button.setAttribute('aria-pressed', String(item.isOn)); },
});

const makeMore = (send) => {
  const summary = h('summary', {}, 'More filters');
  const root = h('details', { class: 'more' }, summary);
  const groups = new Map();
  const groupOf = (facet) => {
    if (!groups.has(facet.dimension)) {
      const options = makeOptions(send, facet.dimension);
      const picks = h('div', { class: 'picks' });
      root.append(h('fieldset', {}, h('legend', {}, facet.title), picks, options.root));
      groups.set(facet.dimension, { update: ({ values, picks: offered }) => { sync(picks, offered, pickButton(send, facet.dimension)); options.update(values); } });
    }
    return groups.get(facet.dimension);
  };
  return {
    root,
    update(data) {
      const active = data.more.flatMap((facet) => facet.values).filter((value) => value.isOn).length;
      summary.textContent = active ? `More filters (${active} on)` : 'More filters';
      for (const facet of data.more) groupOf(facet).update(facet);
    },
  };
};

const makeOffMap = (send) => {
  const summary = h('summary', {});
  const note = h('p', { class: 'note' }, 'Known to a country only, which the map outlines, or not located: no mark may stand for them.');
  const list = h('ul', { class: 'entries' });
  const rest = h('p', { class: 'note' });
  const root = h('details', { class: 'more', id: 'off-map' }, summary, note, list, rest);
  let opened = 0;
  const row = {
    key: (item) => item.id,
    create: (item) => h('li', {}, h('button', { type: 'button', class: 'entry', onclick: (event) => send({ type: 'choose', id: item.id, isKeyboard: event.detail === 0 }) },
      symbol(item.style), h('span', { class: 'words' }, h('strong', {}, item.title), h('span', {}, item.line)))),
    update: (node, item) => node.firstElementChild.setAttribute('aria-current', String(item.isChosen)),
  };
  return {
    root,
    update({ offMap }) {
      summary.textContent = `Not on map (${offMap.count})`;
      sync(list, offMap.entries, row);
      rest.hidden = offMap.count <= offMap.entries.length;
      rest.textContent = `and ${offMap.count - offMap.entries.length} more: the table lists all of them.`;
      if (offMap.opened > opened) { opened = offMap.opened; root.open = true; root.scrollIntoView({ block: 'start' }); summary.focus(); }
    },
  };
};

export default surface((root, send) => {
  const parts = [makeSearch, makePlaces, makeCountries, makeYears, makeLegend, makeLayers, makeMore, makeDistance, makeOffMap].map((make) => make(send));
  const reset = h('button', { type: 'button', class: 'wide', onclick: () => send({ type: 'reset' }) }, 'Reset filters');
  root.classList.add('panel');
  root.append(...parts.map((part) => part.root), reset);
  return {
    update(data) {
      const [search, ...others] = parts;
      search.update(data.search);
      for (const part of others) part.update(data);
      reset.disabled = !data.canReset;
    },
  };
});
