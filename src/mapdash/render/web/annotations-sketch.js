/* Drawing with a mouse, a pen, a finger or the keys. A sheet over the map takes what would drag it; the wheel goes on
   zooming. */
(() => {
  'use strict';

  const { annotations, geodesy } = window.mapdash;
  const { shapeOf, describe, rounded, placeOfUnit, EDGE_LATITUDE, SMALLEST_KM, LARGEST_KM, MOST_CHARACTERS } = annotations;
  const DRAG_PX = 5;
  const SAME_PX = 6;
  const SHORTEST_PX = 8;
  const SNAP_PX = 10;
  const EDGE_PX = 40;
  const STEPS = 24;
  const FINE_PX = 2;
  const SAY_MS = 400;
  const TOLERANCE_PX = 0.8;
  const MOST_POINTS = { pen: 400, distance: 20 };
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const HINTS = {
    pen: 'Hold down and draw.',
    arrow: 'Drag from the tail to the head, or click both.',
    circle: 'Drag from the middle, or type a radius and click.',
    text: 'Click where the words shall stand.',
    distance: 'Drag, or click from point to point; click the last one twice to end.',
  };
  const KEY_HINTS = {
    pen: 'Arrow keys move the cross (Shift: a little), Enter sets a point, twice ends.',
    arrow: 'Arrow keys move the cross (Shift: a little), Enter sets the tail, then the head.',
    circle: 'Arrow keys move the cross, Enter sets the middle; then type the radius, or move on and press Enter.',
    text: 'Arrow keys move the cross (Shift: a little), Enter writes there.',
    distance: 'Arrow keys move the cross (Shift: a little), Enter sets a point, twice ends.',
  };

  const clamp = (x, low, high) => Math.max(low, Math.min(high, x));

  /* A radius that was dragged is a round one. */
  const roundRadius = (km) => {
    const step = km < 10 ? 0.1 : km < 100 ? 1 : km < 1000 ? 5 : 10;
    return clamp(Number((Math.round(km / step) * step).toFixed(1)), SMALLEST_KM, LARGEST_KM);
  };

  /* `take` is called with what was drawn. */
  const makeSketch = ({ map, ink, take, uncertaintyOf, typedRadius, showRadius, focusRadius, stroking, hint, say }) => {
    const { element } = window.mapdash;
    const container = map.getContainer();
    const sheet = element('div', 'md-draw-sheet');
    const cross = element('div', 'md-draw-cross');
    sheet.hidden = true;
    sheet.dataset.ownKeys = '';
    cross.hidden = true;
    sheet.append(cross);
    let tool = null;
    let draft = null; /* points that are set, hover: where the pointer is, down: the press that goes on */
    let cursor = null; /* the cross of the keyboard, in pixels */
    let asking = null;
    let timer = null;

    const pointOf = (event) => {
      const box = container.getBoundingClientRect();
      return L.point(clamp(event.clientX - box.left, 0, box.width), clamp(event.clientY - box.top, 0, box.height));
    };
    const pixelOf = ([longitude, latitude]) => map.latLngToContainerPoint([latitude, longitude]);

    /* No more decimals than a quarter of a pixel: a drawing has to fit into an address. */
    const placeAt = (pixel) => {
      const { lng, lat } = map.containerPointToLatLng(pixel);
      const decimals = clamp(Math.ceil(Math.log10(256 * 2 ** map.getZoom() / 90)), 2, 5);
      return [Number(lng.toFixed(decimals)), Number(clamp(lat, -EDGE_LATITUDE, EDGE_LATITUDE).toFixed(decimals))];
    };

    /* A distance is measured from the place of an event, not from where its mark was hit. */
    const snapped = (pixel) => {
      const canvas = map.mapdashCanvas;
      if (tool !== 'distance' || !canvas) return placeAt(pixel);
      let best = null;
      for (const mark of canvas.placed || []) {
        if (mark.kind === 'route' || mark.item.isSpread) continue;
        const distance = pixel.distanceTo(canvas.containerPoint(mark));
        const reach = mark.isArea ? SNAP_PX : Math.max(SNAP_PX, mark.r || 0);
        if (distance <= reach && (!best || distance < best.distance)) best = { mark, distance };
      }
      if (!best) return placeAt(pixel);
      const { item, kind } = best.mark;
      const { longitude, latitude } = canvas.columns;
      const isOutline = kind === 'province' || kind === 'country';
      const [x, y] = isOutline ? placeOfUnit(canvas.outlines[item.area]) : [longitude[item.row], latitude[item.row]];
      const here = map.containerPointToLatLng(pixel).lng;
      return [rounded(x + 360 * Math.round((here - x) / 360)), rounded(y)];
    };

    const pointsNow = () => (draft.hover ? [...draft.points, draft.hover] : draft.points);

    /* What is drawn so far, or null while that is nothing yet. */
    const sketched = () => {
      if (!draft) return null;
      const points = pointsNow();
      if (tool === 'circle') {
        const km = draft.hover ? geodesy.distanceKm(points[0], draft.hover) : typedRadius();
        return km ? { kind: 'circle', points: [points[0]], radiusKm: draft.hover ? roundRadius(km) : km } : null;
      }
      return points.length > 1 ? { kind: tool, points } : null;
    };

    const paint = () => {
      const found = sketched();
      ink.draft = found ? shapeOf(found, uncertaintyOf) : null;
      if (found && found.kind === 'circle') showRadius(found.radiusKm);
      stroking(Boolean(draft && draft.down && draft.down.isMoved));
      ink.redraw();
    };

    const drop = () => {
      if (draft && draft.down && sheet.hasPointerCapture(draft.down.pointer)) sheet.releasePointerCapture(draft.down.pointer);
      draft = null;
      clearTimeout(timer); /* what it would say is over */
      paint();
    };

    /* ---- ending ---- */
    const simplified = (points) => {
      const pixels = points.map(([lng, lat]) => map.project([lat, lng]));
      let found = pixels;
      for (let tolerance = TOLERANCE_PX; found === pixels || found.length > MOST_POINTS.pen; tolerance *= 1.4) found = L.LineUtil.simplify(pixels, tolerance);
      const kept = new Set(found);
      return points.filter((_, n) => kept.has(pixels[n]));
    };

    /* Drawn in another copy of the world, it is the same drawing. */
    const home = (points) => {
      const shift = points[0][0] - geodesy.wrapped(points[0][0]);
      return points.map(([x, y]) => [rounded(x - shift), y]);
    };

    const reach = (points) => Math.max(...points.map((point) => pixelOf(point).distanceTo(pixelOf(points[0]))));

    const finish = () => {
      const found = sketched();
      drop();
      if (!found || (found.kind !== 'circle' && reach(found.points) < SHORTEST_PX)) {
        hint('Nothing was drawn: the two ends are the same place. Try again.');
        return;
      }
      if (found.kind === 'pen') found.points = simplified(found.points);
      found.points = home(found.points);
      take(found);
    };

    const finishCircle = (km) => {
      const centre = draft ? draft.points[0] : cursor && placeAt(cursor);
      drop();
      if (centre) take({ kind: 'circle', points: home([centre]), radiusKm: km });
      if (cursor) sheet.focus({ preventScroll: true });
      return Boolean(centre);
    };

    /* ---- words ---- */
    const ask = (place) => {
      const field = element('input', `md-draw-words${window.mapdash.presenter ? ' md-draw-big' : ''}`);
      field.type = 'text';
      field.maxLength = MOST_CHARACTERS;
      field.dir = 'auto';
      field.setAttribute('aria-label', 'Words on the map');
      field.placeholder = 'Write, then press Enter';
      const follow = () => { const { x, y } = pixelOf(place); field.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`; };
      const end = (isTaken) => {
        if (!asking) return;
        asking = null;
        map.off('move zoom', follow);
        const text = window.mapdash.oneLine(field.value);
        field.remove();
        if (cursor) sheet.focus({ preventScroll: true });
        if (isTaken && text) take({ kind: 'text', points: home([place]), text });
      };
      field.addEventListener('keydown', (event) => {
        event.stopPropagation();
        if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); end(true); }
      });
      field.addEventListener('blur', () => { if (document.hasFocus()) end(true); });
      for (const name of ['pointerdown', 'mousedown', 'click', 'dblclick']) field.addEventListener(name, (event) => event.stopPropagation());
      asking = { end };
      container.append(field);
      map.on('move zoom', follow);
      follow();
      field.focus({ preventScroll: true });
      hint('Write, then press Enter. Escape leaves it out.');
    };

    /* ---- pointer ---- */
    const addPoint = (point, pixel) => {
      const last = draft.points[draft.points.length - 1];
      const isSame = last && pixelOf(last).distanceTo(pixel) <= SAME_PX;
      draft.hover = null;
      if (tool === 'distance' || tool === 'pen') {
        if (isSame) { finish(); return; }
        draft.points.push(point);
        if (draft.points.length >= MOST_POINTS[tool]) finish();
        else paint();
        return;
      }
      if (isSame && tool === 'circle' && typedRadius()) { finishCircle(typedRadius()); return; }
      if (isSame) { hint('The two ends are the same place. Try another.'); return; }
      if (draft.points.length) { draft.hover = point; finish(); } else { draft.points.push(point); paint(); }
    };

    const click = (pixel) => {
      const point = snapped(pixel);
      if (tool === 'text') { ask(point); return; }
      if (tool === 'circle' && !draft.points.length && typedRadius()) {
        draft.points.push(point);
        finishCircle(typedRadius());
        return;
      }
      addPoint(point, pixel);
      if (tool === 'circle' && draft) hint('Now click on the line of the circle, or type its radius.');
    };

    sheet.addEventListener('pointerdown', (event) => {
      if (!tool || event.button !== 0) return;
      if (asking) { asking.end(true); return; }
      if (draft && draft.down) { drop(); return; } /* a second finger */
      if (!event.isPrimary) return;
      if (cursor) { cursor = null; leaveKeys(); drop(); }
      const from = pointOf(event);
      draft = draft || { points: [] };
      draft.down = { pointer: event.pointerId, from, isMoved: false, isFirst: !draft.points.length };
      sheet.setPointerCapture(event.pointerId);
    });

    const stroke = (event) => {
      if (!draft.points.length) draft.points.push(snapped(draft.down.from));
      if (tool !== 'pen') { draft.hover = snapped(pointOf(event)); return; }
      const moves = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      for (const move of moves.length ? moves : [event]) draft.points.push(placeAt(pointOf(move)));
    };

    sheet.addEventListener('pointermove', (event) => {
      if (!draft || tool === 'text') return;
      const { down } = draft;
      if (!down) {
        if (draft.points.length && event.pointerType !== 'touch') { draft.hover = snapped(pointOf(event)); paint(); }
        return;
      }
      if (event.pointerId !== down.pointer) return;
      if (event.buttons === 0) { drop(); return; } /* released outside of the document */
      if (!down.isMoved && pointOf(event).distanceTo(down.from) < DRAG_PX) return;
      down.isMoved = true;
      stroke(event);
      paint();
    });

    sheet.addEventListener('pointerup', (event) => {
      if (!draft || !draft.down || event.pointerId !== draft.down.pointer) return;
      const { isMoved, isFirst, from } = draft.down;
      if (!isMoved) {
        draft.down = null;
        if (tool === 'pen') { drop(); hint('Nothing was drawn: hold down and draw.'); } else click(from);
        if (draft && !draft.points.length) drop();
        return;
      }
      if (tool === 'text') { drop(); return; }
      if (tool === 'distance' && !isFirst) { draft.down = null; addPoint(snapped(pointOf(event)), pointOf(event)); return; }
      finish();
    });
    sheet.addEventListener('pointercancel', (event) => { if (draft && draft.down && event.pointerId === draft.down.pointer) drop(); });
    for (const name of ['mousedown', 'mousemove', 'mouseover', 'click', 'dblclick', 'contextmenu']) sheet.addEventListener(name, (event) => event.stopPropagation());
    container.addEventListener('wheel', (event) => { if (draft && draft.down && draft.down.isMoved) { event.preventDefault(); event.stopPropagation(); } }, { capture: true, passive: false });

    /* ---- keys ---- */
    const showCross = () => {
      cross.hidden = !cursor;
      if (cursor) cross.style.transform = `translate(${cursor.x}px, ${cursor.y}px)`;
    };
    const leaveKeys = () => {
      cursor = null;
      for (const name of ['role', 'aria-label', 'tabindex']) sheet.removeAttribute(name);
      showCross();
    };

    const startKeys = () => {
      cursor = map.getSize().divideBy(2).round();
      sheet.tabIndex = 0;
      sheet.setAttribute('role', 'application');
      sheet.setAttribute('aria-label', KEY_HINTS[tool]);
      showCross();
      hint(KEY_HINTS[tool]);
      sheet.focus({ preventScroll: true });
    };

    const degrees = (value, [positive, negative]) => `${Math.abs(value).toFixed(1)}° ${value < 0 ? negative : positive}`;
    const sayPlace = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!cursor) return;
        const found = sketched();
        const [x, y] = placeAt(cursor);
        say(found && found.kind !== 'pen' && found.kind !== 'arrow' ? describe(found, uncertaintyOf) : `${degrees(y, 'NS')}, ${degrees(geodesy.wrapped(x), 'EW')}`);
      }, SAY_MS);
    };

    const nudge = ([dx, dy], isFine) => {
      const size = map.getSize();
      const step = isFine ? FINE_PX : Math.max(8, Math.round(Math.min(size.x, size.y) / STEPS));
      const next = cursor.add([dx * step, dy * step]);
      const isOut = next.x < EDGE_PX || next.y < EDGE_PX || next.x > size.x - EDGE_PX || next.y > size.y - EDGE_PX;
      if (isOut) { map.fire('mapdash:moved'); map.panBy([dx * step, dy * step], { animate: false }); } else cursor = next;
      if (draft && draft.points.length) draft.hover = snapped(cursor);
      showCross();
      paint();
      sayPlace();
    };

    const enter = () => {
      if (tool === 'text') { ask(placeAt(cursor)); return; }
      draft = draft || { points: [] };
      addPoint(snapped(cursor), cursor);
      if (draft && tool === 'circle') hint('Type the radius and press Enter, or move the cross to the line of the circle.');
    };

    const key = (event) => {
      if (!cursor || document.activeElement !== sheet || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (MOVES[event.key]) nudge(MOVES[event.key], event.shiftKey);
      else if (event.key === 'Enter') enter();
      else if (event.key === '+' || event.key === '-') map.setZoomAround(cursor, map.getZoom() + (event.key === '+' ? 1 : -1), { animate: false });
      else if (tool === 'circle' && /^[0-9.]$/.test(event.key)) focusRadius(event.key);
      else return false;
      return true;
    };

    /* True when there was something to leave. */
    const escape = () => {
      if (asking) { asking.end(false); hint(HINTS[tool]); return true; }
      if (!draft) return false;
      const isLine = tool === 'distance' || tool === 'pen';
      if (isLine && draft.points.length > 1 && !draft.down) { draft.hover = null; finish(); } else drop();
      if (cursor) sheet.focus({ preventScroll: true });
      hint((cursor ? KEY_HINTS : HINTS)[tool]);
      return true;
    };

    const setHandlers = (isOn) => { for (const name of ['dragging', 'doubleClickZoom']) if (map[name]) map[name][isOn ? 'enable' : 'disable'](); };

    const stop = () => {
      if (!tool) return;
      if (asking) asking.end(true);
      drop();
      leaveKeys();
      tool = null;
      setHandlers(true);
      /* The click that ends a stroke comes after it, and is no click on a mark. */
      setTimeout(() => { if (!tool) sheet.hidden = true; }, 0);
    };

    const start = (name, isKeyboard) => {
      stop();
      tool = name;
      setHandlers(false);
      sheet.hidden = false;
      map.closePopup();
      map.fire('mouseout');
      container.classList.remove('md-pointing');
      if (isKeyboard) startKeys();
      else hint(HINTS[name]);
    };

    map.on('resize', () => { if (cursor) { const size = map.getSize(); cursor = L.point(clamp(cursor.x, 0, size.x), clamp(cursor.y, 0, size.y)); showCross(); } });

    return {
      sheet, start, stop, key, escape, finishCircle,
      get tool() { return tool; },
      get isBusy() { return Boolean(draft || asking); },
      hintOf: () => (tool ? (cursor ? KEY_HINTS : HINTS)[tool] : ''),
    };
  };

  Object.assign(annotations, { makeSketch });
})();
