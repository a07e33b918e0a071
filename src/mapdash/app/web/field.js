/* A text that is written here and has its truth at the server: what is being typed is never overwritten. */
import { drafts } from './drafts.js';

const WAIT_MS = 500;

/* What was written last in each field, until the server has answered: one that was killed meanwhile never will, and the
   next one is told again. Outlives the fields, which go with their surface. */
const unanswered = new Map();

export const active = (node) => node.getRootNode().activeElement;

/* `update` takes the text and what came with it: the session, the number of the draft. */
export const makeField = (name, node, report, { isNeeded = false } = {}) => {
  let timer = null;
  let said = { session: '', number: 0 };
  let text = '';
  const tell = () => {
    clearTimeout(timer);
    timer = null;
    const before = unanswered.get(name);
    if (node.value === (before ? before.value : text)) return;
    if (isNeeded && !node.value.trim()) return;
    unanswered.set(name, { value: node.value, session: said.session, number: said.number });
    report(node.value);
  };
  node.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(tell, WAIT_MS); });
  node.addEventListener('change', tell);
  node.addEventListener('blur', () => {
    if (timer) tell();
    if (isNeeded && !node.value.trim()) node.value = text;
  });
  return {
    node,
    update(nowText, now) {
      said = now;
      text = nowText;
      const waiting = unanswered.get(name);
      if (waiting && waiting.session !== now.session) {
        if (!now.isTouched && drafts.mine()) return; // the draft is not back yet
        unanswered.set(name, { ...waiting, session: now.session, number: now.number });
        node.value = waiting.value;
        report(waiting.value);
        return;
      }
      if (waiting && (waiting.number !== now.number || waiting.value.trim() === text.trim())) unanswered.delete(name);
      if (timer || unanswered.has(name) || active(node) === node) return;
      if (node.value !== text) node.value = text;
    },
  };
};
