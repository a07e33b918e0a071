/* Charts that are filters: every bar is a button, and says its number in words. */
import { h, surface, symbol, sync } from './dom.js';

const events = (count) => (count === 1 ? '1 event' : `${count.toLocaleString('en')} events`);
const LABEL_PX = 30;

const makeHead = (title, note) => h('div', { class: 'chart-head' }, h('h2', {}, title), h('p', { class: 'muted' }, note));

/* ---- columns: years, stacked by category ---- */
const makeYears = (send) => {
  const plot = h('ol', { class: 'columns' });
  const most = h('p', { class: 'axis-most', 'aria-hidden': 'true' });
  const legend = h('ul', { class: 'chart-legend' });
  const none = h('p', { class: 'muted' }, 'No event.');
  const root = h('section', { class: 'chart by-year' }, makeHead('By year', 'Events over several years count in each of them. Shift and click take several.'), h('div', { class: 'plot' }, most, plot), none, legend);
  let styles = [];
  let shown = null;

  const choose = (column, isExtending) => {
    if (column.isExactly && !isExtending) { send({ type: 'period' }); return; }
    const on = isExtending ? shown.columns.filter((other) => other.isOn && shown.isFiltered) : [];
    const all = [...on, column];
    send({ type: 'years', first: Math.min(...all.map((other) => other.first)), last: Math.max(...all.map((other) => other.last)) });
  };

  const partsOf = (column) => column.parts.flatMap((count, i) => (count ? [`${count} ${styles[i].label}`] : [])).join(', ');

  const row = (highest, every) => ({
    key: (column) => column.first,
    create: () => {
      const button = h('button', { type: 'button', onclick: (event) => choose(button.column, event.shiftKey) }, h('span', { class: 'stack' }));
      return h('li', {}, button, h('span', { class: 'tick', 'aria-hidden': 'true' }));
    },
    update: (node, { column, index }) => {
      const [button, tick] = node.children;
      const words = `${column.label}: ${shown.step > 1 ? 'at most ' : ''}${events(column.count)}${shown.step > 1 ? ' in a year' : ''}`;
      const parts = partsOf(column);
      button.column = column;
      button.setAttribute('aria-label', parts ? `${words}: ${parts}` : words);
      button.setAttribute('aria-pressed', String(shown.isFiltered && column.isOn));
      button.title = button.getAttribute('aria-label');
      const segments = column.parts.map((count, code) => ({ count, code })).filter(({ count }) => count);
      sync(button.firstElementChild, segments.reverse(), {
        key: ({ code }) => code,
        create: ({ code }) => { const part = h('span', {}); part.style.setProperty('--light', styles[code].style.light); part.style.setProperty('--dark', styles[code].style.dark); return part; },
        update: (part, { count }) => { part.style.height = `${count / highest * 100}%`; },
      });
      tick.textContent = index % every === 0 ? String(column.first) : '';
    },
  });

  return {
    root,
    update({ years, categories }) {
      styles = categories;
      shown = years;
      const highest = Math.max(1, ...years.columns.map((column) => column.count));
      const room = plot.clientWidth || 480;
      const every = Math.max(1, Math.ceil(LABEL_PX * years.columns.length / room));
      const items = years.columns.map((column, index) => ({ ...column, column, index }));
      sync(plot, items, row(highest, every));
      plot.classList.toggle('filtered', years.isFiltered);
      most.textContent = highest.toLocaleString('en');
      const isEmpty = years.columns.every((column) => !column.count);
      none.hidden = !isEmpty;
      plot.parentElement.hidden = isEmpty;
      const present = categories.filter((_, i) => years.columns.some((column) => column.parts[i]));
      sync(legend, present, { key: (item) => item.label, create: (item) => h('li', {}, symbol(item.style), item.label), update: () => {} });
    },
  };
};

/* ---- bars: one value of a dimension each ---- */
const makeBars = (send, dimension, title, note) => {
  const list = h('ol', { class: 'hbars' });
  const none = h('p', { class: 'muted' }, 'No event.');
  let isLong = false;
  let data = null;
  const more = h('button', { type: 'button', class: 'quiet', onclick: () => { isLong = !isLong; paint(); } });
  const root = h('section', { class: 'chart' }, makeHead(title, note), list, none, more);

  const row = (highest) => ({
    key: (bar) => bar.value,
    create: (bar) => {
      const button = h('button', { type: 'button', onclick: () => send({ type: 'toggle', dimension, value: bar.value }) },
        h('span', { class: 'name' }), h('span', { class: 'track', 'aria-hidden': 'true' }, h('span', {})), h('span', { class: 'count' }));
      return h('li', {}, button);
    },
    update: (node, bar) => {
      const button = node.firstElementChild;
      const [name, track, count] = button.children;
      const words = bar.label || 'not stated';
      name.textContent = bar.isOn ? `✓ ${words}` : words;
      name.title = words;
      track.firstElementChild.hidden = !bar.count;
      track.firstElementChild.style.width = `${bar.count / highest * 100}%`;
      count.textContent = bar.count.toLocaleString('en');
      button.setAttribute('aria-label', `${words}: ${events(bar.count)}`);
      button.setAttribute('aria-pressed', String(bar.isOn));
    },
  });

  const paint = () => {
    const { bars, isFiltered } = data[dimension];
    const shown = isLong ? bars : bars.filter((bar, i) => i < data.barsAtFirst || bar.isOn);
    sync(list, shown, row(Math.max(1, ...bars.map((bar) => bar.count))));
    list.classList.toggle('filtered', isFiltered);
    none.hidden = bars.length > 0;
    more.hidden = bars.length <= data.barsAtFirst;
    more.textContent = isLong ? 'Show fewer' : `Show all ${bars.length}`;
    more.setAttribute('aria-expanded', String(isLong));
  };
  return { root, update(next) { data = next; paint(); } };
};

export default surface((root, send) => {
  const charts = [
    makeYears(send),
    makeBars(send, 'countries', 'By country', 'Where it happened or that took part'),
    makeBars(send, 'actors', 'By actor', 'Countries that took part'),
  ];
  root.classList.add('charts');
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', 'Charts: each bar is a filter');
  root.append(...charts.map((chart) => chart.root));
  return { update(data) { for (const chart of charts) chart.update(data); } };
});
