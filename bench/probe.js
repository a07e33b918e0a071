/* The probe of the benchmarks: in every document of a page and its frames, it says when a click arrived and when what
   is shown has changed and been painted. It speaks through the console, which crosses frames and processes. */
(() => {
  'use strict';

  /* One clock for all documents: each counts from its own start, which this adds. */
  const now = () => performance.timeOrigin + performance.now();
  const say = (message) => console.info(`bench ${JSON.stringify(message)}`);

  /* A message to oneself arrives after the frame that is being made has been handed to the compositor. */
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  const afterThisTask = (call) => { waiting.push(call); channel.port2.postMessage(null); };

  /* What changes inside an animation frame is painted by that frame; what changes elsewhere, by the next one. */
  const native = window.requestAnimationFrame.bind(window);
  let isInFrame = false;
  window.requestAnimationFrame = (callback) => native((time) => {
    if (!isInFrame) { isInFrame = true; afterThisTask(() => { isInFrame = false; }); }
    callback(time);
  });
  const whenPainted = (call) => (isInFrame ? afterThisTask(call) : native(() => afterThisTask(call)));

  /* Icons of markers, an icon of a cluster counting for the markers that it stands for. */
  const markersShown = () => {
    const icons = document.getElementsByClassName('leaflet-marker-icon').length;
    let inClusters = 0;
    const clusters = document.getElementsByClassName('marker-cluster');
    for (const cluster of clusters) inClusters += Number(cluster.textContent);
    return icons - clusters.length + inClusters;
  };

  const roots = [];
  const textOf = (selector) => {
    for (const root of [document, ...roots]) {
      const node = root.querySelector(selector);
      if (node) return node.textContent;
    }
    return null;
  };

  const READERS = window === window.top
    ? { painted: () => textOf('.st-key-floor [data-testid="stText"]'), counts: () => textOf('#shown') }
    : { painted: () => String(markersShown() || '') };

  const last = {};
  const changed = (kind, state) => {
    if (!state || state === last[kind]) return;
    last[kind] = state;
    whenPainted(() => say({ kind, state, at: now() }));
  };

  /* mapdash draws on one canvas and says when it has. What is drawn in a frame is what its engine let through then. */
  let isFollowed = false;
  const followMap = () => {
    const map = window.mapdash?.map;
    if (!map || isFollowed) return;
    isFollowed = true;
    const painted = () => changed('painted', String(map.mapdashCanvas?.visibleCount ?? map.mapdashEngine?.visibleCount ?? ''));
    map.on('mapdash:painted', painted);
    if (document.documentElement?.dataset.painted) painted();
  };

  const look = () => {
    followMap();
    for (const [kind, read] of Object.entries(READERS)) changed(kind, read());
  };

  /* For whoever follows the drawing of another library. */
  window.benchProbe = { now, say, whenPainted, shown: (rows) => changed('painted', String(rows)) };

  const WATCHED = { subtree: true, childList: true, characterData: true };
  const observer = new MutationObserver(look);
  observer.observe(document, WATCHED);
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attach(options) {
    const root = attachShadow.call(this, options);
    roots.push(root);
    observer.observe(root, WATCHED);
    return root;
  };

  if (window === window.top) {
    say({ kind: 'opened', state: '', at: performance.timeOrigin });
    document.addEventListener('click', () => say({ kind: 'click', state: '', at: now() }), { capture: true });
  }
})();
