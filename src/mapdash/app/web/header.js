/* The line above the map: what is shown, what is filtered, what went wrong. */
import { h, surface, sync } from './dom.js';

export default surface((root, send) => {
  const title = h('h1', {});
  const counts = h('p', { class: 'counts', role: 'status' });
  const shown = h('button', { type: 'button', class: 'link', id: 'shown', onclick: () => send({ type: 'table', isOpen: true }) });
  const offMap = h('button', { type: 'button', class: 'link', onclick: () => send({ type: 'open_off_map' }) });
  const asOf = h('span', {});
  counts.append(shown, h('span', { class: 'dot', 'aria-hidden': 'true' }, '·'), offMap, h('span', { class: 'dot', 'aria-hidden': 'true' }, '·'), asOf);
  const zoom = h('button', { type: 'button', onclick: () => send({ type: 'zoom' }) }, 'Zoom to results');
  const chips = h('ul', { class: 'chips', 'aria-label': 'Active filters' });
  const everything = h('p', { class: 'muted everything' }, 'No filter is set: all events are shown.');
  const notices = h('div', { class: 'notices' });
  const empty = h('div', { class: 'empty-result', role: 'status' });
  root.classList.add('header');
  root.append(h('div', { class: 'line' }, title, counts, zoom), notices, h('div', { class: 'filters' }, chips, everything), empty);

  const chip = {
    key: (item) => `${item.dimension}:${item.value}`,
    create: (item) => h('li', {}, item.dimension === 'reset' ? h('button', { type: 'button', class: 'quiet', onclick: () => send({ type: 'reset' }) }, h('span', {})) : h('button', { type: 'button', onclick: () => send({ type: 'drop', dimension: item.dimension, value: item.value }) },
      h('span', {}), h('span', { class: 'cross', 'aria-hidden': 'true' }, '×'))),
    update: (node, item) => {
      const button = node.firstElementChild;
      button.firstElementChild.textContent = item.label;
      if (item.dimension !== 'reset') button.setAttribute('aria-label', `Remove filter ${item.label}`);
    },
  };

  const paintNotices = (items) => sync(notices, items, {
    key: (item) => item.text,
    create: (item) => {
      const box = h('div', { class: `notice ${item.kind}`, role: item.kind === 'error' ? 'alert' : 'status' }, h('span', {}, item.text));
      if (item.page) box.append(h('button', { type: 'button', class: 'link', onclick: () => send({ type: 'page', name: item.page }) }, item.pageLabel));
      if (item.isDismissable) box.append(h('button', { type: 'button', class: 'link', onclick: () => send({ type: 'dismiss', text: item.text }) }, 'Dismiss'));
      return box;
    },
    update: () => {},
  });

  const paintEmpty = (data) => {
    empty.replaceChildren();
    empty.hidden = !data.empty;
    if (!data.empty) return;
    empty.append(h('strong', {}, data.empty.sentence));
    for (const offer of data.empty.offers) {
      empty.append(h('button', { type: 'button', onclick: () => send({ type: 'drop', dimension: offer.dimension, value: null }) }, offer.label));
    }
    if (data.empty.canReset) empty.append(h('button', { type: 'button', onclick: () => send({ type: 'reset' }) }, 'Reset all filters'));
  };

  return {
    update(data) {
      title.textContent = data.title;
      shown.textContent = data.shown;
      offMap.textContent = data.offMap;
      asOf.textContent = data.asOf;
      asOf.previousElementSibling.hidden = !data.asOf;
      zoom.disabled = !data.canZoom;
      paintNotices(data.notices);
      const reset = { dimension: 'reset', value: '', label: 'Reset all' };
      sync(chips, data.chips.length > 1 ? [...data.chips, reset] : data.chips, chip);
      everything.hidden = data.chips.length > 0 || Boolean(data.empty);
      paintEmpty(data);
    },
  };
});
