/* The card of the chosen event: what is claimed, by whom, and how well it is known. */
import { h, link, surface, symbol } from './dom.js';
import { makeTabs } from './tabs.js';

const row = (name, ...content) => (content.some(Boolean) ? [h('dt', {}, name), h('dd', {}, ...content)] : []);

const copyButton = (text) => {
  const said = h('span', { class: 'said', role: 'status' });
  const button = h('button', { type: 'button', class: 'small' }, 'Copy');
  button.setAttribute('aria-label', `Copy coordinates ${text}`);
  button.addEventListener('click', async () => {
    try { await navigator.clipboard.writeText(text); said.textContent = 'Copied'; }
    catch { said.textContent = 'Copying is not allowed here: select the text'; }
    setTimeout(() => { said.textContent = ''; }, 2500);
  });
  return [button, said];
};

const sources = (items) => h('ol', { class: 'sources' }, ...items.map((item) => h('li', {}, link(item.url, item.title), item.detail ? h('span', { class: 'muted' }, ` ${item.detail}`) : null)));

/* Back to the map: its document remembers the mark that had the focus. */
const leave = (send) => {
  const frame = document.querySelector('.st-key-map iframe');
  if (frame) frame.focus();
  send({ type: 'escape' });
};

const build = (data, send) => {
  const close = h('button', { type: 'button', class: 'close', 'aria-label': 'Close the card' }, '×');
  close.addEventListener('click', () => leave(send));
  const heading = h('h2', { tabindex: '-1' }, data.title);
  return [
    h('div', { class: 'top' }, h('p', { class: 'kind' }, symbol(data.style), data.category), close),
    heading,
    ...data.flags.map((flag) => h('p', { class: 'flag' }, flag)),
    h('dl', {},
      ...row('When', data.when),
      ...row('Where', data.where),
      ...(data.coordinates ? row('Coordinates', h('code', {}, data.coordinates), ' ', ...copyButton(data.coordinates)) : []),
      ...row('Distance', data.distance),
      ...row('Actors', data.actors),
      ...row('Status', data.status),
      ...row('Amount', data.amount),
      ...row('Confidence', data.confidence)),
    data.summary ? h('p', { class: 'summary' }, data.summary) : null,
    h('h3', {}, 'Who says so'),
    data.sources.length ? sources(data.sources) : h('p', {}, 'No source is given.'),
    ...(data.notes ? [h('h3', {}, 'Notes and conflicts'), h('p', { class: 'summary' }, data.notes)] : []),
    h('p', { class: 'muted' }, `Event ${data.id}`),
  ].filter(Boolean);
};

export default surface((root, send) => {
  let shown = null;
  let content = '';
  const tabs = makeTabs(send);
  const body = h('div', {});
  root.classList.add('card');
  root.append(tabs.root, body);
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', 'Chosen event');
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && shown && root.isConnected && !event.defaultPrevented) leave(send);
  });
  return {
    update(data) {
      root.hidden = !data.event;
      tabs.update(data.tabs);
      const isNew = data.event && data.event.id !== shown;
      shown = data.event ? data.event.id : null;
      if (content === JSON.stringify(data.event)) return; // the focus and the selection in it stay
      content = JSON.stringify(data.event);
      body.replaceChildren(...(data.event ? build(data.event, send) : []));
      if (isNew) { root.scrollTop = 0; if (data.takesFocus) root.querySelector('h2').focus({ preventScroll: true }); }
    },
  };
});
