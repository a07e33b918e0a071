/* The presenter's end of the line: opens notes windows, tells them what is on screen, and does what they ask. It keeps the
   timer, so that all of them show the same, over a reload as well. */
(() => {
  'use strict';

  const { makeLine, newLineId, isLineId, lineMessages, talkTimer } = window.mapdash;
  const KEPT = 'mapdash-notes';
  const TELL_MS = 120; /* While the reader drags the map. */
  const FLIGHT_MS = 4_000;
  const OPENING_MS = 1_000;
  const ANSWER_MS = 6_000;
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
    let timer = talkTimer.timerOf(old.timer) || talkTimer.FRESH;
    let minutes = talkTimer.minutesOf(old.minutes);
    let line = null;
    let isFlying = false;
    let flight = null;
    let telling = null;
    let isHeard = false;
    let opened = null;
    let opening = null;
    const notices = [];

    const save = () => keep({ id, timer, minutes });

    const camera = () => {
      const { lng, lat } = map.getCenter();
      return { longitude: lng, latitude: lat, zoom: map.getZoom() };
    };

    const tell = () => {
      clearTimeout(telling);
      telling = null;
      if (!isHeard) return; /* Nobody listens until somebody has asked. */
      const { command, index, isBlack, panelId } = presenter;
      line.send({
        type: 'state',
        place: location.pathname,
        index,
        command: { ...command, visible: null },
        camera: camera(),
        size: { width: window.innerWidth, height: window.innerHeight },
        theme: window.mapdash.theme(),
        chosenTheme: presenter.chosenTheme || null,
        panel: panelId || '',
        isBlack: Boolean(isBlack),
        isFlying,
        isStripShown: document.documentElement.hasAttribute('data-has-time'),
        timer,
        minutes,
        notices,
      });
    };
    const tellSoon = () => { if (telling === null) telling = setTimeout(tell, TELL_MS); };

    const land = () => {
      clearTimeout(flight);
      if (!isFlying) return;
      isFlying = false;
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
        forgetOpening();
        tell();
      } else if (message.type === 'presenter' && message.place === location.pathname) line.send({ type: 'taken', sender });
      else if (message.type === 'taken' && message.sender === line.sender && !isHeard) connect(newLineId());
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
      line = makeLine(id, { peer: opened });
      line.listen(hear);
      line.send({ type: 'presenter', place: location.pathname });
      save();
    };

    const forgetOpening = () => {
      clearTimeout(opening);
      if (presenter.panelId === 'notes') presenter.closePanel();
    };

    const sayBlocked = () => {
      const node = document.createElement('p');
      node.textContent = BLOCKED;
      presenter.openPanel({ id: 'notes', title: 'Notes window', node });
    };

    const open = () => {
      if (opened && !opened.closed) { opened.focus(); return; }
      presenter.isOpeningWindow = true;
      setTimeout(() => { presenter.isOpeningWindow = false; }, OPENING_MS);
      const [address] = location.href.split('#');
      opened = window.open(`${address}#notes=${id}`, '_blank', `popup,width=${WINDOW.width},height=${WINDOW.height}`);
      if (!opened) { sayBlocked(); return; }
      line.addPeer(opened);
    };

    presenter.on('scene', ({ isInstant }) => {
      isFlying = !isInstant;
      clearTimeout(flight);
      if (isFlying) flight = setTimeout(land, FLIGHT_MS);
      if (!timer.isTouched && isHeard && presenter.index > 0) timer = talkTimer.started(timer, Date.now());
      save();
      tell();
    });
    presenter.on('notice', ({ sentence }) => {
      notices.push({ at: Date.now(), sentence: String(sentence) });
      notices.splice(0, notices.length - MOST_NOTICES);
      tell();
    });
    for (const name of ['black', 'theme', 'change', 'panel', 'annotate']) presenter.on(name, tell);
    map.on('move', () => { if (!isFlying) tellSoon(); });
    map.on('moveend', () => { land(); tellSoon(); });
    window.addEventListener('resize', tellSoon);
    window.addEventListener('pagehide', () => line.send({ type: 'bye' }));
    window.addEventListener('pageshow', ({ persisted }) => { if (persisted) tell(); });

    presenter.addKey(['w'], open, 'Notes window');
    presenter.addButton({ id: 'notes', label: 'Notes window', key: 'w', run: open });
    connect(id);
    return { open, tell };
  };

  window.mapdash.notesLink = { start };
})();
