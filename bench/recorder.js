/* Put into the document that is measured: how long until a change is painted and then shown, how long each frame takes,
   and which tasks are long. Painted is what has been handed to the compositor; the screen shows it when the next frame
   begins. `benchProbe` is there already. */
(() => {
  'use strict';
  if (window.benchRecorder) return;
  let run = null;
  const engine = () => window.mapdash?.map?.mapdashEngine ?? window.staticPage;

  const tick = (time) => {
    if (!run) return;
    run.times.push(time);
    requestAnimationFrame(tick);
  };
  const moved = (at) => {
    if (!run || run.movedAt !== null) return;
    const mine = run;
    mine.movedAt = at;
    waiting = (when) => { mine.first = { painted: when.painted - at, shown: when.shown - at }; };
    requestAnimationFrame(tick);
  };
  let waiting = null;
  const drawn = () => {
    const call = waiting;
    waiting = null;
    if (!call) return;
    window.benchProbe.whenPainted(() => {
      const painted = window.benchProbe.now();
      requestAnimationFrame((time) => call({ painted, shown: Math.max(painted, performance.timeOrigin + time) }));
    });
  };

  document.addEventListener('pointermove', (event) => { if (event.buttons) moved(performance.timeOrigin + event.timeStamp); }, { capture: true });
  window.addEventListener('bench:drawn', drawn);
  window.mapdash?.map?.on('mapdash:painted', drawn);
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) if (run) run.tasks.push(task.duration);
  }).observe({ type: 'longtask' });

  window.benchRecorder = {
    start() { run = { movedAt: null, first: null, times: [], tasks: [] }; },
    stop() {
      const { first, times, tasks } = run;
      run = null;
      return { first, tasks, frames: times.slice(1).map((time, i) => time - times[i]) };
    },
    /* At a random moment of a frame, as a reader would. */
    preview(changes, patience) {
      return new Promise((done) => setTimeout(() => {
        const at = window.benchProbe.now();
        waiting = (when) => done({ painted: when.painted - at, shown: when.shown - at });
        engine().preview(changes);
        setTimeout(() => done(null), patience);
      }, Math.random() * 50));
    },
    /* Where there is no brush: the periods that a drag would make, at every frame. */
    sweep(ms) {
      const { startDay, endDay } = engine().columns;
      const first = startDay.reduce((least, day) => Math.min(least, day), Infinity);
      const last = endDay.reduce((most, day) => Math.max(most, day), -Infinity);
      const began = performance.now();
      return new Promise((done) => {
        const step = () => {
          const share = (performance.now() - began) / ms;
          if (share > 1) { engine().preview({ period: null }); done(); return; }
          moved(window.benchProbe.now());
          engine().preview({ period: [first, Math.round(first + (0.1 + 0.8 * share) * (last - first))] });
          requestAnimationFrame(step);
        };
        step();
      });
    },
  };
})();
