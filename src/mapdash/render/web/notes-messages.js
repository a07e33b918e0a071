/* What the windows of a briefing say to each other, checked by whoever hears it: numbers in their ranges, known words,
   and of a command only what says how the scene is shown. Addresses are never taken from a message. */
(() => {
  'use strict';

  const { talkTimer } = window.mapdash;
  const REQUESTS = new Set(['next', 'back', 'first', 'last', 'black', 'restore', 'theme']);
  const MOST_ROWS = 5_000_000;
  const MOST_WORDS = 100;
  const MOST_TEXT = 200_000; /* Of a filter or of what was drawn, as JSON. */
  const MOST_NOTICES = 50;
  const MOST_NOTICE = 1_000;
  const SMALLEST_PX = 200;
  const LARGEST_PX = 8_000;

  const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const isBetween = (value, low, high) => Number.isFinite(value) && value >= low && value <= high;
  const isIndex = (value, total) => Number.isInteger(value) && value >= 0 && value < total;
  const themeOf = (value) => (value === 'light' || value === 'dark' ? value : null);
  const wordsOf = (value) => (Array.isArray(value) ? value.filter((word) => typeof word === 'string').slice(0, MOST_WORDS) : []);
  const textOf = (value, most) => (typeof value === 'string' ? value.slice(0, most) : '');
  const small = (value) => (JSON.stringify(value).length <= MOST_TEXT ? value : null);

  const commandOf = (value) => {
    if (!isRecord(value)) return null;
    const filter = isRecord(value.filter) ? small(value.filter) : null;
    if (!filter) return null;
    return {
      name: textOf(value.name, MOST_NOTICE),
      filter,
      chosen: isIndex(value.chosen, MOST_ROWS) ? value.chosen : -1,
      selected: Array.isArray(value.selected) ? value.selected.filter((row) => isIndex(row, MOST_ROWS)) : [],
      theme: themeOf(value.theme),
      hidden: wordsOf(value.hidden),
      shown: wordsOf(value.shown),
      annotations: Array.isArray(value.annotations) ? small(value.annotations) || [] : [],
    };
  };

  const cameraOf = (value) => {
    const { longitude, latitude, zoom } = isRecord(value) ? value : {};
    const isGood = isBetween(longitude, -1e4, 1e4) && isBetween(latitude, -90, 90) && isBetween(zoom, 0, 24);
    return isGood ? { longitude, latitude, zoom } : null;
  };

  const sizeOf = (value) => {
    const { width, height } = isRecord(value) ? value : {};
    const isGood = isBetween(width, SMALLEST_PX, LARGEST_PX) && isBetween(height, SMALLEST_PX, LARGEST_PX);
    return isGood ? { width: Math.round(width), height: Math.round(height) } : null;
  };

  const noticesOf = (value) => (Array.isArray(value) ? value : [])
    .filter((notice) => isRecord(notice) && typeof notice.sentence === 'string' && isBetween(notice.at, 0, Number.MAX_SAFE_INTEGER))
    .slice(-MOST_NOTICES)
    .map(({ at, sentence }) => ({ at, sentence: sentence.slice(0, MOST_NOTICE) }));

  /* What a presenter shows, null for what cannot be one of `total` scenes. */
  const stateOf = (message, total) => {
    const command = commandOf(message.command);
    if (message.type !== 'state' || !isIndex(message.index, total) || !command) return null;
    return {
      index: message.index,
      command,
      camera: cameraOf(message.camera),
      size: sizeOf(message.size),
      theme: themeOf(message.theme),
      chosenTheme: themeOf(message.chosenTheme),
      panel: textOf(message.panel, MOST_WORDS),
      facts: textOf(message.facts, MOST_NOTICE),
      isBlack: message.isBlack === true,
      isChanged: message.isChanged === true,
      isMoving: message.isMoving === true,
      isStripShown: message.isStripShown === true,
      timer: talkTimer.timerOf(message.timer),
      minutes: talkTimer.minutesOf(message.minutes),
      notices: noticesOf(message.notices),
    };
  };

  /* What a notes window asks of a presenter, null for what is no request. */
  const requestOf = (message, total) => {
    if (message.type === 'do' && REQUESTS.has(message.what)) return { type: 'do', what: message.what };
    if (message.type === 'go' && isIndex(message.index, total)) return { type: 'go', index: message.index };
    if (message.type === 'timer') {
      const timer = talkTimer.timerOf(message.timer);
      return timer ? { type: 'timer', timer, minutes: talkTimer.minutesOf(message.minutes) } : null;
    }
    return null;
  };

  /* Where the document of a presenter is, when that is another one of ours in the same place; null otherwise. */
  const PLACE = /^(.*\/)([0-9a-f]{8,64})(\/[\w.-]+\.html)$/;
  const placeOf = (path) => {
    if (typeof path !== 'string' || path === location.pathname) return null;
    const [there, here] = [PLACE.exec(path), PLACE.exec(location.pathname)];
    return there && here && there[1] === here[1] && there[3] === here[3] ? path : null;
  };

  window.mapdash.lineMessages = { stateOf, requestOf, placeOf, isIndex, themeOf };
})();
