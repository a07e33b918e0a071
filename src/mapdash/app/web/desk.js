/* What keeps a briefing alive, without a face of its own: the draft in this browser, its file, and the presenter over
   the page. Python has the say; this part only remembers what a new session of the server cannot know. */
import { drafts } from './drafts.js';
import { h, surface } from './dom.js';
import { makeOverlay } from './overlay.js';

const base = new URL('../../../', import.meta.url);
const PATIENCE_MS = 20000;

/* These outlive the surface: the page of the data takes it away, and the way back brings another. */
let session = '';
let handled = 0;
let last = null;
let send = () => {};
let patience = 0;

const overlay = makeOverlay({
  onLeave: () => drafts.keepTalk(null),
  onMessage(said) {
    const talk = drafts.talk();
    if (said.type === 'present-exit') drafts.keepTalk(null);
    if (said.type === 'present-scene' && talk && Number.isInteger(said.index)) drafts.keepTalk({ ...talk, index: said.index });
    if (said.type === 'present-annotate' && talk && Array.isArray(said.annotations)) draw(talk, said);
  },
});

const draw = (talk, { index, annotations }) => {
  const kept = drafts.drawn();
  const number = Math.max(Date.now(), ...kept.map((item) => item.number + 1));
  const item = { type: 'briefing_annotations', number, index, title: (talk.titles || [])[index] ?? '', annotations };
  drafts.keepDrawn([...kept.filter((other) => other.index !== index), item]);
  send(item);
};

const openTalk = (index) => {
  overlay.cover();
  clearTimeout(patience);
  patience = setTimeout(() => overlay.say('The server does not answer. It goes on when the server is back.'), PATIENCE_MS);
  send({ type: 'present', index });
};

const follow = (present) => {
  if (!present || present.nonce === handled) return;
  handled = present.nonce;
  clearTimeout(patience);
  if (!present.address) { overlay.close(); return; }
  if (overlay.isShowing) return; // a new session of the server changes nothing for the audience
  drafts.keepTalk({ index: present.start, titles: present.titles });
  const address = new URL(present.address.replace(/^(\.\.\/)+/, ''), base);
  address.searchParams.set('scene', present.start);
  overlay.show(address.href);
};

/* A server that was started anew has none of this session; Streamlit connects again by itself but runs nothing. */
const watchConnection = () => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app) return;
  let wasConnected = true;
  new MutationObserver(() => {
    const isConnected = app.dataset.testConnectionState === 'CONNECTED';
    if (isConnected && !wasConnected) send({ type: 'briefing_hello' });
    wasConnected = isConnected;
  }).observe(app, { attributes: true, attributeFilter: ['data-test-connection-state'] });
};

const saveFile = () => {
  if (!last) return;
  const url = URL.createObjectURL(new Blob([last.yaml], { type: 'application/yaml' }));
  const name = /\.ya?ml$/i.test(last.file) ? last.file : last.fileName;
  const link = h('a', { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  send({ type: 'briefing_file_saved', number: last.number, name });
};

const keep = (data) => {
  const isKept = drafts.keep({ session: data.session, at: Date.now(), yaml: data.yaml, isChanged: data.isChanged, title: data.title, keys: data.keys, scenes: data.scenes, file: data.file });
  window.dispatchEvent(new CustomEvent('mapdash-kept', { detail: { isKept } }));
};

const meet = (data) => {
  const isNew = data.session !== session;
  if (!isNew) { drafts.keepPanel(data.isOpen); return; }
  // What was done in a session that is gone must not be done again in this one.
  if (session) window.dispatchEvent(new CustomEvent('mapdash-renew'));
  session = data.session;
  const mine = drafts.mine();
  if (mine && mine.session !== session && !data.isTouched) {
    send({ type: 'briefing_restore', text: mine.yaml, name: mine.file, isChanged: mine.isChanged, keys: mine.keys, drawn: drafts.drawn() });
  }
  if (drafts.isPanelOpen() && !data.isOpen) send({ type: 'briefing_panel', isOpen: true });
  else drafts.keepPanel(data.isOpen);
  const talk = drafts.talk();
  if (talk && !overlay.isOpen) openTalk(Number.isInteger(talk.index) ? talk.index : 0);
};

let kept = '';
export default surface((root, sendAction) => {
  root.hidden = true;
  send = sendAction;
  if (!last) {
    watchConnection();
    window.addEventListener('mapdash-present', (event) => openTalk((event.detail || {}).index ?? null));
    window.addEventListener('mapdash-save-file', saveFile);
  }
  return {
    update(data) {
      last = data;
      meet(data);
      const state = `${data.session}:${data.number}:${data.isChanged}`;
      if (data.isTouched && state !== kept) { kept = state; keep(data); }
      const waiting = drafts.drawn();
      const left = waiting.filter((item) => item.number > data.drawn);
      if (left.length < waiting.length) drafts.keepDrawn(left);
      follow(data.present);
    },
  };
});
