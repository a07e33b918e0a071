/* A document in the picture role: no controls, shows what its notes window tells it, at once and without flights. */
(() => {
  'use strict';

  const { makeLine, lineMessages } = window.mapdash;
  const PAINTED_MS = 1_500;

  /* Drawn as large as it is shown: the frame is laid out as the screen of the audience and made smaller. */
  const RATIO = /^mapdash-picture-(\d(?:\.\d+)?)$/;
  const takeRatio = () => {
    const ratio = Number((RATIO.exec(window.name) || [])[1]);
    if (ratio >= 0.2 && ratio <= 4) Object.defineProperty(window, 'devicePixelRatio', { configurable: true, get: () => ratio });
  };

  const start = (presenter, map) => {
    if (window.parent === window) return null;
    const line = makeLine(presenter.lineId, { peer: window.parent });
    let shown = '';
    let dressed;

    const isThere = ({ longitude, latitude, zoom }) => {
      const { lng, lat } = map.getCenter();
      return map.getZoom() === zoom && Math.abs(lng - longitude) < 1e-7 && Math.abs(lat - latitude) < 1e-7;
    };

    const commandOf = (state) => {
      const { annotations, name, ...changes } = state.command;
      return { ...presenter.scene.command, ...changes, annotations, fit: null };
    };

    let camera = null;
    const look = () => {
      if (camera && !isThere(camera)) map.setView([camera.latitude, camera.longitude], camera.zoom, { animate: false });
    };
    const dress = (theme) => { if (theme !== dressed) { dressed = theme; presenter.setTheme(theme); } };

    const show = (state) => {
      if (presenter.index !== state.index) { presenter.go(state.index, { isInstant: true, from: 'notes' }); shown = ''; }
      const wanted = JSON.stringify(state.command);
      if (wanted !== shown) { presenter.change(commandOf(state)); shown = wanted; }
      dress(state.theme);
      document.documentElement.toggleAttribute('data-has-time', state.isStripShown);
      camera = state.camera;
      look();
      if (presenter.isBlack !== state.isBlack) presenter.setBlack(state.isBlack);
    };

    const wait = ({ index, theme }) => {
      camera = null;
      dress(lineMessages.themeOf(theme));
      presenter.go(index, { isInstant: true, from: 'notes' });
      if (presenter.isBlack) presenter.setBlack(false);
      document.documentElement.removeAttribute('data-has-time');
      shown = '';
    };

    /* A document that is behind others paints no frame. */
    const answer = (number) => {
      let timer = null;
      const done = () => { clearTimeout(timer); timer = null; line.send({ type: 'painted', number }); };
      timer = setTimeout(done, PAINTED_MS);
      requestAnimationFrame(() => requestAnimationFrame(() => { if (timer !== null) done(); }));
    };

    line.listen((message) => {
      if (message.type === 'show') {
        const state = lineMessages.stateOf({ ...message.state, type: 'state' }, presenter.total);
        if (state) show(state);
      } else if (message.type === 'wait' && lineMessages.isIndex(message.index, presenter.total)) wait(message);
      else return;
      if (Number.isSafeInteger(message.number)) answer(message.number);
    });
    map.on('resize', look); /* The frame is laid out anew when the window of the audience is another size. */
    map.mapdashEvents.then(() => line.send({ type: 'ready' }), () => {});
    return line;
  };

  window.mapdash.notesPicture = { start, takeRatio };
})();
