/* Put into the document that is dragged on: how long until the first move is painted, how long each frame takes, and
   which tasks are long. `benchProbe` is there already. */
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
  const moved = (at) => { if (run && run.movedAt === null) { run.movedAt = at; requestAnimationFrame(tick); } };
  const drawn = () => {
    if (!run || run.movedAt === null || run.isDrawn) return;
    run.isDrawn = true;
    const mine = run;
    window.benchProbe.whenPainted(() => { mine.firstMs = window.benchProbe.now() - mine.movedAt; });
  };

  document.addEventListener('pointermove', (event) => { if (event.buttons) moved(performance.timeOrigin + event.timeStamp); }, { capture: true });
  window.addEventListener('bench:drawn', drawn);
  window.mapdash?.map?.on('mapdash:painted', drawn);
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) if (run) run.tasks.push(task.duration);
  }).observe({ type: 'longtask' });

  window.benchRecorder = {
    start() { run = { movedAt: null, isDrawn: false, firstMs: null, times: [], tasks: [] }; },
    stop() {
      const { firstMs, times, tasks } = run;
      run = null;
      return { firstMs, tasks, frames: times.slice(1).map((time, i) => time - times[i]) };
    },
    preview(changes) {
      window.benchProbe.say({ kind: 'click', state: '', at: window.benchProbe.now() });
      engine().preview(changes);
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
