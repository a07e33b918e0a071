/* A document in the picture role: no controls, shows what its notes window tells it, at once and without flights. */
(() => {
  'use strict';

  const { makeLine, lineMessages } = window.mapdash;
  const PAINTED_MS = 1_500;

  /* Laid out as the screen of the audience and shown smaller: drawn with as many pixels as are shown, not more. */
  const WIDTH = /^mapdash-picture-(\d{2,5})$/;
  const LEAST = 0.25;
  const takeRatio = () => {
    const shown = Number((WIDTH.exec(window.name) || [])[1]);
    const most = window.devicePixelRatio || 1;
    const get = () => Math.max(LEAST, Math.min(most, shown / (window.innerWidth || shown)));
    if (shown) Object.defineProperty(window, 'devicePixelRatio', { configurable: true, get });
  };

  const start = (presenter, map) => {
    if (window.parent === window) return null;
    const line = makeLine(presenter.lineId, { peer: window.parent });
    let shown = '';
    let dressed;

    const isThere = (at, zoom) => {
      const { lng, lat } = map.getCenter();
      return map.getZoom() === zoom && Math.abs(lng - at.lng) < 1e-7 && Math.abs(lat - at.lat) < 1e-7;
    };

    /* In the copy of the world that this map shows; what stands on it was placed there. */
    let camera = null;
    const look = () => {
      if (!camera) return;
      const turns = Math.round((map.getCenter().lng - camera.longitude) / 360);
      const at = L.latLng(camera.latitude, camera.longitude + 360 * turns);
      if (!isThere(at, camera.zoom)) map.setView(at, camera.zoom, { animate: false });
    };

    const commandOf = (state) => {
      const { annotations, name, ...changes } = state.command;
      return { ...presenter.scene.command, ...changes, annotations, fit: null };
    };

    const dress = (theme) => { if (theme !== dressed) { dressed = theme; presenter.setTheme(theme); } };

    const go = (index, annotations) => {
      if (annotations) presenter.data.scenes[index].annotations = annotations;
      presenter.go(index, { isInstant: true, from: 'notes' });
    };

    const show = (state) => {
      const { index, command, isChanged } = state;
      const wanted = JSON.stringify([command, isChanged]);
      dress(state.theme);
      if (presenter.index !== index || (wanted !== shown && !isChanged)) go(index, command.annotations);
      if (wanted !== shown && isChanged) presenter.change(commandOf(state));
      shown = wanted;
      document.documentElement.toggleAttribute('data-has-time', state.isStripShown);
      camera = state.camera;
      look();
      if (presenter.isBlack !== state.isBlack) presenter.setBlack(state.isBlack);
    };

    const wait = ({ index, theme, annotations }) => {
      camera = null;
      dress(lineMessages.themeOf(theme));
      if (presenter.isBlack) presenter.setBlack(false);
      document.documentElement.removeAttribute('data-has-time');
      go(index, Array.isArray(annotations) ? annotations : null);
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
    /* A frame that gets its size while it loads is not told of it. */
    window.dispatchEvent(new Event('resize'));
    map.mapdashEvents.then(() => line.send({ type: 'ready' }), () => {});
    return line;
  };

  window.mapdash.notesPicture = { start, takeRatio };
})();
