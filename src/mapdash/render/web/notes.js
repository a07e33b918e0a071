/* A document in the notes role: the second window of the briefer. It holds nothing that the presenter does not: it asks
   every second, shows what it is told, and goes on alone while nobody answers. */
(() => {
  'use strict';

  const { makeLine, lineMessages, talkTimer, notesView, makeNotesPictures } = window.mapdash;
  const HEARTBEAT_MS = 1_000;
  const SILENT_MS = 3_000;
  const SIZES = [16, 18, 20, 22, 24, 28, 32, 36, 42, 48];
  const KEPT = 'mapdash-notes-look';

  const kept = () => {
    try { return JSON.parse(localStorage.getItem(KEPT)) || {}; } catch { return {}; }
  };
  const keep = (value) => {
    try { localStorage.setItem(KEPT, JSON.stringify(value)); } catch { /* Then it is the usual look next time. */ }
  };

  const REMOTE = {
    PageDown: 'next', ArrowRight: 'next', ' ': 'next', n: 'next', N: 'next',
    PageUp: 'back', ArrowLeft: 'back', p: 'back', P: 'back',
    Home: 'first', End: 'last', b: 'black', B: 'black', '.': 'black', 0: 'restore', d: 'theme', D: 'theme',
  };
  const PANELS = { card: 'the card of an event', filter: 'the filters', search: 'the search', sources: 'the sources', help: 'the keys' };
  const CLICKER = new Set(['PageDown', 'PageUp']);

  const start = (presenter) => {
    const { data, lineId } = presenter;
    const line = makeLine(lineId, { peer: window.opener });
    const opened = Date.now();
    const look = kept();
    let step = SIZES.includes(look.size) ? SIZES.indexOf(look.size) : SIZES.indexOf(24);
    let theme = look.theme === 'light' ? 'light' : 'dark';
    let state = null;
    let heardAt = 0;
    let isClosed = false;
    let timer = talkTimer.FRESH;
    let minutes = 0;
    let shownNotices = '';

    const setTimer = (next, plan = minutes) => {
      timer = next;
      minutes = plan;
      line.send({ type: 'timer', timer, minutes });
      tick();
    };

    const ask = {
      do: (what) => line.send({ type: 'do', what }),
      go: (index) => line.send({ type: 'go', index }),
      minutes: (value) => setTimer(timer, talkTimer.minutesOf(value)),
    };

    const dress = () => {
      document.documentElement.dataset.theme = theme;
      view.root.style.setProperty('--mn-size', `${SIZES[step]}px`);
      view.theme.firstChild.textContent = theme === 'dark' ? 'Light' : 'Dark';
      view.theme.setAttribute('aria-label', theme === 'dark' ? 'Light window' : 'Dark window');
      view.smaller.disabled = step === 0;
      view.larger.disabled = step === SIZES.length - 1;
      keep({ size: SIZES[step], theme });
    };

    const acts = {
      toggleTimer: () => setTimer((talkTimer.isRunning(timer) ? talkTimer.paused : talkTimer.started)(timer, Date.now())),
      resetTimer: () => setTimer(talkTimer.reset(timer, Date.now())),
      toggleTheme: () => { theme = theme === 'dark' ? 'light' : 'dark'; dress(); },
      size: (by) => { step = Math.max(0, Math.min(SIZES.length - 1, step + by)); dress(); },
    };

    const view = notesView.build({ data, ask, acts });
    const pictures = makeNotesPictures(view);

    const sayStatus = (now) => {
      const age = Math.round((now - (heardAt || opened)) / 1000);
      const isSilent = now - (heardAt || opened) > SILENT_MS;
      const name = isClosed ? 'closed' : heardAt && !isSilent ? 'open' : isSilent ? 'silent' : 'waiting';
      const words = {
        open: 'Presenter answers',
        closed: `Presenter closed, for ${talkTimer.words(now - heardAt)}`,
        silent: heardAt ? `No answer from the presenter for ${age} s` : 'No presenter answers: open the briefing and press W there',
        waiting: 'Looking for the presenter',
      }[name];
      view.status.dataset.state = name;
      if (view.status.textContent !== words) view.status.textContent = words;
    };

    /* Everything that only time changes. */
    const tick = () => {
      const now = Date.now();
      view.clock.textContent = talkTimer.wallClockLong(new Date(now));
      view.elapsed.textContent = talkTimer.words(talkTimer.elapsed(timer, now));
      view.run.firstChild.textContent = talkTimer.isRunning(timer) ? 'Pause' : timer.before ? 'Go on' : 'Start';
      view.left.textContent = talkTimer.remaining(timer, minutes, now);
      view.left.classList.toggle('mn-over', view.left.textContent.endsWith('over'));
      if (document.activeElement !== view.minutes) view.minutes.value = minutes || '';
      sayStatus(now);
    };

    const followingOf = (index) => {
      for (let next = index + 1; next < data.scenes.length; next += 1) if (!data.scenes[next].isSkipped) return next;
      return -1;
    };

    const showTexts = (index, following) => {
      const scene = data.scenes[index];
      view.place.textContent = `${index + 1} / ${data.scenes.length}`;
      view.title.textContent = scene.title;
      view.caption.textContent = scene.caption;
      view.caption.hidden = !scene.caption;
      view.notes.textContent = scene.notes || 'No notes for this scene.';
      view.notes.classList.toggle('mn-none', !scene.notes);
      view.notes.scrollTop = 0;
      view.footer.textContent = [data.asOf && `As of ${data.asOf}`, scene.counts, scene.filters].filter(Boolean).join(' · ');
      const next = following < 0 ? null : data.scenes[following];
      view.upcoming.textContent = next ? `${following + 1} · ${next.title}` : 'This is the last scene.';
      view.upcomingCaption.textContent = next ? next.caption : '';
      view.next.classList.toggle('mn-empty', !next);
      [...view.scenes.children].forEach((item, i) => {
        if (i === index) item.firstChild.setAttribute('aria-current', 'true');
        else item.firstChild.removeAttribute('aria-current');
      });
      view.scenes.children[index].scrollIntoView({ block: 'nearest' });
    };

    const showNotices = (said) => {
      const key = JSON.stringify(said);
      if (key === shownNotices) return;
      shownNotices = key;
      const items = said.map(({ at, sentence }) => `${talkTimer.wallClock(new Date(at))}  ${sentence}`).reverse();
      view.notices.replaceChildren(...items.map((text) => notesView.make('li', { text, dir: 'auto' })));
      view.noticeBox.hidden = !items.length;
    };

    const take = (message) => {
      const place = lineMessages.placeOf(message.place);
      if (place) { location.replace(`${place}#notes=${lineId}`); return; }
      const next = lineMessages.stateOf(message, data.scenes.length);
      if (!next) return;
      const isNew = !state || state.index !== next.index;
      heardAt = Date.now();
      isClosed = false;
      state = next;
      if (state.timer) { timer = state.timer; minutes = state.minutes; }
      const following = followingOf(state.index);
      if (isNew) showTexts(state.index, following);
      if (state.facts && !state.isMoving) view.footer.textContent = state.facts;
      view.black.setAttribute('aria-pressed', String(state.isBlack));
      view.blackSign.hidden = !state.isBlack;
      view.panel.textContent = Object.hasOwn(PANELS, state.panel) ? `Open beside the map: ${PANELS[state.panel]}` : '';
      showNotices(state.notices);
      pictures.show(state, following);
      tick();
    };

    line.listen((message) => {
      if (message.type === 'state') take(message);
      else if (message.type === 'bye') { isClosed = heardAt > 0; tick(); }
    });

    const isTyping = (target) => target instanceof HTMLInputElement;
    const isPressed = (target, key) => (key === ' ' || key === 'Enter') && target instanceof HTMLButtonElement;

    window.addEventListener('keydown', (event) => {
      const { key, target } = event;
      if (event.ctrlKey || event.altKey || event.metaKey || isPressed(target, key)) return;
      if (isTyping(target) && !CLICKER.has(key)) return;
      if (Object.hasOwn(REMOTE, key)) ask.do(REMOTE[key]);
      else if (key === 'r' || key === 'R') acts.resetTimer();
      else if (key === '+' || key === '=') acts.size(1);
      else if (key === '-') acts.size(-1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }, true);

    document.title = `Notes: ${data.title || 'Briefing'}`;
    document.documentElement.dataset.role = 'notes';
    document.body.replaceChildren(view.root);
    dress();
    if (data.scenes.length) showTexts(0, followingOf(0));
    showNotices([]);
    new ResizeObserver(pictures.place).observe(view.root);
    const beat = () => { line.send({ type: 'ask' }); tick(); };
    setInterval(beat, HEARTBEAT_MS);
    beat();
    return { line };
  };

  const { presenter, notesLink, notesPicture } = window.mapdash;
  if (presenter.role === 'picture') notesPicture.takeRatio();
  presenter.on('ready', ({ map }) => {
    if (presenter.role === 'notes') start(presenter);
    else (presenter.role === 'picture' ? notesPicture : notesLink).start(presenter, map);
  });
})();
