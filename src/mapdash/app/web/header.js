/* The line above the map: what is shown, what is filtered, what went wrong, and the way to the briefing. */
import { h, surface, sync } from './dom.js';

const SAID_MS = 6000;

/* Save what is on the screen, open the briefing, present it: the only primary button of the page. */
const makeBriefing = (send) => {
  let isOpen = false;
  let heard = '';
  let timer = null;
  const said = h('span', { class: 'heard', role: 'status' });
  const say = (sentence) => {
    said.textContent = sentence;
    clearTimeout(timer);
    timer = setTimeout(() => { said.textContent = ''; }, SAID_MS);
  };
  const save = h('button', { type: 'button', id: 'save-scene', onclick: () => send({ type: 'briefing_save_scene' }) }, 'Save scene');
  const open = h('button', { type: 'button', id: 'briefing', onclick: () => send({ type: 'briefing_panel', isOpen: !isOpen }) });
  const present = h('button', { type: 'button', id: 'present', class: 'primary', onclick: () => window.dispatchEvent(new CustomEvent('mapdash-present')) }, 'Present');
  // The button that closed it is gone with it.
  window.addEventListener('mapdash-briefing-closed', () => open.focus());
  return {
    root: h('div', { class: 'briefing-buttons', role: 'group', 'aria-label': 'Briefing' }, save, open, present, said),
    update(data) {
      isOpen = data.isBriefingOpen;
      open.textContent = `Briefing (${data.scenes})`;
      open.setAttribute('aria-expanded', String(isOpen));
      open.title = data.isDraftChanged ? 'Changed, not saved to a file' : '';
      open.classList.toggle('changed', data.isDraftChanged);
      const key = `${data.session}:${data.saidNumber}`;
      // With the list open it is said there.
      if (heard && key !== heard && data.said && !isOpen) say(data.said);
      heard = key;
    },
  };
};

export default surface((root, send) => {
  const title = h('h1', {});
  const counts = h('p', { class: 'counts', role: 'status' });
  const shown = h('button', { type: 'button', class: 'link', id: 'shown', onclick: () => send({ type: 'table', isOpen: true }) });
  const offMap = h('button', { type: 'button', class: 'link', onclick: () => send({ type: 'open_off_map' }) });
  const asOf = h('span', {});
  counts.append(shown, h('span', { class: 'dot', 'aria-hidden': 'true' }, '·'), offMap, h('span', { class: 'dot', 'aria-hidden': 'true' }, '·'), asOf);
  const briefing = makeBriefing(send);
  const zoom = h('button', { type: 'button', class: 'zoom', onclick: () => send({ type: 'zoom' }) }, 'Zoom to results');
  const chips = h('ul', { class: 'chips', 'aria-label': 'Active filters' });
  const everything = h('p', { class: 'muted everything' }, 'No filter is set: all events are shown.');
  const notices = h('div', { class: 'notices' });
  const empty = h('div', { class: 'empty-result', role: 'status' });
  root.classList.add('header');
  root.append(h('div', { class: 'line' }, title, counts, briefing.root), notices, h('div', { class: 'below' }, h('div', { class: 'filters' }, chips, everything), zoom), empty);

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
      briefing.update(data);
      zoom.disabled = !data.canZoom;
      paintNotices(data.notices);
      const reset = { dimension: 'reset', value: '', label: 'Reset all' };
      sync(chips, data.chips.length > 1 ? [...data.chips, reset] : data.chips, chip);
      everything.hidden = data.chips.length > 0 || Boolean(data.empty);
      paintEmpty(data);
    },
  };
});
