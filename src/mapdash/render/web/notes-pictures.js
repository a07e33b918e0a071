/* The two pictures of a notes window: frames with this same document in the picture role. When the presenter goes on, the
   picture of the next scene is already there and takes the place of the current one; only then the other goes to the scene
   after it. While the presenter flies pictures neither paint nor change places: they share a machine, and the audience
   comes first. */
(() => {
  'use strict';

  const { makeLine, newLineId } = window.mapdash;
  const PAINT_MS = 3_000; /* A picture that has not answered by then is told the next thing all the same. */
  const MOVE_MS = 2_500;
  const LEAST_WIDTH = 480;
  const DEFAULT_SIZE = { width: 1920, height: 1080 };

  const idle = (call) => (window.requestIdleCallback ? window.requestIdleCallback(call, { timeout: 300 }) : setTimeout(call, 50));

  /* One frame; what it is told waits until it has painted what it was told before, and only the newest waits. */
  const makeFrame = (width) => {
    const id = newLineId();
    const node = document.createElement('iframe');
    const line = makeLine(id);
    const frame = { node };
    let said = '';
    let waitsAt = -1;
    let isReady = false;
    let isBusy = false;
    let number = 0;
    let coming = null;
    let timer = null;

    const flush = () => {
      if (!coming || !isReady || isBusy) return;
      const message = coming;
      coming = null;
      number += 1;
      isBusy = true;
      timer = setTimeout(free, PAINT_MS);
      line.send({ ...message, number });
    };
    const free = () => { clearTimeout(timer); isBusy = false; flush(); };

    node.name = `mapdash-picture-${width}`;
    node.tabIndex = -1;
    node.inert = true;
    node.src = `${location.href.split('#')[0]}#picture=${id}`;
    node.addEventListener('load', () => line.addPeer(node.contentWindow));
    line.listen((message) => {
      if (message.type === 'ready') {
        isReady = true;
        if (said) coming = JSON.parse(said);
        free();
      }
      if (message.type === 'painted' && message.number === number) free();
    });

    frame.say = (message) => {
      const words = JSON.stringify(message);
      if (words === said) return;
      said = words;
      waitsAt = message.type === 'wait' ? message.index : -1;
      coming = message;
      flush();
    };
    frame.isReadyWith = (index) => isReady && !isBusy && coming === null && waitsAt === index;
    return frame;
  };

  /* What a picture shows of a state; what else it says, such as the timer, needs no new picture. */
  const shownOf = ({ index, command, camera, theme, isBlack, isChanged, isStripShown, size }) => ({ index, command, camera, theme, isBlack, isChanged, isStripShown, size });

  const NAMES = ['Picture of what the audience sees', 'Picture of the next scene'];

  const makePictures = ({ now, next, root }) => {
    const boxes = [now, next];
    const drawn = new Map(); /* What is drawn on a scene while presenting. */
    let frames = [];
    let size = DEFAULT_SIZE;
    let state = null;
    let following = -1;
    let waiting = null;

    /* Made when the size of the screen is known, so that nothing is laid out twice. */
    const makeFrames = () => {
      const widest = Math.ceil(Math.max(...boxes.map((box) => box.clientWidth), LEAST_WIDTH) * (window.devicePixelRatio || 1));
      frames = boxes.map(() => makeFrame(widest));
      root.append(...frames.map(({ node }) => node));
    };

    const placeOne = (box, { node }, name) => {
      const scale = Math.min(box.clientWidth / size.width, box.clientHeight / size.height) || 0.1;
      const [rect, stage] = [box.getBoundingClientRect(), root.getBoundingClientRect()];
      const left = rect.left - stage.left + (rect.width - size.width * scale) / 2;
      const top = rect.top - stage.top + (rect.height - size.height * scale) / 2;
      node.style.width = `${size.width}px`;
      node.style.height = `${size.height}px`;
      node.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
      node.title = name;
    };

    const place = () => {
      frames.forEach((frame, i) => placeOne(boxes[i], frame, NAMES[i]));
      if (!frames.length) return;
      frames[0].node.classList.remove('mn-away');
      frames[1].node.classList.toggle('mn-away', following < 0);
    };

    const paintNext = () => {
      if (following < 0 || waiting !== null) return;
      frames[1].say({ type: 'wait', index: following, theme: state.chosenTheme, annotations: drawn.get(following) || null, size });
    };

    const paint = () => {
      clearTimeout(waiting);
      waiting = null;
      /* The next picture stands ready: the two change places. */
      if (frames[1].isReadyWith(state.index)) frames.reverse();
      place();
      frames[0].say({ type: 'show', state: shownOf(state) });
      idle(paintNext);
    };

    return {
      place,
      show(told, followedBy) {
        state = told;
        following = followedBy;
        size = state.size || size;
        drawn.set(state.index, state.command.annotations);
        if (!frames.length) { makeFrames(); place(); }
        if (!state.isMoving) paint();
        else if (waiting === null) waiting = setTimeout(paint, MOVE_MS);
      },
    };
  };

  window.mapdash.makeNotesPictures = makePictures;
})();
