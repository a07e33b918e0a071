/* The presenter: which scene is shown, and what the reader makes of it. The parts that follow draw it; those of other
   files use `mapdash.presenter` and nothing else. The playlist stands in the document, so that going on asks nobody. */
(() => {
  'use strict';

  const { mapdash } = window;
  const ROLE = /^#(picture|notes)=([\w-]{1,64})$/.exec(window.location.hash);

  const readPlaylist = () => {
    const node = document.getElementById('md-playlist');
    return node ? JSON.parse(node.textContent) : { title: '', scenes: [] };
  };

  const data = readPlaylist();
  const { scenes } = data;
  const root = document.createElement('div');
  root.id = 'md-present';

  const listeners = new Map();
  const keys = [];
  const buttons = [];
  let panel = null;
  let opener = null;

  const on = (name, call) => {
    if (!listeners.has(name)) listeners.set(name, new Set());
    listeners.get(name).add(call);
    if (name === 'ready' && presenter.isReady) call({ map: mapdash.map });
    return () => listeners.get(name).delete(call);
  };

  /* What one part does wrong must not take the show down with it. */
  const fire = (name, detail = {}) => {
    for (const call of listeners.get(name) || []) {
      try { call(detail); } catch (error) { setTimeout(() => { throw error; }, 0); }
    }
  };

  const notice = (sentence) => fire('notice', { sentence });

  const tellParent = (type, rest = {}) => {
    if (window.parent === window || presenter.role !== 'present') return;
    window.parent.postMessage({ mapdash: { type, index: presenter.index, ...rest } }, window.location.origin);
  };

  /* ---- which scene */

  const isShown = (index) => index >= 0 && index < scenes.length && !scenes[index].isSkipped;
  const isPrepared = new Set();

  /* The nearest scene that can be shown, from `index` on in one direction; the notes say what was left out. */
  const findShown = (index, step, skipped) => {
    for (let n = index; n >= 0 && n < scenes.length; n += step) {
      if (isShown(n)) return n;
      skipped.push(n);
    }
    return -1;
  };

  const go = (wanted, { isInstant = false, from = '' } = {}) => {
    if (!Number.isInteger(wanted) || !scenes.length) return;
    const index = Math.max(0, Math.min(scenes.length - 1, wanted));
    const step = wanted < presenter.index ? -1 : 1;
    const skipped = [];
    let found = findShown(index, step, skipped);
    if (found < 0) found = findShown(index, -step, []);
    for (const n of skipped) notice(`Scene ${n + 1} is skipped. ${scenes[n].problem || ''}`.trim());
    if (found < 0) return;
    if (presenter.isBlack) presenter.setBlack(false);
    show(found, isInstant, from);
  };

  const commandOf = (scene) => ({
    ...scene.command, seen: {}, fit: null, theme: themeOf(scene), annotations: scene.annotations || [],
  });

  const show = (index, isInstant, from) => {
    presenter.index = index;
    presenter.scene = scenes[index];
    presenter.isChanged = false;
    const { scene } = presenter;
    presenter.command = commandOf(scene);
    if (scene.problem && !isPrepared.has(index)) { isPrepared.add(index); notice(`Scene ${index + 1}: ${scene.problem}`); }
    fire('before', { index, scene, isInstant });
    mapdash.apply(presenter.command);
    fire('scene', { index, scene, isInstant, from });
    tellParent('present-scene');
  };

  /* ---- what the reader changes; saved nowhere */

  const apply = (command) => {
    presenter.command = { ...command, matched: null, visible: null, name: '' };
    presenter.isChanged = true;
    mapdash.apply(presenter.command);
    fire('change', { command: presenter.command });
  };

  const change = (changes) => apply({ ...presenter.command, ...changes });

  const restore = () => { if (presenter.scene) show(presenter.index, false, 'restore'); };

  /* ---- theme, black screen, leaving */

  let chosenTheme = null;
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
  const themeOf = (scene) => chosenTheme || (scene && scene.command.theme) || (prefersDark.matches ? 'dark' : 'light');

  const setTheme = (name) => {
    chosenTheme = name === 'light' || name === 'dark' ? name : null;
    const theme = themeOf(presenter.scene);
    presenter.command = { ...presenter.command, theme };
    mapdash.apply({ theme });
    fire('theme', { theme });
  };

  const setBlack = (isOn) => {
    if (presenter.isBlack === Boolean(isOn)) return;
    presenter.isBlack = Boolean(isOn);
    root.classList.toggle('md-is-black', presenter.isBlack);
    fire('black', { isOn: presenter.isBlack });
  };

  const leave = () => {
    fire('leave');
    if (window.parent !== window) { tellParent('present-exit'); return; }
    if (data.homeAddress) window.location.assign(data.homeAddress);
  };

  /* ---- panels */

  const closePanel = () => {
    if (!panel) return;
    const { box, onClose } = panel;
    panel = null;
    box.remove();
    root.classList.remove('md-has-panel');
    if (onClose) onClose();
    fire('panel', { id: '' });
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  };

  const openPanel = ({ id, title, node, onClose = null }) => {
    const before = opener || document.activeElement;
    const isAnother = panel && panel.id !== id;
    if (panel) { opener = null; closePanel(); }
    opener = before;
    const box = document.createElement('section');
    box.className = 'md-panel';
    box.dataset.panel = id;
    box.setAttribute('aria-label', title);
    const head = document.createElement('header');
    const heading = document.createElement('h2');
    heading.textContent = title;
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = 'Close';
    close.addEventListener('click', closePanel);
    head.append(heading, close);
    const body = document.createElement('div');
    body.className = 'md-panel-body';
    /* It scrolls, and need not hold anything else that takes the keyboard. */
    body.tabIndex = 0;
    body.setAttribute('role', 'group');
    body.setAttribute('aria-label', title);
    body.append(node);
    /* What only scrolls must be reached by the keyboard as well. */
    if (!node.querySelector('a[href], button, input, select, textarea, [tabindex]')) body.tabIndex = 0;
    box.append(head, body);
    box.classList.toggle('md-is-new', !isAnother);
    root.append(box);
    root.classList.add('md-has-panel');
    panel = { id, box, onClose };
    (box.querySelector('[autofocus], input, select, textarea') || close).focus({ preventScroll: true });
    fire('panel', { id });
  };

  /* ---- where what matters may lie */

  /* Each part that stands over the map says what it takes of each edge. */
  const takers = [];
  const insetsBeside = (scene = presenter.scene) => takers.reduce((sum, call) => {
    const taken = call(scene);
    return { top: Math.max(sum.top, taken.top || 0), right: Math.max(sum.right, taken.right || 0), bottom: Math.max(sum.bottom, taken.bottom || 0), left: Math.max(sum.left, taken.left || 0) };
  }, { top: 0, right: 0, bottom: 0, left: 0 });

  const presenter = {
    root, data, total: scenes.length, index: -1, scene: null, command: null, isBlack: false, isChanged: false, isReady: false,
    role: ROLE ? ROLE[1] : 'present',
    lineId: ROLE ? ROLE[2] : '',
    go, change, restore, setBlack, setTheme, leave, on, openPanel, closePanel,
    insets: () => insetsBeside(),
    next: (options) => go(presenter.index + 1, options),
    back: (options) => go(presenter.index - 1, options),
    first: (options) => go(0, options),
    last: (options) => go(scenes.length - 1, options),
    get chosenTheme() { return chosenTheme; },
    get panelId() { return panel ? panel.id : ''; },
    get theme() { return themeOf(presenter.scene); },
    addKey: (names, run, label = '') => { keys.push({ names, run, label }); fire('keys'); },
    addButton: (button) => { buttons.push(button); fire('buttons'); },
    /* For the parts of the presenter itself. */
    keys, buttons, fire, notice, apply, tellParent, isShown, themeOf, isMoved: false,
    insetsBeside, insetsOf: (scene) => insetsBeside(scene),
    addInset: (call) => takers.push(call),
  };

  /* ---- the start: once the map is there, or without one */

  /* A page of its own goes on where it was when it is loaded again; in the dashboard that is the dashboard's to know. */
  const KEPT = `mapdash-scene:${window.location.pathname}`;
  const isAlone = () => window.parent === window && presenter.role === 'present';
  const kept = {
    get: () => { try { return isAlone() ? window.sessionStorage.getItem(KEPT) : null; } catch { return null; } },
    set: (index) => { try { if (isAlone()) window.sessionStorage.setItem(KEPT, String(index)); } catch { /* Then it begins anew. */ } },
  };
  on('scene', ({ index }) => kept.set(index));

  const startAt = () => {
    const given = Number(kept.get() || new URLSearchParams(window.location.search).get('scene') || 0);
    return Number.isInteger(given) ? given : 0;
  };

  const begin = () => {
    document.body.append(root);
    document.documentElement.dataset.role = presenter.role;
    presenter.isReady = true;
    fire('ready', { map: mapdash.map || null });
    if (presenter.role === 'notes') return;
    for (const sentence of data.problems || []) notice(sentence);
    go(startAt(), { isInstant: true, from: 'start' });
    tellParent('present-ready');
  };

  /* The notes have no map: the one that the document makes is taken away again. */
  const { attach } = mapdash;
  mapdash.attach = (map, config) => {
    if (presenter.role === 'notes') {
      map.mapdashEvents = new Promise(() => {});
      map.getContainer().hidden = true;
    } else attach(map, config);
    /* What follows in the document adds the layers of the categories. */
    setTimeout(begin, 0);
  };

  mapdash.presenter = presenter;
})();
