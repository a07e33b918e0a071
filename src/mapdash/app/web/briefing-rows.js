/* The scenes of the briefing as a list: one row each, one of them open to be written in. */
import { h, sync } from './dom.js';
import { active, makeField } from './field.js';

const FIELDS = [
  ['title', 'Title', 200, 'input'],
  ['caption', 'Caption, on the screen', 2000, 'textarea'],
  ['notes', 'Notes, for the speaker alone', 4000, 'textarea'],
];
const MIME = 'application/x-mapdash-scene';

/* The list outlives its surface: which row is open is not lost while the card is looked at. */
let opened = null;

const grow = (area) => { area.style.height = 'auto'; area.style.height = `${Math.min(area.scrollHeight + 2, 320)}px`; };

const makeEditor = (key, send, close) => {
  const fields = {};
  const parts = FIELDS.map(([name, label, most, tag]) => {
    const id = `${name}-${key}`;
    const node = h(tag, { id, maxlength: String(most), dir: 'auto', rows: tag === 'textarea' ? '3' : null, spellcheck: 'true' });
    if (tag === 'textarea') node.addEventListener('input', () => grow(node));
    fields[name] = makeField(`${name}:${key}`, node, (text) => send({ type: 'briefing_texts', key, [name]: text }), { isNeeded: name === 'title' });
    return h('div', { class: 'field' }, h('label', { for: id }, label), node);
  });
  const title = fields.title.node;
  title.addEventListener('keydown', (event) => { if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); title.dispatchEvent(new Event('change')); } });
  const root = h('div', { class: 'editor' }, ...parts);
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    event.preventDefault();
    close();
  });
  return { root, fields, grow: () => root.querySelectorAll('textarea').forEach(grow) };
};

export const makeRows = (send) => {
  const list = h('ol', { class: 'scenes', 'aria-label': 'Scenes' });
  const views = new WeakMap();
  let items = [];
  let current = null;
  let said = { session: '' };

  const rowOf = (key) => [...list.children].find((node) => node.dataset.key === String(key));
  const focusRow = (key) => { const node = rowOf(key); if (node) { current = key; paintStops(); node.querySelector('.scene-show').focus(); node.scrollIntoView({ block: 'nearest' }); } };
  const indexOf = (key) => items.findIndex((item) => item.key === key);
  const move = (key, to) => { if (to >= 0 && to < items.length) send({ type: 'briefing_move', key, to }); };
  const remove = (key) => {
    const at = indexOf(key);
    const next = items[at + 1] || items[at - 1];
    send({ type: 'briefing_delete', key });
    if (next) focusRow(next.key);
    else list.dispatchEvent(new CustomEvent('empty', { bubbles: true }));
  };
  /* The texts of the open row come from the server alone; a new session has not been asked for them. */
  let asked = '';
  const ask = () => { asked = `${said.session}:${opened}`; send({ type: 'briefing_edit', key: opened }); };
  const open = (key) => {
    const before = opened;
    opened = opened === key ? null : key;
    ask();
    for (const one of [before, opened]) { const item = items[indexOf(one)]; if (item) update(rowOf(one), item); }
    if (opened !== null) rowOf(opened).querySelector('input').focus();
    else if (before !== null) rowOf(before)?.querySelector('.scene-edit').focus();
  };

  /* One stop of the Tab key a row would be too many with 200 of them: arrows go from row to row. */
  const paintStops = () => {
    if (indexOf(current) < 0) current = items.length ? items[0].key : null;
    for (const node of list.children) {
      const isStop = Number(node.dataset.key) === current || Number(node.dataset.key) === opened;
      node.querySelectorAll('.scene-show, .scene-edit').forEach((button) => { button.tabIndex = isStop ? 0 : -1; });
    }
  };

  const onKey = (event, key) => {
    const at = indexOf(key);
    const steps = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 };
    if (event.key in steps) {
      event.preventDefault();
      const to = Math.max(0, Math.min(items.length - 1, steps[event.key]));
      if (event.altKey) move(key, to);
      else focusRow(items[to].key);
    } else if (event.key === 'Delete') { event.preventDefault(); remove(key); }
  };

  /* ---- dragging */

  const dropAt = (event) => {
    const row = event.target.closest?.('li');
    if (!row || row.parentElement !== list) return null;
    const box = row.getBoundingClientRect();
    return { row, isAfter: event.clientY > box.top + box.height / 2 };
  };
  const unmark = () => list.querySelectorAll('.before, .after').forEach((node) => node.classList.remove('before', 'after'));
  list.addEventListener('dragover', (event) => {
    if (!event.dataTransfer.types.includes(MIME)) return;
    event.preventDefault();
    unmark();
    const at = dropAt(event);
    if (at) at.row.classList.add(at.isAfter ? 'after' : 'before');
  });
  list.addEventListener('dragleave', unmark);
  list.addEventListener('drop', (event) => {
    const at = dropAt(event);
    const key = Number(event.dataTransfer.getData(MIME));
    unmark();
    if (!at || indexOf(key) < 0) return;
    event.preventDefault();
    const from = indexOf(key);
    let to = indexOf(Number(at.row.dataset.key)) + (at.isAfter ? 1 : 0);
    if (from < to) to -= 1;
    if (to !== from) move(key, to);
  });

  const create = (item) => {
    const { key } = item;
    const number = h('span', { class: 'number' });
    const title = h('strong', { dir: 'auto' });
    const caption = h('span', { class: 'line', dir: 'auto' });
    const show = h('button', { type: 'button', class: 'scene-show', onclick: () => send({ type: 'briefing_show', key }), onkeydown: (event) => onKey(event, key), onfocus: () => { current = key; paintStops(); } },
      number, h('span', { class: 'words' }, title, caption));
    const edit = h('button', { type: 'button', class: 'scene-edit small', onclick: () => open(key), onkeydown: (event) => onKey(event, key) });
    const grip = h('span', { class: 'grip', draggable: 'true', title: 'Drag to another place', 'aria-hidden': 'true' }, '⠿');
    grip.addEventListener('dragstart', (event) => {
      event.dataTransfer.setData(MIME, String(key));
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setDragImage(node, 12, 12);
      node.classList.add('dragged');
    });
    grip.addEventListener('dragend', () => { node.classList.remove('dragged'); unmark(); });
    const editor = makeEditor(key, send, () => open(key));
    const button = (label, call) => h('button', { type: 'button', class: 'small', onclick: call }, label);
    const up = button('Move up', () => move(key, indexOf(key) - 1));
    const down = button('Move down', () => move(key, indexOf(key) + 1));
    const buttons = h('div', { class: 'buttons' },
      button('Update from the map', () => send({ type: 'briefing_update', key })),
      button('Present from here', () => window.dispatchEvent(new CustomEvent('mapdash-present', { detail: { index: indexOf(key) } }))),
      up, down,
      button('Duplicate', () => send({ type: 'briefing_duplicate', key })),
      button('Delete', () => remove(key)));
    editor.root.append(buttons);
    const node = h('li', {}, h('div', { class: 'scene-row' }, grip, show, edit), editor.root);
    views.set(node, { number, title, caption, show, edit, editor, up, down });
    return node;
  };

  const update = (node, item) => {
    const view = views.get(node);
    const at = indexOf(item.key);
    const isOpen = opened === item.key;
    view.number.textContent = String(at + 1);
    if (view.title.textContent !== item.title) view.title.textContent = item.title;
    if (view.caption.textContent !== item.line) view.caption.textContent = item.line;
    view.caption.hidden = !item.line;
    view.show.setAttribute('aria-label', `Show scene ${at + 1}: ${item.title}`);
    view.show.setAttribute('aria-current', String(item.isShown));
    view.edit.textContent = isOpen ? 'Close' : 'Edit';
    view.edit.setAttribute('aria-label', `${isOpen ? 'Close' : 'Edit'} scene ${at + 1}: ${item.title}`);
    view.edit.setAttribute('aria-expanded', String(isOpen));
    const wasHidden = view.editor.root.hidden;
    view.editor.root.hidden = !isOpen;
    view.up.setAttribute('aria-disabled', String(at === 0));
    view.down.setAttribute('aria-disabled', String(at === items.length - 1));
    if (!isOpen) return;
    let isNew = wasHidden;
    for (const [name] of FIELDS) {
      const field = view.editor.fields[name];
      if (field.node.disabled === (name in item)) isNew = true;
      field.node.disabled = !(name in item);
      if (name in item) field.update(item[name], said);
    }
    if (isNew) view.editor.grow();
  };

  return {
    list,
    update(data) {
      said = data;
      items = data.scenes;
      // A node that is moved loses the keyboard.
      const focused = active(list);
      sync(list, items, { key: (item) => item.key, create, update });
      if (focused && focused !== active(list) && list.contains(focused)) focused.focus({ preventScroll: true });
      paintStops();
      if (opened !== null && data.edited !== opened && asked !== `${data.session}:${opened}` && indexOf(opened) >= 0) ask();
    },
    show: (key) => { const node = rowOf(key); if (node) node.scrollIntoView({ block: 'nearest' }); },
  };
};
