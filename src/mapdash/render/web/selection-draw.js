/* Drawing a box or a lasso, with a pointer or with the keys. A sheet over the map takes what would drag it. */
(() => {
  'use strict';

  const { boxRegion, lassoRegion, many } = window.mapdash.selection;
  const DRAG_PX = 5;
  const SMALLEST_PX = 24;
  const STEPS = 24;
  const SAY_MS = 350;
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const HINTS = {
    box: 'Drag across the map to draw a box. Escape leaves.',
    lasso: 'Hold down and draw round what you want to see. Escape leaves.',
    keys: 'Arrow keys move the box, Shift and arrow keys resize it, Enter takes it, Escape leaves.',
  };
  const NO_DRAG = {
    box: 'Nothing was drawn: hold down and drag from one corner to the other. Escape leaves.',
    lasso: 'Nothing was drawn: hold down and draw all the way round. Escape leaves.',
  };

  const clamp = (x, low, high) => Math.max(low, Math.min(high, x));

  /* `show` is called with the region at most once a frame, `take` with the one that was drawn, or null for none. */
  const makeDrawing = ({ map, show, take, count, hint, say, changed }) => {
    const { element } = window.mapdash;
    const container = map.getContainer();
    const sheet = element('div', 'md-sheet');
    sheet.hidden = true;
    container.append(sheet);
    let tool = null;
    let stroke = null;
    let keyed = null; /* the box of the keyboard: left, top, width, height in pixels */
    let opener = null;
    let frame = null;
    let timer = null;

    const pointOf = (event) => {
      const box = container.getBoundingClientRect();
      return L.point(clamp(event.clientX - box.left, 0, box.width), clamp(event.clientY - box.top, 0, box.height));
    };

    const region = () => {
      if (keyed) return boxRegion(...[[keyed.x, keyed.y], [keyed.x + keyed.width, keyed.y + keyed.height]].map((at) => map.containerPointToLatLng(at)));
      if (!stroke || !stroke.isMoved) return null;
      return stroke.kind === 'box' ? boxRegion(stroke.points[0], stroke.points[stroke.points.length - 1]) : lassoRegion(map, stroke.points);
    };

    const paint = () => { frame = null; show(region()); };
    const later = () => { if (!frame) frame = requestAnimationFrame(paint); };
    const stopPainting = () => { if (frame) cancelAnimationFrame(frame); frame = null; };

    const setHandlers = (isOn) => {
      for (const name of ['dragging', 'doubleClickZoom']) if (map[name]) map[name][isOn ? 'enable' : 'disable']();
    };

    const cover = (isOn) => {
      sheet.hidden = !isOn;
      if (isOn) { map.closePopup(); map.fire('mouseout'); container.classList.remove('md-pointing'); }
    };

    const leave = ({ isFocusBack = false } = {}) => {
      stopPainting();
      clearTimeout(timer);
      const wasKeyed = Boolean(keyed);
      tool = null;
      stroke = null;
      keyed = null;
      setHandlers(true);
      hint('');
      sheet.removeAttribute('role');
      sheet.removeAttribute('aria-label');
      sheet.removeAttribute('tabindex');
      sheet.classList.remove('md-by-keys');
      /* The click that ends the stroke comes after it, and is no click on a mark. */
      setTimeout(() => { if (!tool && !stroke) cover(false); }, 0);
      if (isFocusBack || wasKeyed) { if (opener) opener.focus(); }
      changed();
    };

    const startKeys = () => {
      const { x, y } = map.getSize();
      keyed = { x: x / 4, y: y / 4, width: x / 2, height: y / 2 };
      sheet.tabIndex = 0;
      sheet.setAttribute('role', 'application');
      sheet.setAttribute('aria-label', `Box on the map. ${HINTS.keys}`);
      sheet.classList.add('md-by-keys');
      hint(HINTS.keys);
      later();
      sheet.focus({ preventScroll: true });
    };

    const start = (name, button, isKeyboard) => {
      if (tool) giveUp();
      map.fire('mapdash:selecting');
      tool = name;
      opener = button;
      setHandlers(false);
      cover(true);
      if (isKeyboard && name === 'box') startKeys();
      else { hint(HINTS[name]); say(HINTS[name]); }
      changed();
    };

    /* What is being drawn is taken back; the tool stays. */
    const takeBack = () => {
      stopPainting();
      if (stroke && sheet.hasPointerCapture(stroke.pointer)) sheet.releasePointerCapture(stroke.pointer);
      stroke = null;
      if (tool) hint(HINTS[keyed ? 'keys' : tool]);
      show(undefined);
    };

    const giveUp = () => { takeBack(); leave({ isFocusBack: document.activeElement === sheet }); };

    const finish = () => {
      stopPainting();
      const found = region();
      if (!found) {
        const said = tool && NO_DRAG[tool];
        takeBack();
        if (!tool) leave();
        else { hint(said); say(said); }
        return;
      }
      stroke = null;
      take(found);
      leave();
    };

    /* ---- pointer ---- */
    const begin = (event, kind) => {
      stroke = { kind, pointer: event.pointerId, from: pointOf(event), isMoved: false };
      stroke.points = [map.containerPointToLatLng(stroke.from)];
      stroke.last = stroke.from;
    };

    sheet.addEventListener('pointerdown', (event) => {
      if (!tool || event.button !== 0) return;
      /* A second finger zooms. */
      if (stroke) { takeBack(); return; }
      if (!event.isPrimary) return;
      if (keyed) { keyed = null; sheet.classList.remove('md-by-keys'); hint(HINTS.box); }
      begin(event, tool);
      sheet.setPointerCapture(event.pointerId);
    });

    /* With Shift a box needs no tool. */
    container.addEventListener('pointerdown', (event) => {
      const isMap = !event.target.closest('.leaflet-control, .leaflet-popup, button, a, .md-sheet, .md-draw-sheet, .md-draw-bar');
      if (tool || stroke || !event.shiftKey || event.button !== 0 || !event.isPrimary || !isMap || !count.isReady()) return;
      begin(event, 'box');
    }, true);
    container.addEventListener('mousedown', (event) => { if (stroke && !tool) event.preventDefault(); }, true);

    container.addEventListener('pointermove', (event) => {
      if (!stroke || event.pointerId !== stroke.pointer) return;
      if (event.buttons === 0) { takeBack(); return; } /* released outside of the document */
      const at = pointOf(event);
      if (!stroke.isMoved) {
        if (at.distanceTo(stroke.from) < DRAG_PX) return;
        stroke.isMoved = true;
        hint(''); /* it would lie on what is being chosen */
        if (!tool) { cover(true); sheet.setPointerCapture(event.pointerId); }
      }
      if (stroke.kind === 'lasso' && at.distanceTo(stroke.last) < 1) return;
      const point = map.containerPointToLatLng(at);
      stroke.last = at;
      if (stroke.kind === 'box') stroke.points = [stroke.points[0], point];
      else stroke.points.push(point);
      later();
    });

    container.addEventListener('pointerup', (event) => {
      if (!stroke || event.pointerId !== stroke.pointer) return;
      if (!tool && !stroke.isMoved) { stroke = null; return; }
      finish();
    });
    container.addEventListener('pointercancel', (event) => {
      if (!stroke || event.pointerId !== stroke.pointer) return;
      takeBack();
      if (!tool) leave();
    });

    for (const name of ['mousemove', 'mouseover', 'click', 'dblclick', 'contextmenu']) sheet.addEventListener(name, (event) => event.stopPropagation());
    container.addEventListener('wheel', (event) => { if (stroke && stroke.isMoved) { event.preventDefault(); event.stopPropagation(); } }, { capture: true, passive: false });

    /* ---- keys ---- */
    const sayCount = () => {
      clearTimeout(timer);
      timer = setTimeout(() => say(`${many(count())} in the box.`), SAY_MS);
    };

    const nudge = ([dx, dy], isResize) => {
      const { x, y } = map.getSize();
      const step = Math.max(8, Math.round(Math.min(x, y) / STEPS));
      if (isResize) {
        keyed.width = clamp(keyed.width + dx * step, SMALLEST_PX, x - keyed.x);
        keyed.height = clamp(keyed.height + dy * step, SMALLEST_PX, y - keyed.y);
      } else {
        keyed.x = clamp(keyed.x + dx * step, 0, x - keyed.width);
        keyed.y = clamp(keyed.y + dy * step, 0, y - keyed.height);
      }
      later();
      sayCount();
    };

    sheet.addEventListener('keydown', (event) => {
      if (!keyed || event.ctrlKey || event.metaKey || event.altKey) return;
      const move = MOVES[event.key];
      if (!move && event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      if (move) nudge(move, event.shiftKey);
      else finish();
    });
    /* Who goes on with Tab has left the box; another window is no answer. */
    sheet.addEventListener('blur', () => { if (keyed && document.hasFocus()) { opener = null; giveUp(); } });

    /* Before the map document takes Escape for "close the card". */
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !(tool || (stroke && stroke.isMoved))) return;
      event.preventDefault();
      event.stopPropagation();
      if (stroke && tool) takeBack(); else giveUp();
    }, true);

    map.on('moveend resize', () => { if (keyed) { nudge([0, 0], false); nudge([0, 0], true); } });

    return {
      start,
      leave: giveUp,
      get tool() { return tool; },
      get isDrawing() { return Boolean(keyed || (stroke && stroke.isMoved)); },
    };
  };

  Object.assign(window.mapdash.selection, { makeDrawing });
})();
