/* Drafts that this browser keeps from other tabs or from before it was closed: offered, never taken by itself. */
import { drafts } from './drafts.js';
import { h, sync } from './dom.js';

const when = (at) => new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });

export const makeOthers = (send) => {
  const summary = h('summary', {});
  const list = h('ul', { class: 'kept' });
  const warning = h('p', { class: 'note', role: 'status' }, 'This browser keeps nothing: save the briefing to a file before you leave the page.');
  const details = h('details', { class: 'more' }, summary, h('p', { class: 'note' }, 'From other tabs, or from before the browser was closed.'), list);
  const root = h('div', {}, warning, details);
  let session = '';
  let isKept = true;
  const paint = () => {
    const kept = drafts.others(session);
    details.hidden = !kept.length;
    warning.hidden = isKept;
    summary.textContent = `Other drafts in this browser (${kept.length})`;
    sync(list, kept, row);
  };
  const row = {
    key: (kept) => kept.key,
    create: (kept) => {
      const name = kept.title || 'Without a title';
      const take = h('button', { type: 'button', class: 'small', 'aria-label': `Bring back ${name}`, onclick: () => send({ type: 'briefing_restore', text: kept.yaml, name: kept.file, isChanged: kept.isChanged, isAsked: true }) }, 'Bring back');
      const forget = h('button', { type: 'button', class: 'small', 'aria-label': `Forget ${name}`, onclick: () => { drafts.forget(kept.key); paint(); summary.focus(); } }, 'Forget');
      return h('li', {}, h('span', { class: 'words' }, h('strong', { dir: 'auto' }, name), h('span', {})), take, forget);
    },
    update: (node, kept) => { node.querySelector('.words > span').textContent = `${kept.scenes === 1 ? '1 scene' : `${kept.scenes} scenes`} · ${when(kept.at)}`; },
  };
  window.addEventListener('mapdash-kept', (event) => { isKept = event.detail.isKept; paint(); });
  return { root, update(data) { if (data.session !== session) { session = data.session; } paint(); } };
};
