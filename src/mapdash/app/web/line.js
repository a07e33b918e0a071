/* The line below the map: data as of, how many events, which filters, and who says so, by number. */
import { h, link, surface, sync } from './dom.js';

const clean = (text) => text.replace(/\s+/g, ' ').trim();

const makeList = (send) => {
  const title = h('h2', { id: 'sources-title', tabindex: '-1' });
  const list = h('ol', {});
  const more = h('p', { class: 'muted' });
  const dialog = h('dialog', { class: 'list-of-sources', 'aria-labelledby': 'sources-title' },
    h('div', { class: 'top' }, title, h('button', { type: 'button', onclick: () => dialog.close() }, 'Close')), list, more);
  dialog.addEventListener('close', () => send({ type: 'briefing_sources', isOpen: false }));
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  // Esc closes this list and no card behind it.
  dialog.addEventListener('keydown', (event) => { if (event.key === 'Escape') event.stopPropagation(); });
  let isAsked = false;
  return {
    dialog,
    ask() { isAsked = true; send({ type: 'briefing_sources', isOpen: true }); },
    update(data) {
      if (!data.all) { isAsked = false; if (dialog.open) dialog.close(); return; }
      title.textContent = data.count === 1 ? '1 source of what the map shows' : `${data.count.toLocaleString('en')} sources of what the map shows`;
      list.replaceChildren(...data.all.map((item) => h('li', {}, link(item.url, item.title), item.detail ? h('span', { class: 'muted' }, ` ${item.detail}`) : null)));
      more.hidden = !data.more;
      more.textContent = `And ${data.more.toLocaleString('en')} more: filter, or zoom in, to see them.`;
      if (isAsked && !dialog.open) { dialog.showModal(); title.focus(); }
      isAsked = false;
    },
  };
};

export default surface((root, send) => {
  const asOf = h('span', {});
  const counts = h('span', {});
  const filters = h('span', { class: 'filters-said' });
  const name = h('span', {}, 'Sources:');
  const first = h('ul', { class: 'first', 'aria-label': 'First sources' });
  const list = makeList(send);
  const all = h('button', { type: 'button', class: 'link', id: 'all-sources', onclick: () => list.ask() });
  root.classList.add('line-below');
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', 'Data as of, counts, filters and sources');
  const dot = () => h('span', { class: 'dot', 'aria-hidden': 'true' }, '·');
  const firstDot = dot();
  root.append(asOf, firstDot, counts, dot(), filters, dot(), name, first, all, list.dialog);
  return {
    update(data) {
      asOf.textContent = data.asOf ? `Data as of ${data.asOf}` : '';
      firstDot.hidden = !data.asOf;
      counts.textContent = data.counts;
      filters.textContent = data.filters;
      filters.title = data.filters;
      name.textContent = data.count ? 'Sources:' : 'No source is named.';
      sync(first, data.first.map((item, i) => ({ ...item, number: i + 1 })), {
        key: (item) => `${item.number} ${item.title} ${item.url}`,
        create: (item) => { const node = h('li', {}, link(item.url, `${item.number} ${clean(item.title)}`)); node.firstElementChild.title = item.title; return node; },
        update: () => {},
      });
      all.hidden = !data.count;
      all.textContent = data.count === 1 ? 'The source' : `All ${data.count.toLocaleString('en')} sources`;
      list.update(data);
    },
  };
});
