/* The presenter's end of the line: opens notes windows, tells them what is on screen, and does what they ask. It keeps the
   timer, so that all of them show the same, over a reload as well. */
(() => {
  'use strict';

  const { makeLine, newLineId, isLineId, lineMessages, talkTimer } = window.mapdash;
  const KEPT = 'mapdash-notes';
  const TELL_MS = 120;
  const MOVE_MS = 4_000; /* Longer than any flight, for an end that is never told. */
  const FORGET_MS = 30 * 60_000; /* A timer that ran so long without a presenter is of another talk. */
  const OPENING_MS = 1_000;
  const MOST_NOTICES = 50;
  const WINDOW = { width: 1366, height: 768 };
  const BLOCKED = 'The browser did not open the notes window. Allow pop-up windows for this page (a sign at the end of the address bar), then press W again.';

  /* One tab of a browser; a browser may refuse to keep anything. */
  const kept = () => {
    try { return JSON.parse(sessionStorage.getItem(KEPT)) || {}; } catch { return {}; }
  };
  const keep = (value) => {
    try { sessionStorage.setItem(KEPT, JSON.stringify(value)); } catch { /* Then a reload starts anew. */ }
  };

  const start = (presenter, map) => {
    const old = kept();
    let id = isLineId(old.id) ? old.id : newLineId();
    const isRecent = Date.now() - old.at < FORGET_MS;
    let timer = (isRecent && talkTimer.timerOf(old.timer)) || talkTimer.FRESH;
    let minutes = talkTimer.minutesOf(old.minutes);
    let line = null;
    let isMoving = false;
    let flight = null;
    let telling = null;
    let isHeard = false;
    let opened = null;
    const notices = [];

    const save = () => keep({ id, timer, minutes, at: Date.now() });

    const camera = () => {
      const { lng, lat } = map.getCenter();
      return { longitude: lng, latitude: lat, zoom: map.getZoom() };
    };

    /* What the reader chose for all scenes, whatever theirs is; null for nothing. */
    const chosenTheme = () => {
      const [light, dark] = ['light', 'dark'].map((theme) => presenter.themeOf({ command: { theme } }));
      return light === dark ? light : null;
    };

    const tell = () => {
      clearTimeout(telling);
      telling = null;
      if (!isHeard) return; /* Nobody listens until somebody has asked. */
      const { command, index, isBlack, isChanged, panelId } = presenter;
      line.send({
        type: 'state',
        place: location.pathname,
        index,
        command: { ...command, visible: null },
        camera: camera(),
        size: { width: window.innerWidth, height: window.innerHeight },
        theme: window.mapdash.theme(),
        chosenTheme: chosenTheme(),
        panel: panelId || '',
        isBlack: Boolean(isBlack),
        isChanged: Boolean(isChanged),
        isMoving: isMoving || Boolean(map.mapdashIsFlying),
        facts: (document.querySelector('.md-facts') || {}).textContent || '',
        isStripShown: document.documentElement.hasAttribute('data-has-time'),
        timer,
        minutes,
        notices,
      });
    };
    const tellSoon = () => { if (telling === null) telling = setTimeout(tell, TELL_MS); };

    const rest = () => {
      clearTimeout(flight);
      isMoving = false;
      tell();
    };

    const setTimer = (next) => {
      timer = next;
      save();
      tell();
    };

    const DO = {
      next: () => presenter.next(),
      back: () => presenter.back(),
      first: () => presenter.first(),
      last: () => presenter.last(),
      black: () => presenter.setBlack(true),
      restore: () => presenter.restore(),
      theme: () => presenter.setTheme(presenter.theme === 'dark' ? 'light' : 'dark'),
    };

    /* As for the keys of the presenter: what was black is shown first. */
    const perform = (what) => {
      if (presenter.isBlack && what !== 'theme') presenter.setBlack(false);
      else DO[what]();
    };

    const hear = (message, sender) => {
      if (message.type === 'ask') {
        isHeard = true;
        forgetBlocked();
        tell();
      } else if (message.type === 'presenter') line.send({ type: 'taken', sender });
      else if (message.type === 'taken' && message.sender === line.sender) connect(newLineId());
      else {
        const request = lineMessages.requestOf(message, presenter.total);
        if (!request) return;
        if (request.type === 'do') perform(request.what);
        else if (request.type === 'go') presenter.go(request.index, { from: 'notes' });
        else { minutes = request.minutes; setTimer(request.timer); }
      }
    };

    /* A tab that was duplicated brings the id of the first along: then this one takes another. */
    const connect = (next) => {
      if (line) line.close();
      id = next;
      isHeard = false;
      line = makeLine(id, { peer: opened });
      line.listen(hear);
      line.send({ type: 'presenter' });
      save();
    };

    const forgetBlocked = () => {
      if (presenter.panelId === 'notes') presenter.closePanel();
    };

    const sayBlocked = () => {
      const node = document.createElement('p');
      node.textContent = BLOCKED;
      presenter.openPanel({ id: 'notes', title: 'Notes window', node });
    };

    const open = () => {
      presenter.isOpeningWindow = true;
      setTimeout(() => { presenter.isOpeningWindow = false; }, OPENING_MS);
      const [address] = location.href.split('#');
      /* By its name the one that is open comes to the front, after a reload as well. */
      const other = window.open(`${address}#notes=${id}`, `mapdash-notes-${id}`, `popup,width=${WINDOW.width},height=${WINDOW.height}`);
      if (!other) { sayBlocked(); return; }
      opened = other;
      line.addPeer(opened);
      opened.focus();
    };

    const move = () => {
      isMoving = true;
      clearTimeout(flight);
      flight = setTimeout(rest, MOVE_MS);
    };

    /* Whoever forgets to start the timer starts it by going on. */
    let last = presenter.index;
    presenter.on('scene', ({ index }) => {
      if (last >= 0 && index !== last && isHeard && !timer.isTouched) timer = talkTimer.started(timer, Date.now());
      last = index;
      save();
      tell();
    });
    presenter.on('notice', ({ sentence }) => {
      const text = String(sentence);
      const same = notices.findIndex((notice) => notice.sentence === text);
      if (same >= 0) notices.splice(same, 1);
      notices.push({ at: Date.now(), sentence: text });
      if (notices.length > MOST_NOTICES) notices.shift();
      tell();
    });
    for (const name of ['black', 'theme', 'panel']) presenter.on(name, tell);
    for (const name of ['change', 'annotate']) presenter.on(name, tellSoon);
    map.on('movestart', move);
    map.on('moveend', rest);
    window.addEventListener('resize', tellSoon);
    window.addEventListener('pagehide', () => { save(); line.send({ type: 'bye' }); });
    window.addEventListener('pageshow', ({ persisted }) => { if (persisted) tell(); });

    presenter.addKey(['w'], open, 'Notes window');
    presenter.addButton({ id: 'notes', label: 'Notes window', key: 'w', run: open });
    connect(id);
    return { open, tell };
  };

  window.mapdash.notesLink = { start };
})();
