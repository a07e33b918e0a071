/* Drawings of the briefer: shown from the command, changed here at once, and told to whoever keeps the scene. */
(() => {
  'use strict';

  const { annotations } = window.mapdash;
  const { shapeOf, describe, makeUncertainty, InkCanvas, makeBar, makeOpener, makeSketch, makePick, radiusOf, MOST_CHARACTERS } = annotations;
  const MOST_ANNOTATIONS = 100;
  const MOST_CHANGES = 100;
  const ANSWER_MS = 8000;
  const PRESENTER_SCALE = 1.2;

  const nameOf = (items) => JSON.stringify(items.map(({ kind, points, radiusKm, text }) => [kind, points, radiusKm || 0, text || '']));
  const many = (count) => (count === 1 ? '1 drawing' : `${count} drawings`);

  /* Listened to from the start: before the map, before the tools that choose events, and before the presenter. */
  let takeKey = () => false;
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || !takeKey(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  /* The list of drawings, and the way back through its changes. */
  const makeHistory = () => {
    let items = [];
    let past = [];
    let future = [];
    return {
      get items() { return items; },
      get canUndo() { return past.length > 0; },
      change(next) { past = [...past, items].slice(-MOST_CHANGES); future = []; items = next; },
      undo() { if (past.length) { future.push(items); items = past.pop(); } },
      redo() { if (future.length) { past.push(items); items = future.pop(); } },
      /* What somebody else says; the way back is kept only where it is the answer to what was done here. */
      adopt(next, isAnswer) { items = next; if (!isAnswer) { past = []; future = []; } },
    };
  };

  const part = (map) => {
    const { element, presenter } = window.mapdash;
    map.createPane('mapdash-ink').style.cssText += 'z-index: 470; pointer-events: none;';
    const container = map.getContainer();
    const history = makeHistory();
    const listeners = [];
    const uncertaintyOf = makeUncertainty(map);
    const canDraw = !presenter || presenter.role === 'present';
    const scaleOf = () => (presenter ? window.mapdash.scale * PRESENTER_SCALE : 1);
    const ink = new InkCanvas(scaleOf).addTo(map);
    const said = element('p', 'md-draw-said');
    said.setAttribute('role', 'status');
    container.append(said);
    let sent = null; /* the change that is not confirmed yet */
    let lastTool = 'pen';
    let opener = null;

    const say = (text) => { said.textContent = text; };
    const problem = (sentence) => map.fire('mapdash:problem', { sentence });

    const nameInk = () => {
      const { items } = history;
      ink.setName(items.length ? `Drawn by the briefer, not from the data: ${items.map((item) => describe(item, uncertaintyOf)).join('; ')}` : '');
      container.dataset.drawings = String(items.length);
    };

    const show = () => {
      ink.shapes = history.items.map((item) => shapeOf(item, uncertaintyOf));
      if (ink.selected >= history.items.length) pick.select(-1);
      nameInk();
      bar.setCounts({ count: history.items.length, canUndo: history.canUndo });
      ink.redraw();
    };

    const tell = () => {
      const { items } = history;
      sent = { number: window.mapdash.send({ type: 'annotate', annotations: items }), at: performance.now() };
      for (const call of listeners) call(items);
    };

    const change = (run) => {
      const before = history.items;
      run();
      if (history.items === before) return false;
      show();
      tell();
      return true;
    };

    const take = (item) => {
      if (history.items.length >= MOST_ANNOTATIONS) {
        problem(`A scene holds at most ${MOST_ANNOTATIONS} drawings. Take some away, then draw on.`);
        return;
      }
      change(() => history.change([...history.items, item]));
      bar.hint(sketch.hintOf());
      say(`${describe(item, uncertaintyOf)}. ${many(history.items.length)} on the map.`);
    };

    const replaceAt = (index, item) => change(() => history.change(history.items.map((one, n) => (n === index ? item : one))));

    const undo = () => {
      if (sketch.isBusy && sketch.escape()) return;
      if (change(() => history.undo())) { pick.select(-1); say(`Taken back. ${many(history.items.length)} on the map.`); }
    };
    const redo = () => { if (change(() => history.redo())) say(`${many(history.items.length)} on the map.`); };

    const clear = () => {
      const { length } = history.items;
      if (sketch.isBusy) sketch.escape();
      if (!length) return;
      pick.select(-1);
      change(() => history.change([]));
      say(`${many(length)} taken off the map. Undo brings them back.`);
      if (bar.isShown) bar.hint(`${many(length)} taken off. Undo brings them back.`);
    };

    const remove = () => {
      const index = ink.selected;
      if (index < 0) return;
      const words = describe(history.items[index], uncertaintyOf);
      pick.select(-1);
      change(() => history.change(history.items.filter((_, n) => n !== index)));
      say(`${words} taken away.`);
      bar.buttons[history.items.length ? 'select' : 'pen'].focus({ preventScroll: true });
    };

    /* ---- the field: a radius, or the words of a chosen text ---- */
    const typedRadius = () => radiusOf(bar.value);

    const enterRadius = (text) => {
      const km = radiusOf(text);
      if (km === null) { bar.refuse(); bar.hint('Type a radius from 0.1 to 5,000 km, such as 25.'); return; }
      const { items } = history;
      const last = pick.isOn ? ink.selected : items.length - 1;
      if (!pick.isOn && sketch.finishCircle(km)) return;
      if (last >= 0 && items[last].kind === 'circle') replaceAt(last, { ...items[last], radiusKm: km });
      else bar.hint(`Now click the middle of a circle of ${km} km.`);
    };

    const enterText = (text) => {
      const line = Array.from(window.mapdash.oneLine(text)).slice(0, MOST_CHARACTERS).join('');
      if (line && ink.selected >= 0) replaceAt(ink.selected, { ...history.items[ink.selected], text: line });
    };

    const showField = () => {
      const item = ink.selected >= 0 ? history.items[ink.selected] : null;
      if (item && item.kind === 'circle') bar.field('radius', String(item.radiusKm));
      else if (item && item.kind === 'text') bar.field('text', item.text);
      else if (sketch.tool === 'circle') bar.field('radius');
      else bar.field(null);
    };

    const showPicked = (index) => {
      const { items } = history;
      bar.pick(pick.isOn ? (index < 0 ? '' : `${index + 1} of ${items.length}: ${describe(items[index], uncertaintyOf)}`) : null);
      if (pick.isOn) bar.hint(index < 0 ? pick.HINT : 'Delete takes it away.');
      if (index >= 0) say(`${describe(items[index], uncertaintyOf)}, ${index + 1} of ${items.length}.`);
      showField();
    };

    /* ---- the tools ---- */
    const start = (tool, isKeyboard = false) => {
      if (!canDraw) return;
      open();
      map.fire('mapdash:drawing');
      lastTool = tool;
      pick.stop();
      if (tool === 'select') { sketch.stop(); pick.start(); } else sketch.start(tool, isKeyboard);
      bar.setTool(tool);
      bar.write('');
      showPicked(-1);
      if (tool === 'select' && isKeyboard) pick.step(1);
    };

    const open = () => {
      if (bar.isShown) return;
      bar.show(true);
      if (presenter) presenter.root.classList.add('md-is-drawing');
      if (opener) opener.setAttribute('aria-expanded', 'true');
    };

    const stop = () => {
      if (!bar.isShown) return;
      const hadFocus = bar.root.contains(document.activeElement) || document.activeElement === sketch.sheet;
      sketch.stop();
      pick.stop();
      bar.setTool(null);
      bar.show(false);
      if (presenter) presenter.root.classList.remove('md-is-drawing');
      if (opener) opener.setAttribute('aria-expanded', 'false');
      if (hadFocus) (opener || container).focus({ preventScroll: true });
    };

    const toggle = (isKeyboard) => {
      if (bar.isShown) { stop(); return; }
      start(lastTool === 'select' && !history.items.length ? 'pen' : lastTool);
      if (!isKeyboard) return;
      /* In the presenter a button that has the focus would take the space bar, which goes on. */
      (presenter ? bar.root : bar.buttons[lastTool]).focus({ preventScroll: true });
    };

    const bar = makeBar({
      tool: (name, isKeyboard) => start(name, isKeyboard),
      undo: () => undo(),
      erase: () => clear(),
      done: () => stop(),
      remove: () => remove(),
      step: (by) => pick.step(by),
      field: (text) => (sketch.tool === 'circle' || (history.items[ink.selected] || {}).kind === 'circle' ? enterRadius(text) : enterText(text)),
    });
    const pick = makePick({ map, ink, itemsOf: () => history.items, changed: showPicked });
    const sketch = makeSketch({
      map, ink, take, uncertaintyOf, typedRadius, say,
      hint: (text) => bar.hint(text),
      showRadius: (km) => { if (!bar.isField(document.activeElement)) bar.write(String(km)); },
      stroking: (isOn) => bar.root.classList.toggle('md-draw-away', isOn),
      focusRadius: (start) => bar.focusField(start),
    });
    container.append(sketch.sheet);
    (presenter ? presenter.root : container).append(bar.root);
    show();

    /* ---- keys ---- */
    const isTyping = () => ['INPUT', 'TEXTAREA', 'SELECT'].includes((document.activeElement || {}).tagName);

    const leaveField = () => {
      const isInBar = bar.isField(document.activeElement);
      if (isInBar) (sketch.tool && sketch.sheet.tabIndex === 0 ? sketch.sheet : bar.buttons[lastTool]).focus({ preventScroll: true });
      return isInBar;
    };

    const escape = () => {
      if (sketch.escape() || leaveField()) return true;
      if (pick.isOn && ink.selected >= 0) { pick.select(-1); return true; }
      if (!bar.isShown) return false;
      stop();
      return true;
    };

    const act = (event) => {
      if (presenter && presenter.isBlack) return false;
      const key = event.key.toLowerCase();
      if (event.key === 'Escape') return escape();
      if (!bar.isShown && !presenter) return false;
      if (isTyping() || event.altKey) return false;
      if (event.ctrlKey || event.metaKey) {
        if (key === 'z') { if (event.shiftKey) redo(); else undo(); return true; }
        if (key === 'y') { redo(); return true; }
        return false;
      }
      if (!bar.isShown) return false;
      if ((event.key === 'Delete' || event.key === 'Backspace') && ink.selected >= 0) { remove(); return true; }
      if (key === 'e' && !presenter) { clear(); return true; }
      return sketch.key(event);
    };

    if (canDraw) {
      takeKey = act;
      map.on('mapdash:selecting', stop);
    }

    if (canDraw && !presenter) {
      opener = makeOpener();
      const root = element('div', 'leaflet-bar md-tools');
      root.append(opener);
      L.DomEvent.disableClickPropagation(root);
      const Opener = L.Control.extend({ options: { position: 'topleft' }, onAdd: () => root });
      new Opener().addTo(map);
      opener.addEventListener('click', (event) => toggle(event.detail === 0));
    }

    if (presenter) {
      bar.root.classList.add('md-draw-big');
      presenter.on('scene', ({ scene }) => { sketch.escape(); sent = null; adopt(scene.annotations || []); });
      if (canDraw) {
        presenter.addKey(['a', 'A'], () => toggle(true), 'Draw on the map');
        presenter.addKey(['e', 'E'], clear, 'Erase all drawings');
        presenter.addButton({ id: 'draw', label: 'Draw', key: 'A', run: () => toggle(false), isPressed: () => bar.isShown });
      }
    }

    /* The places of events are known later than the drawings. */
    map.on('mapdash:eventsready', show);

    const adopt = (next, isAnswer = false) => {
      if (nameOf(next) === nameOf(history.items)) return;
      history.adopt(next, isAnswer);
      pick.select(-1);
      show();
      for (const call of listeners) call(history.items);
    };

    const isSeen = (seen) => Object.hasOwn(seen, window.mapdash.sender) && seen[window.mapdash.sender] >= sent.number;

    window.mapdash.annotator = {
      start, stop, undo, clear,
      /* Leaves one thing; false when there was nothing to leave. */
      escape: () => canDraw && escape(),
      get items() { return history.items; },
      get isOpen() { return bar.isShown; },
      on(name, call) { if (name === 'change') listeners.push(call); },
    };

    return {
      /* A command that was made before the last change was known says nothing of the drawings. */
      apply({ annotations: next, seen = {} }) {
        if (!Array.isArray(next)) return;
        const isAnswer = sent !== null;
        if (isAnswer && !presenter && !isSeen(seen) && performance.now() - sent.at < ANSWER_MS) return;
        sent = null;
        adopt(next, isAnswer);
      },
      theme() { ink.redraw(); },
    };
  };

  window.mapdash.addPart(part);
})();
