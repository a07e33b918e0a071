/* The map from the keyboard and to a screen reader: each mark in view is a button, one Tab stop for all of them,
   arrow keys go to the next mark in that direction, Enter does what a click does. */
(() => {
  'use strict';

  const LIMIT = 400;
  const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const part = (map) => {
    const { element } = window.mapdash;
    const box = element('div', 'md-marks');
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', 'Events in view. Arrow keys go from mark to mark, Enter opens one.');
    map.getContainer().append(box);
    let canvas = null;
    let buttons = [];
    let isFocused = false;

    const setName = (button) => {
      const p = button.mark;
      const text = window.mapdash.describeMark(p);
      const prefix = p.isArea && !['country', 'route'].includes(p.kind) ? `${p.label}: ` : '';
      button.isUnnamed = !text;
      button.setAttribute('aria-label', text ? `${prefix}${text.title}. ${text.line}` : 'Event');
    };

    const inView = () => {
      const size = map.getSize();
      const isSeen = (at) => at.x >= 0 && at.y >= 0 && at.x <= size.x && at.y <= size.y;
      /* Of a province or a route a part may be in view while its middle is not. */
      const held = (at) => L.point(Math.max(24, Math.min(size.x - 24, at.x)), Math.max(24, Math.min(size.y - 24, at.y)));
      const found = [];
      for (const p of canvas.placed) {
        if (found.length === LIMIT) break;
        const middle = canvas.containerPoint(p);
        const at = isSeen(middle) || !canvas.isPartlySeen(p) ? middle : held(middle);
        if (isSeen(at)) found.push({ p, at });
      }
      return found;
    };

    /* A mark of one event is named after it, once its label is there. */
    const nameAll = (named) => {
      const { labels, labelledRow } = window.mapdash;
      const waiting = named.filter((button) => button.isUnnamed);
      if (!labels || !waiting.length) return;
      labels.ensure(waiting.map((button) => labelledRow(button.mark))).then(() => { for (const button of waiting) setName(button); },
        (error) => map.fire('mapdash:problem', { sentence: error.message }));
    };

    const makeButton = ({ p, at }) => {
      const button = element('button', 'md-mark');
      const reach = Math.max(24, 2 * (p.isArea ? 12 : p.r) + 8);
      button.type = 'button';
      button.tabIndex = -1;
      button.style.cssText = `left:${at.x - reach / 2}px;top:${at.y - reach / 2}px;width:${reach}px;height:${reach}px`;
      button.addEventListener('click', () => window.mapdash.activateMark(p, true));
      button.mark = p;
      button.at = at;
      setName(button);
      return button;
    };

    /* Only while nobody stands on a mark, else the focus would jump away under the reader. */
    const rebuild = () => {
      if (!canvas || !canvas.placed || !canvas._map) return;
      const { markKey } = window.mapdash;
      const current = document.activeElement && document.activeElement.mark ? markKey(document.activeElement.mark) : null;
      buttons = inView().map(makeButton);
      box.replaceChildren(...buttons);
      nameAll(buttons);
      const back = buttons.find((button) => markKey(button.mark) === current) || buttons[0];
      if (back) back.tabIndex = 0;
      if (current !== null && back) back.focus({ preventScroll: true });
    };

    let timer = null;
    const later = () => { clearTimeout(timer); timer = setTimeout(rebuild, isFocused ? 60 : 250); };

    const next = (from, [dx, dy]) => {
      let best = null;
      let bestCost = Infinity;
      for (const button of buttons) {
        const x = button.at.x - from.at.x;
        const y = button.at.y - from.at.y;
        const along = x * dx + y * dy;
        if (button === from || along <= 0) continue;
        const cost = along + 3 * Math.abs(x * dy + y * dx);
        if (cost < bestCost) { best = button; bestCost = cost; }
      }
      return best;
    };

    box.addEventListener('keydown', (event) => {
      const direction = DIRECTIONS[event.key];
      if (!direction || !event.target.mark) return;
      event.preventDefault();
      event.stopPropagation();
      const to = next(event.target, direction);
      if (!to) return;
      event.target.tabIndex = -1;
      to.tabIndex = 0;
      to.focus({ preventScroll: true });
    });
    box.addEventListener('focusin', () => { isFocused = true; });
    box.addEventListener('focusout', () => { isFocused = false; });
    L.DomEvent.disableClickPropagation(box);

    map.on('mapdash:eventsready', (event) => { canvas = event.canvas; });
    map.on('mapdash:painted mapdash:labelsready moveend', later);
    return {};
  };

  window.mapdash.addPart(part);
})();
