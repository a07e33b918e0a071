/* Put into a presenter before its own scripts: how long from a key until the first frame after it is painted, and how long
   each frame takes until the map has arrived. */
(() => {
  'use strict';

  const PATIENCE_MS = 4000;
  let run = null;

  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  const afterThisTask = (call) => { waiting.push(call); channel.port2.postMessage(null); };

  const tick = (time) => {
    if (!run) return;
    run.times.push(time);
    const map = window.mapdash.map;
    if (map.mapdashIsFlying && performance.now() - run.began < PATIENCE_MS) requestAnimationFrame(tick);
    else run.isOver = true;
  };

  window.addEventListener('keydown', (event) => {
    if (!run || run.key !== null) return;
    run.key = event.timeStamp;
    run.began = performance.now();
    requestAnimationFrame((time) => {
      afterThisTask(() => { run.first = performance.now() - run.key; });
      tick(time);
    });
  }, true);

  window.benchPresenter = {
    start() { run = { key: null, first: null, times: [], isOver: false }; },
    isOver: () => Boolean(run && run.isOver && run.first !== null),
    stop() {
      const { first, times } = run;
      run = null;
      return { first, frames: times.slice(1).map((time, i) => time - times[i]) };
    },
  };
})();
