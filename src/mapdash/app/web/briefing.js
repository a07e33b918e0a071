/* The briefing beside the map: its scenes, its texts, its file. Python holds the draft; each button sends an action. */
import { makeRows } from './briefing-rows.js';
import { makeOthers } from './briefing-kept.js';
import { h, surface, sync } from './dom.js';
import { makeField } from './field.js';
import { makeTabs } from './tabs.js';

const MAX_FILE_BYTES = 2_000_000; // as MAX_FILE_BYTES of mapdash.briefing

const makeLoad = (send, say) => {
  const input = h('input', { type: 'file', accept: '.yaml,.yml,application/yaml', hidden: true, 'aria-hidden': 'true', tabindex: '-1' });
  const load = async (file) => {
    if (file.size > MAX_FILE_BYTES) { say(`${file.name} has more than 2 MB: a briefing file is smaller. Choose another file.`); return; }
    try { send({ type: 'briefing_load', text: await file.text(), name: file.name }); }
    catch { say(`${file.name} could not be read. Choose it again.`); }
  };
  input.addEventListener('change', () => { const [file] = input.files; input.value = ''; if (file) load(file); });
  const button = h('button', { type: 'button', class: 'small', onclick: () => input.click() }, 'Load file…');
  return { root: h('span', {}, button, input), load };
};

const makeProblems = (send) => {
  const title = h('strong', {});
  const list = h('ul', { tabindex: '0', 'aria-label': 'Problems of the file' });
  const root = h('div', { class: 'notice warning problems', role: 'alert' }, title, list, h('button', { type: 'button', class: 'link', onclick: () => send({ type: 'briefing_dismiss' }) }, 'Dismiss'));
  const row = {
    key: (item) => `${item.line}:${item.sentence}`,
    create: (item) => h('li', {}, item.line ? h('b', {}, `Line ${item.line}: `) : null, item.sentence),
    update: () => {},
  };
  return { root, update({ problems, problemsTitle }) { root.hidden = !problems.length; title.textContent = problemsTitle; sync(list, problems, row); } };
};

const OWN = '\u0000';
const makeMarking = (send) => {
  const select = h('select', { id: 'marking' });
  const own = h('input', { id: 'own-marking', maxlength: '120', dir: 'auto', 'aria-label': 'Text of the marking' });
  const note = h('p', { class: 'note', id: 'marking-note' });
  const text = makeField('marking', own, (value) => send({ type: 'briefing_marking', text: value }));
  let isOwn = false;
  select.setAttribute('aria-describedby', 'marking-note');
  select.addEventListener('change', () => {
    isOwn = select.value === OWN;
    own.hidden = !isOwn;
    if (isOwn) { own.focus(); return; }
    send({ type: 'briefing_marking', text: select.value });
  });
  let offered = '';
  return {
    root: h('div', { class: 'field' }, h('label', { for: 'marking' }, 'Marking, at top and bottom of every screen'), select, own, note),
    update(data) {
      const { marking } = data;
      const wanted = JSON.stringify(marking.presets);
      if (wanted !== offered) {
        offered = wanted;
        select.replaceChildren(h('option', { value: '' }, 'None'), ...marking.presets.map((preset) => h('option', { value: preset.text }, preset.text)), h('option', { value: OWN }, 'Another text…'));
      }
      const preset = marking.presets.find((one) => one.text === marking.text);
      const isPreset = !marking.text || Boolean(preset);
      if (!isPreset) isOwn = true;
      else if (marking.text) isOwn = false;
      select.value = isOwn ? OWN : marking.text;
      select.disabled = own.disabled = marking.isFixed;
      own.hidden = !isOwn;
      text.update(isPreset ? '' : marking.text, data);
      note.textContent = marking.isFixed ? marking.reason : (preset ? [preset.note, preset.source && `Source: ${preset.source}`].filter(Boolean).join(' ') : '');
      note.hidden = !note.textContent;
    },
  };
};

const makeMore = (send) => {
  const marking = makeMarking(send);
  const asOf = h('input', { type: 'date', id: 'as-of' });
  asOf.addEventListener('change', () => send({ type: 'briefing_as_of', text: asOf.value }));
  const fresh = h('button', { type: 'button', class: 'small', onclick: () => send({ type: 'briefing_new' }) }, 'Start an empty briefing');
  const shipped = h('button', { type: 'button', class: 'small', onclick: () => send({ type: 'briefing_shipped' }) });
  const root = h('details', { class: 'more' }, h('summary', {}, 'Marking, date, new briefing'), marking.root,
    h('div', { class: 'field' }, h('label', { for: 'as-of' }, 'Data as of (empty: what the data say)'), asOf),
    h('div', { class: 'buttons' }, shipped, fresh));
  return {
    root,
    update(data) {
      marking.update(data);
      if (asOf.getRootNode().activeElement !== asOf) asOf.value = data.asOf;
      shipped.hidden = !data.shipped;
      shipped.textContent = `Open ${data.shipped}`;
    },
  };
};

export default surface((root, send) => {
  const tabs = makeTabs(send);
  const close = h('button', { type: 'button', class: 'close', 'aria-label': 'Close the briefing', onclick: () => { send({ type: 'briefing_panel', isOpen: false }); window.dispatchEvent(new CustomEvent('mapdash-briefing-closed')); } }, '×');
  const title = h('input', { id: 'briefing-title', maxlength: '200', dir: 'auto', placeholder: 'Title of the briefing', 'aria-label': 'Title of the briefing' });
  const titleField = makeField('title', title, (text) => send({ type: 'briefing_title', text }));
  const state = h('p', { class: 'state' });
  const said = h('p', { class: 'said', role: 'status' });
  const say = (sentence) => { said.textContent = sentence; };
  const step = (label, type) => h('button', { type: 'button', class: 'small', onclick: (event) => { if (event.currentTarget.getAttribute('aria-disabled') !== 'true') send({ type }); } }, label);
  const undo = step('Undo', 'briefing_undo');
  const redo = step('Redo', 'briefing_redo');
  const load = makeLoad(send, say);
  const save = h('button', { type: 'button', class: 'small', onclick: () => window.dispatchEvent(new CustomEvent('mapdash-save-file')) }, 'Save file');
  const problems = makeProblems(send);
  const instead = h('button', { type: 'button', class: 'link', onclick: () => send({ type: 'briefing_shipped' }) });
  const back = h('div', { class: 'notice info', role: 'status' }, h('span', {}, 'Your browser kept this draft.'), instead,
    h('button', { type: 'button', class: 'link', onclick: () => send({ type: 'briefing_dismiss' }) }, 'Dismiss'));
  const rows = makeRows(send);
  const empty = h('p', { class: 'muted' }, 'No scene yet. Set filters and move the map until it shows what you mean, then save the scene.');
  const add = h('button', { type: 'button', class: 'wide add', onclick: () => send({ type: 'briefing_save_scene' }) }, 'Save scene: what the map shows now');
  const hint = h('p', { class: 'note' }, 'Arrow keys go through the list, Alt with an arrow key moves a scene, Delete removes it.');
  const more = makeMore(send);
  const others = makeOthers(send);
  root.classList.add('card', 'briefing');
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', 'Briefing');
  root.append(
    h('div', { class: 'top' }, tabs.root, h('h2', {}, 'Briefing'), close),
    title, state,
    h('div', { class: 'buttons' }, undo, redo, load.root, save),
    problems.root, back, said, rows.list, empty, add, hint, others.root, more.root,
  );
  rows.list.addEventListener('empty', () => add.focus());
  // Ctrl+Z works on the list; in a text it is the text's own.
  root.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches('input, textarea')) return;
    const key = event.key.toLowerCase();
    if (key === 'z') { event.preventDefault(); (event.shiftKey ? redo : undo).click(); }
    if (key === 'y') { event.preventDefault(); redo.click(); }
  });
  root.addEventListener('dragover', (event) => { if (event.dataTransfer.types.includes('Files')) { event.preventDefault(); event.stopPropagation(); } });
  root.addEventListener('drop', (event) => { const [file] = event.dataTransfer.files; if (file) { event.preventDefault(); load.load(file); } });

  const paintStep = (button, name, label) => {
    button.setAttribute('aria-disabled', String(!label));
    button.title = label ? `${name}: ${label}` : `Nothing to ${name.toLowerCase()}`;
    button.setAttribute('aria-label', label ? `${name}: ${label}` : name);
  };
  let heard = '';
  let count = -1;
  return {
    update(data) {
      tabs.update(data.tabs);
      root.querySelector('.top h2').hidden = Boolean(data.tabs);
      titleField.update(data.title, data);
      state.textContent = data.state;
      state.classList.toggle('changed', data.isChanged);
      paintStep(undo, 'Undo', data.undo);
      paintStep(redo, 'Redo', data.redo);
      problems.update(data);
      back.hidden = !data.isKept;
      instead.hidden = !data.shipped;
      instead.textContent = `Open ${data.shipped} instead`;
      rows.update(data);
      const key = `${data.session}:${data.saidNumber}`;
      if (heard && key !== heard) say(data.said);
      heard = key;
      // What was saved just now is at the end of the list.
      if (count >= 0 && data.scenes.length === count + 1 && data.last) rows.show(data.last);
      count = data.scenes.length;
      empty.hidden = count > 0;
      hint.hidden = count < 2;
      more.update(data);
      others.update(data);
    },
  };
});
