/* The two pictures of a notes window: frames with this same document in the picture role. When the presenter goes on, the
   picture of the next scene is already there and takes the place of the current one; only then the other goes to the scene
   after it. While the presenter flies no picture paints: they share a machine, and the audience comes first. */
(() => {
  'use strict';

  const { makeLine, newLineId } = window.mapdash;
  const PAINT_MS = 3_000; /* A picture that has not answered by then is told the next thing all the same. */
  const FLIGHT_MS = 2_500;
  const DEFAULT_SIZE = { width: 1920, height: 1080 };
  const WIDEST = 960; /* Of a picture on screen, for its resolution. */
  const RATIO_STEP = 0.1;

  const idle = (call) => (window.requestIdleCallback ? window.requestIdleCallback(call, { timeout: 300 }) : setTimeout(call, 50));

  /* One frame; what it is told waits until it has painted what it was told before, and only the newest waits. */
  const makeFrame = (title, ratio) => {
    const id = newLineId();
    const node = document.createElement('iframe');
    const line = makeLine(id);
    const frame = { node, said: '', index: -1, isReady: false, isBusy: false };
    let number = 0;
    let coming = null;
    let timer = null;

    const flush = () => {
      if (!coming || !frame.isReady || frame.isBusy) return;
      const message = coming;
      coming = null;
      number += 1;
      frame.isBusy = true;
      timer = setTimeout(free, PAINT_MS);
      line.send({ ...message, number });
    };
    const free = () => { clearTimeout(timer); frame.isBusy = false; flush(); };

    node.title = title;
    node.name = `mapdash-picture-${ratio}`;
    node.tabIndex = -1;
    node.inert = true;
    node.src = `${location.href.split('#')[0]}#picture=${id}`;
    node.addEventListener('load', () => line.addPeer(node.contentWindow));
    line.listen((message) => {
      if (message.type === 'ready') { frame.isReady = true; free(); }
      else if (message.type === 'painted' && message.number === number) free();
    });

    frame.say = (message) => {
      const said = JSON.stringify(message);
      if (said === frame.said) return;
      frame.said = said;
      frame.index = message.index ?? message.state.index;
      frame.isAtScene = message.type === 'wait';
      coming = message;
      flush();
    };
    return frame;
  };

  /* What a picture shows of a state; what else it says, such as the timer, needs no new picture. */
  const shownOf = ({ index, command, camera, theme, isBlack, isStripShown, size }) => ({ index, command, camera, theme, isBlack, isStripShown, size });

  const makePictures = ({ now, next }) => {
    const ratio = Math.max(RATIO_STEP * 3, Math.round((WIDEST / DEFAULT_SIZE.width) * (window.devicePixelRatio || 1) / RATIO_STEP) * RATIO_STEP).toFixed(1);
    const frames = [makeFrame('Picture of what the audience sees', ratio), makeFrame('Picture of the next scene', ratio)];
    const boxes = [now, next];
    let size = DEFAULT_SIZE;
    let state = null;
    let following = -1;
    let flight = null;

    const place = () => {
      boxes.forEach((box, i) => {
        const { node } = frames[i];
        const scale = Math.min(box.clientWidth / size.width, box.clientHeight / size.height) || 0.1;
        node.style.width = `${size.width}px`;
        node.style.height = `${size.height}px`;
        const rect = box.getBoundingClientRect();
        const stage = box.offsetParent ? box.offsetParent.getBoundingClientRect() : { left: 0, top: 0 };
        const left = rect.left - stage.left + (box.clientWidth - size.width * scale) / 2;
        const top = rect.top - stage.top + (box.clientHeight - size.height * scale) / 2;
        node.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
        node.title = i ? 'Picture of the next scene' : 'Picture of what the audience sees';
      });
    };

    const paint = () => {
      clearTimeout(flight);
      flight = null;
      const shown = shownOf(state);
      frames[0].say({ type: 'show', state: shown });
      if (following >= 0) idle(() => { if (following >= 0 && !flight) frames[1].say({ type: 'wait', index: following, theme: state.chosenTheme, size }); });
    };

    /* The next picture stands ready: the two change places, and nothing is painted. */
    const swap = () => {
      frames.reverse();
      frames[0].node.classList.remove('mn-away');
      frames[1].node.classList.toggle('mn-away', following < 0);
      place();
    };

    return {
      nodes: frames.map(({ node }) => node),
      place,
      show(next_, following_) {
        const isNew = !state || state.index !== next_.index;
        state = next_;
        following = following_;
        if (state.size && (state.size.width !== size.width || state.size.height !== size.height)) { size = state.size; place(); }
        frames[1].node.classList.toggle('mn-away', following < 0);
        if (isNew && frames[1].isReady && frames[1].index === state.index && frames[1].isAtScene) swap();
        if (!state.isFlying) paint();
        else if (flight === null) flight = setTimeout(paint, FLIGHT_MS);
      },
    };
  };

  window.mapdash.makeNotesPictures = makePictures;
})();
