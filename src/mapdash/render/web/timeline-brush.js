/* The window of the time strip under the pointer and the keys: drawn on empty ground, moved by its body, resized at its
   edges, which are sliders. */
(() => {
  'use strict';

  const { bins: core } = window.mapdash;
  const PAGE = { month: 12, year: 10, decade: 10, century: 10 };
  const clamp = (x, low, high) => Math.max(low, Math.min(high, x));

  /* Which bins a drag asks for; null while a press has not moved far enough to be a drag. */
  const dragged = (grid, { kind, from, window: start }, at) => {
    if (kind === 'draw') {
      const [a, b] = [from, at].map((x) => clamp(Math.floor(x), 0, grid.count - 1));
      return [Math.min(a, b), Math.max(a, b) + 1];
    }
    if (kind === 'move') return core.shifted(grid, start, Math.round(at - from));
    const fixed = kind === 'start' ? start[1] : start[0];
    const edge = clamp(Math.round(at), 0, grid.count);
    if (edge !== fixed) return [Math.min(edge, fixed), Math.max(edge, fixed)];
    return fixed === grid.count || (fixed > 0 && kind === 'start') ? [fixed - 1, fixed] : [fixed, fixed + 1];
  };

  /* Where the window is after one press of a key on an edge; null for another key. */
  const nudged = (grid, [from, to], isStart, key) => {
    const page = PAGE[grid.unit];
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page, Home: -grid.count, End: grid.count }[key];
    if (step === undefined) return null;
    return isStart ? [clamp(from + step, 0, to - 1), to] : [from, clamp(to + step, from + 1, grid.count)];
  };

  /* One bin on: without a window the first one that holds events, and the last such one on the way back. */
  const stepped = (grid, totals, window_, by) => {
    if (window_) return core.shifted(grid, window_, by);
    const isFull = (count) => count > 0;
    const bin = Math.max(0, by > 0 ? totals.findIndex(isFull) : totals.findLastIndex(isFull));
    return [bin, bin + 1];
  };

  const DRAG_PX = 3;

  const makeBrush = ({ plot, body, start, end, model, interrupt, sayBin, hideBin }) => {
    let drag = null;

    const place = (event) => {
      const box = plot.getBoundingClientRect();
      return (event.clientX - box.left) / box.width * model.grid.count;
    };
    const binAt = (at) => clamp(Math.floor(at), 0, model.grid.count - 1);

    const show = () => {
      const next = dragged(model.grid, drag, drag.at);
      model.showBins(next);
      sayBin(drag.kind === 'draw' || drag.kind === 'move' ? binAt(drag.at) : drag.kind === 'start' ? next[0] : next[1] - 1);
    };

    const finish = () => {
      if (drag && plot.hasPointerCapture(drag.pointer)) plot.releasePointerCapture(drag.pointer);
      plot.classList.remove('md-dragging');
      drag = null;
    };

    plot.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || !model.grid || drag) return;
      const kind = event.target === start ? 'start' : event.target === end ? 'end' : event.target === body ? 'move' : 'draw';
      interrupt();
      model.settle();
      event.preventDefault();
      (kind === 'start' || kind === 'end' ? event.target : plot).focus({ preventScroll: true });
      drag = { kind, pointer: event.pointerId, x: event.clientX, from: place(event), window: model.window || [0, model.grid.count] };
      plot.setPointerCapture(event.pointerId);
      sayBin(binAt(drag.from));
    });

    plot.addEventListener('pointermove', (event) => {
      if (!model.grid) return;
      if (!drag) { if (event.target !== start && event.target !== end) sayBin(binAt(place(event))); return; }
      if (event.pointerId !== drag.pointer) return;
      if (drag.at === undefined && Math.abs(event.clientX - drag.x) < DRAG_PX) return;
      plot.classList.add('md-dragging');
      drag.at = place(event);
      /* Browsers deliver moves once a frame, just before they draw: waiting for another frame would be one too late. */
      show();
    });

    plot.addEventListener('pointerup', (event) => {
      if (!drag || event.pointerId !== drag.pointer) return;
      finish();
      model.settle();
    });

    const giveUp = () => { finish(); model.putBack(); hideBin(); };
    plot.addEventListener('pointercancel', (event) => { if (drag && event.pointerId === drag.pointer) giveUp(); });
    plot.addEventListener('pointerleave', () => { if (!drag) hideBin(); });
    plot.addEventListener('dblclick', () => { interrupt(); model.set(null); });

    /* Before the map document takes Escape for "close the card". */
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !drag) return;
      event.preventDefault();
      event.stopPropagation();
      giveUp();
    }, true);

    for (const edge of [start, end]) {
      const isStart = edge === start;
      const say = () => { if (model.grid) { const [from, to] = model.window || [0, model.grid.count]; sayBin(isStart ? from : to - 1); } };
      edge.addEventListener('keydown', (event) => {
        const next = model.grid && nudged(model.grid, model.window || [0, model.grid.count], isStart, event.key);
        if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        interrupt();
        model.showBins(next);
        model.settleSoon();
        say();
      });
      edge.addEventListener('focus', () => { if (!drag && edge.matches(':focus-visible')) say(); });
      edge.addEventListener('blur', () => { model.settle(); hideBin(); });
    }

    const isTyping = (target) => Boolean(target.closest && target.closest('input, textarea, select, [contenteditable]'));
    document.addEventListener('keydown', (event) => {
      const by = { '[': -1, ']': 1 }[event.key];
      /* On many keyboards a bracket is typed with AltGr, which says that Ctrl and Alt are down. */
      const isShortcut = event.metaKey || event.ctrlKey !== event.altKey;
      if (!by || drag || isShortcut || event.defaultPrevented || !model.grid || isTyping(event.target)) return;
      event.preventDefault();
      interrupt();
      model.showBins(stepped(model.grid, model.bins.totals, model.window, by));
      model.settleSoon();
    });
  };

  window.mapdash.brush = { dragged, nudged, stepped, makeBrush };
})();
