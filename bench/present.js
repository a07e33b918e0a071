/* Put into the document that flies, before its own scripts: what happens from a key until the map has landed and the
   basemap is sharp. `benchProbe` is there already. Times are milliseconds since the key. */
(() => {
  'use strict';
  if (window !== window.top || window.opener) return;
  const AFTER_MS = 400;
  let run = null;

  const map = () => window.mapdash?.map;
  const index = () => (window.staticFlight ? window.staticFlight.index : window.mapdash.presenter.index);
  const isFlying = () => (window.staticFlight ? window.staticFlight.isFlying : map().mapdashIsFlying);
  const count = () => (window.staticFlight ? 0 : map().mapdashEngine.visibleCount);

  let basemap = null;
  const findBasemap = () => {
    if (!basemap) map().eachLayer((layer) => { if (layer.fetchWhole) basemap = layer; });
    return basemap;
  };
  const isSharp = () => {
    if (window.staticFlight) return true;
    const layer = findBasemap();
    const { frame, canvas } = layer._front;
    return frame.zoom === map().getZoom() && frame.theme === layer.options.theme && layer._covers(0) && canvas.style.visibility === '';
  };

  const tick = (time) => {
    if (!run) return;
    const mine = run;
    const since = performance.now() - mine.at;
    if (mine.first === null && index() !== mine.from) {
      mine.first = -1;
      mine.countAtFirst = count();
      window.benchProbe.whenPainted(() => { mine.first = performance.now() - mine.at; });
    }
    mine.times.push(time);
    if (mine.landed === null && mine.first !== null && !isFlying()) { mine.landed = since; mine.flightTicks = mine.times.length; }
    if (mine.landed !== null && mine.sharp === null && isSharp()) mine.sharp = since;
    if (mine.sharp !== null && since > mine.landed + AFTER_MS) finish(mine);
    else requestAnimationFrame(tick);
  };

  const finish = ({ first, landed, sharp, times, flightTicks, tasks, countAtFirst }) => {
    const frames = times.slice(1).map((time, i) => time - times[i]);
    const flight = frames.slice(0, flightTicks - 1);
    run = null;
    done({
      first, landed, sharp, frames: flight, tasks,
      fps: flight.length ? 1000 * flight.length / flight.reduce((sum, each) => sum + each, 0) : null,
      after: Math.max(0, ...frames.slice(flightTicks - 1)),
      isWhole: countAtFirst === count(),
    });
  };

  let answer = null;
  let waiting = null;
  let timer = null;
  const done = (found) => {
    clearTimeout(timer);
    if (waiting) { waiting(found); waiting = null; } else answer = found;
  };

  window.addEventListener('keydown', (event) => {
    if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
    run = { at: event.timeStamp, from: index(), first: null, landed: null, sharp: null, times: [], tasks: [], flightTicks: 0, countAtFirst: 0 };
    answer = null;
    requestAnimationFrame(tick);
  }, { capture: true });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) if (run) run.tasks.push(task.duration);
  }).observe({ type: 'longtask' });

  window.benchFlight = {
    found: (patience) => new Promise((resolve) => {
      if (answer) { resolve(answer); return; }
      waiting = resolve;
      timer = setTimeout(() => { run = null; done(null); }, patience);
    }),
    /* What the static page needs to fly the same way with the same marks. */
    scene() {
      const { mask, columns } = map().mapdashEngine;
      const { latitude, longitude } = columns;
      const places = [];
      for (let row = 0; row < mask.length; row += 1) if (mask[row] && latitude[row] === latitude[row]) places.push([latitude[row], longitude[row]]);
      const { lat, lng } = map().getCenter();
      return { center: [lat, lng], zoom: map().getZoom(), places };
    },
  };
})();
