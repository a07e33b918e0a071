/* The list for a mark that holds several events: its first events in the order of time, each a button. */
(() => {
  'use strict';

  const LIST_LIMIT = 200;
  const DAYS_BEFORE = 2 ** 20; /* more than there are between the year 1 and 1970 */
  const ROWS = 2 ** 28; /* more than any dataset has */
  const WAIT_MS = 150; /* What arrives sooner needs no word that it is awaited. */

  /* In the order of time, equal days in the order of the file. One number a row, day before row: such numbers are
     sorted many times faster than rows by a comparison, and a mark may hold all events. */
  const firstInTime = (rows, startDay) => {
    const keys = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i += 1) keys[i] = (startDay[rows[i]] + DAYS_BEFORE) * ROWS + rows[i];
    return Array.from(keys.sort().subarray(0, LIST_LIMIT), (key) => key % ROWS);
  };

  const stepThrough = (event, box) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...box.querySelectorAll('button')];
    const next = buttons[buttons.indexOf(document.activeElement) + step];
    if (next) next.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  const makeEventList = ({ map, canvas, labels, heading, said, choose, comeCloser, reportProblem, isChosen }) => {
    const { element, symbol } = window.mapdash;
    let current = null; /* the list that is open, or waits for its labels */

    const entry = (p, row) => {
      const { title, when, where } = labels.get(row);
      const button = element('button', isChosen(row) ? 'md-current' : '');
      button.type = 'button';
      const words = element('span', 'md-words');
      words.append(element('strong', '', title), element('span', '', p.item.isSpread ? `${when} · ${where}` : when));
      button.append(symbol(canvas.styles[canvas.columns.category[row]]), words);
      button.addEventListener('click', (event) => choose(row, event.detail === 0));
      const item = element('li');
      item.append(button);
      return item;
    };

    const content = (p, rows) => {
      const box = element('div', 'md-list');
      box.append(element('h2', '', heading(p)));
      if (p.kind === 'route') box.append(element('p', '', `Schematic: a straight line through ${p.item.route.stops.join(', ')}; it is not the track.`));
      if (p.kind === 'country') box.append(element('p', '', 'No mark may stand for them: the sources name no closer place.'));
      if (p.item.isSpread && map.getZoom() < map.getMaxZoom()) {
        const closer = element('button', 'md-closer', 'Zoom to them');
        closer.type = 'button';
        closer.addEventListener('click', () => { map.closePopup(); comeCloser(p); });
        box.append(closer);
      }
      const list = element('ul');
      for (const row of rows) list.append(entry(p, row));
      box.append(list);
      const more = p.item.count - rows.length;
      if (more > 0) box.append(element('p', '', `and ${said(more)} more: open the table to see all of them.`));
      box.addEventListener('keydown', (event) => stepThrough(event, box));
      return box;
    };

    const waiting = (p) => {
      const box = element('div', 'md-list');
      const note = element('p', '', 'Loading the list …');
      note.setAttribute('role', 'status');
      box.append(element('h2', '', heading(p)), note);
      return box;
    };

    const open = (p, onClose) => {
      const rows = firstInTime(p.item.rows, canvas.columns.startDay);
      const popup = L.popup({ maxWidth: 340, minWidth: 280, maxHeight: 300, className: 'md-popup', autoPanPadding: [16, 16] })
        .setLatLng(map.containerPointToLatLng(canvas.containerPoint(p)));
      popup.on('remove', () => { if (current === popup) current = null; onClose(); });
      current = popup;

      const fill = () => {
        const box = content(p, rows);
        popup.setContent(box);
        if (!popup.isOpen()) popup.openOn(map);
        box.querySelector('li button').focus({ preventScroll: true });
      };

      if (rows.every((row) => labels.get(row))) { fill(); return; }
      const timer = setTimeout(() => { if (current === popup) popup.setContent(waiting(p)).openOn(map); }, WAIT_MS);
      const isWanted = () => { clearTimeout(timer); return current === popup; };
      labels.ensure(rows).then(() => { if (isWanted()) fill(); }, (error) => {
        if (isWanted()) popup.remove();
        current = null;
        reportProblem(error);
      });
    };

    return { open };
  };

  Object.assign(window.mapdash, { makeEventList });
})();
