/* What this browser keeps of a briefing: the draft of this tab, those of others, and where a talk stands.
   The tab's own draft comes back by itself after a reload or a new start of the server; others are offered. */
const base = new URL('../../../', import.meta.url).pathname;
const MINE = `mapdash:draft:${base}`;
const OTHERS = `mapdash:drafts:${base}:`;
const TALK = `mapdash:talk:${base}`;
const PANEL = `mapdash:panel:${base}`;
const DRAWN = `mapdash:drawn:${base}`;
const MOST_OTHERS = 5;

/* Storage may be full, switched off, or hold what somebody else wrote. */
const read = (storage, key) => {
  try { const value = JSON.parse(window[storage].getItem(key)); return value && typeof value === 'object' ? value : null; }
  catch { return null; }
};
const write = (storage, key, value) => {
  try {
    if (value === null) window[storage].removeItem(key);
    else window[storage].setItem(key, JSON.stringify(value));
    return true;
  } catch { return false; }
};
const namesOf = (storage) => { try { return Object.keys(window[storage]); } catch { return []; } };

const others = () => namesOf('localStorage').filter((key) => key.startsWith(OTHERS))
  .map((key) => ({ key, ...read('localStorage', key) }))
  .filter((kept) => typeof kept.yaml === 'string' && typeof kept.at === 'number')
  .sort((a, b) => b.at - a.at);

export const drafts = {
  mine: () => { const kept = read('sessionStorage', MINE); return kept && typeof kept.yaml === 'string' ? kept : null; },
  /* Returns whether it will survive a reload. */
  keep(draft) {
    const before = drafts.mine();
    if (before && before.session !== draft.session) write('localStorage', OTHERS + before.session, null);
    const isKept = write('sessionStorage', MINE, draft);
    write('localStorage', OTHERS + draft.session, draft);
    others().slice(MOST_OTHERS).forEach(({ key }) => write('localStorage', key, null));
    return isKept;
  },
  others: (session) => others().filter((kept) => kept.session !== session),
  forget: (key) => write('localStorage', key, null),

  talk: () => read('sessionStorage', TALK),
  keepTalk: (talk) => write('sessionStorage', TALK, talk),

  isPanelOpen: () => Boolean(read('sessionStorage', PANEL)),
  keepPanel: (isOpen) => write('sessionStorage', PANEL, isOpen ? { isOpen } : null),

  /* What was drawn during a talk, until the server has said that it has it. */
  drawn: () => { const kept = read('sessionStorage', DRAWN); return Array.isArray(kept) ? kept : []; },
  keepDrawn: (items) => write('sessionStorage', DRAWN, items.length ? items : null),
};
