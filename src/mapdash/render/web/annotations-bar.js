/* The toolbar for drawing: what can be drawn, what can be taken back, and one line that says what to do. */
(() => {
  'use strict';

  const { annotations } = window.mapdash;
  const SVG = 'http://www.w3.org/2000/svg';
  const MOST_CHARACTERS = 120;
  const SMALLEST_KM = 0.1;
  const LARGEST_KM = 5000;

  const ICONS = {
    draw: ['M3.5 16.5l.8-3.6L13.6 3.6a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L7.1 15.7z', 'M12 5.2L14.8 8'],
    select: ['M5 3l10.5 7.2-4.7.9-2.6 4.3z'],
    pen: ['M3 14.5c2.5-6 4.5-8.5 5.8-7.6 1.7 1.2-2.4 6-.6 6.9 1.6.8 3.4-4.6 4.9-3.8 1.1.6-.3 3 .8 3.4.8.3 1.9-.4 3.1-1.4'],
    arrow: ['M3.5 16.5L16 4M9.5 3.8H16.2V10.5'],
    circle: ['M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 10h7M8.8 10h2.4M10 8.8v2.4'],
    text: ['M4 6.5V4h12v2.5M10 4v12.5M7.5 16.5h5'],
    measure: ['M2.5 13.2L13.2 2.5l4.3 4.3L6.8 17.5zM6 9.7l1.9 1.9M8.8 6.9l1.3 1.3M11.5 4.2l1.9 1.9'],
    undo: ['M7.5 4L3.5 8l4 4M3.5 8h8a4.5 4.5 0 0 1 0 9H8'],
    erase: ['M3.5 5.5h13M8 5.5V3.2h4v2.3M5.2 5.5l.8 11.3h8l.8-11.3M8.4 8.5l.3 5.5M11.6 8.5l-.3 5.5'],
    done: ['M4 10.5l4 4L16.5 5'],
  };

  const icon = (name) => {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 20 20');
    svg.setAttribute('aria-hidden', 'true');
    for (const d of ICONS[name]) {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('d', d);
      svg.append(path);
    }
    return svg;
  };

  const TOOLS = [
    ['select', 'Select', 'Choose one of your drawings to change it or to take it away'],
    ['pen', 'Pen', 'Draw with a pen'],
    ['arrow', 'Arrow', 'Draw an arrow'],
    ['circle', 'Circle', 'Draw a circle with a radius in kilometres'],
    ['text', 'Text', 'Write on the map'],
    ['distance', 'Measure', 'Measure a distance along the ground'],
  ];
  const ACTS = [
    ['undo', 'Undo', 'Take back the last change (Ctrl+Z)'],
    ['erase', 'Erase all', 'Take all of your drawings off the map (E); Undo brings them back'],
    ['done', 'Done', 'Leave drawing (Escape)'],
  ];

  const button = (name, text, title, iconName = name) => {
    const { element } = window.mapdash;
    const node = element('button', `md-draw-button md-draw-${name}`);
    node.type = 'button';
    node.title = title;
    node.append(icon(iconName), element('span', '', text));
    return node;
  };

  /* "1,000" is a thousand, "12,5" is twelve and a half. Null for what is no radius. */
  const radiusOf = (text) => {
    const plain = text.trim().replace(/\s*km$/i, '').replace(/,(?=\d{3}(?!\d))/g, '').replace(',', '.');
    if (!/^\d+(\.\d*)?$|^\.\d+$/.test(plain)) return null;
    const km = Math.round(Number(plain) * 1000) / 1000;
    return km >= SMALLEST_KM && km <= LARGEST_KM ? km : null;
  };

  const FIELDS = {
    radius: { words: 'Radius', unit: 'km', most: 9 },
    text: { words: 'Words', unit: '', most: MOST_CHARACTERS },
  };

  /* `on` holds what is called: tool(name, isKeyboard), undo(), erase(), done(), step(by), remove(), field(text). */
  const makeBar = (on) => {
    const { element } = window.mapdash;
    const root = element('div', 'md-draw-bar');
    root.setAttribute('role', 'group');
    root.setAttribute('aria-label', 'Draw on the map');
    root.tabIndex = -1;
    root.hidden = true;
    const row = element('div', 'md-draw-row');
    const buttons = {};
    for (const [name, text, title] of TOOLS) {
      buttons[name] = button(name, text, title, name === 'distance' ? 'measure' : name);
      buttons[name].setAttribute('aria-pressed', 'false');
      buttons[name].addEventListener('click', (event) => on.tool(name, event.detail === 0));
    }
    for (const [name, text, title] of ACTS) {
      buttons[name] = button(name, text, title);
      buttons[name].addEventListener('click', () => on[name]());
    }
    row.append(...Object.values(buttons));

    const line = element('div', 'md-draw-line');
    const picker = element('div', 'md-draw-picker');
    const plain = (words, run) => {
      const node = element('button', 'md-draw-plain', words);
      node.type = 'button';
      node.addEventListener('click', run);
      return node;
    };
    const picked = element('span', 'md-draw-picked');
    const remove = plain('Delete', () => on.remove());
    const steps = [plain('Previous', () => on.step(-1)), plain('Next', () => on.step(1))];
    picker.append(...steps, picked, remove);
    const field = element('label', 'md-draw-field');
    const input = element('input');
    input.type = 'text';
    input.autocomplete = 'off';
    input.spellcheck = false;
    const [before, after] = [element('span'), element('span')];
    field.append(before, input, after);
    const hint = element('p', 'md-draw-hint');
    const own = element('p', 'md-draw-own', 'Your own drawing, not from the data.');
    line.append(picker, field, hint, own);
    root.append(row, line);
    picker.hidden = true;
    field.hidden = true;
    let shownField = null;

    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      on.field(input.value);
    });
    input.addEventListener('input', () => input.removeAttribute('aria-invalid'));
    L.DomEvent.disableClickPropagation(root);
    L.DomEvent.disableScrollPropagation(root);
    /* What is done here is no stroke on the map. */
    for (const name of ['pointerdown', 'pointermove', 'pointerup', 'contextmenu']) root.addEventListener(name, (event) => event.stopPropagation());

    return {
      root,
      buttons,
      get value() { return input.value; },
      get isShown() { return !root.hidden; },
      show(isOn) { root.hidden = !isOn; },
      setTool(name) { for (const [tool] of TOOLS) buttons[tool].setAttribute('aria-pressed', String(tool === name)); },
      setCounts({ count, canUndo }) {
        buttons.select.disabled = !count;
        buttons.erase.disabled = !count;
        buttons.undo.disabled = !canUndo;
        for (const node of steps) node.disabled = count < 2;
      },
      hint(text) { hint.textContent = text; },
      /* Null for none. */
      pick(words) { picker.hidden = words === null; picked.textContent = words || ''; },
      field(kind, value) {
        if (kind !== shownField) input.removeAttribute('aria-invalid');
        shownField = kind;
        field.hidden = !kind;
        if (!kind) return;
        before.textContent = FIELDS[kind].words;
        after.textContent = FIELDS[kind].unit;
        input.maxLength = FIELDS[kind].most;
        field.classList.toggle('md-draw-long', kind === 'text');
        if (value !== undefined && document.activeElement !== input) input.value = value;
      },
      write(value) { input.value = value; input.removeAttribute('aria-invalid'); },
      refuse() { input.setAttribute('aria-invalid', 'true'); },
      focusField(start) {
        if (start !== undefined) input.value = start;
        input.focus({ preventScroll: true });
        if (start === undefined) input.select();
      },
      isField: (node) => node === input,
    };
  };

  const makeOpener = () => {
    const opener = button('open', 'Draw', 'Draw on the map: pen, arrow, circle, text, distance', 'draw');
    opener.className = 'md-tool md-tool-draw';
    opener.setAttribute('aria-expanded', 'false');
    return opener;
  };

  Object.assign(annotations, { makeBar, makeOpener, radiusOf, MOST_CHARACTERS, SMALLEST_KM, LARGEST_KM });
})();
