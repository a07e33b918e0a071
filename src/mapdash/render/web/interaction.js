/* Pointing and choosing: the hover label, the click, the chosen event. */
(() => {
  'use strict';

  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  const symbol = (style) => {
    const canvas = element('canvas', 'md-symbol');
    const ratio = window.devicePixelRatio || 1;
    canvas.width = 20 * ratio;
    canvas.height = 20 * ratio;
    canvas.setAttribute('aria-hidden', 'true');
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    window.mapdash.marks.drawMark(ctx, { x: 10, y: 10, r: 6, style, theme: window.mapdash.theme() });
    return canvas;
  };

  /* One and the same mark before and after it was drawn anew: its first event may stand for a route, too. */
  const markKey = ({ kind, item }) => `${kind || 'mark'}:${item.route ? item.route.id : item.area ?? item.row}`;

  const part = (map, config) => {
    let labels = null;
    let canvas = null;
    let chosen = -1;
    let label = null;
    let pulse = null;
    let circle = null;
    let fresh = null;
    let pointed = null;
    let list = null;

    const reportProblem = (error) => map.fire('mapdash:problem', { sentence: error.message });

    map.on('mapdash:eventsready', (event) => {
      canvas = event.canvas;
      labels = window.mapdash.makeLabels({ address: config.labels, total: canvas.columns.rows });
      window.mapdash.labels = labels;
      list = window.mapdash.makeEventList({ map, canvas, labels, heading, said, choose, comeCloser, reportProblem, isChosen: (row) => row === chosen });
      labels.start().then(() => map.fire('mapdash:labelsready', { labels }), reportProblem);
      showChosen();
    });

    /* By keyboard, the focus goes on to the card; after a click it stays here, where the keys of the map are. */
    let left = null;
    const choose = (row, isKeyboard) => {
      left = isKeyboard ? whereFocusIs() : null;
      window.mapdash.send({ type: 'choose', row, version: config.version, isKeyboard });
    };

    /* Back from the card; a mark may have been built anew meanwhile. */
    const focusAgain = ({ node, mark }) => {
      const again = node.isConnected ? node : [...document.querySelectorAll('.md-mark')].find((other) => mark && window.mapdash.markKey(other.mark) === window.mapdash.markKey(mark));
      if (again) again.focus({ preventScroll: true });
    };
    const whereFocusIs = () => ({ node: document.activeElement, mark: document.activeElement.mark });

    window.addEventListener('focus', () => {
      if (left && document.activeElement === document.body) focusAgain(left);
      left = null;
    });

    /* ---- hover ---- */
    const said = (number) => number.toLocaleString('en-GB');
    const many = (count) => (count === 1 ? '1 event' : `${said(count)} events`);

    const heading = (p) => {
      const count = many(p.item.count);
      if (p.kind === 'country') return `${count} known to ${p.area.name} only`;
      if (p.kind === 'province') return `${count} in ${p.area.name}, place not known more closely`;
      if (p.kind === 'route') return `${p.item.route.title}: ${count}`;
      return p.item.isSpread ? `${count} close together` : `${count} at this place`;
    };

    /* The event whose label a mark needs, -1 for a mark that says how many events it holds. */
    const labelledRow = (p) => (p.item.count === 1 && !['country', 'route'].includes(p.kind) ? p.item.row : -1);

    /* Null while the label of its event has not arrived. */
    const describe = (p) => {
      if (p.kind === 'route') return { title: p.label, line: `${many(p.item.count)}: click to list them. The line joins towns; it is not the track.` };
      if (p.kind === 'country') return { title: `${many(p.item.count)} known to ${p.area.name} only`, line: 'The place is not known: click to list them' };
      if (p.item.count > 1) return { title: heading(p), line: 'Click to list them' };
      const found = labels && labels.get(p.item.row);
      return found ? { title: found.title, line: `${found.when} · ${found.where}` } : null;
    };

    const hideLabel = () => { pointed = null; if (label) label.hidden = true; };

    /* Shown when it has arrived, if the pointer is still there. */
    const showLater = (p) => {
      const row = labelledRow(p);
      if (label) label.hidden = true;
      if (labels) labels.ensure([row]).then(() => { if (pointed && labelledRow(pointed) === row) showLabel(pointed); }, reportProblem);
    };

    const showLabel = (p) => {
      const isNew = !pointed || labelledRow(pointed) !== labelledRow(p);
      pointed = p;
      const text = describe(p);
      if (!text) {
        if (isNew) showLater(p);
        return;
      }
      if (!label) {
        label = element('div', 'md-label');
        label.append(element('strong'), element('span'));
        map.getContainer().append(label);
      }
      label.children[0].textContent = text.title;
      label.children[1].textContent = text.line;
      label.hidden = false;
      const at = canvas.containerPoint(p);
      const size = map.getSize();
      const box = label.getBoundingClientRect();
      const left = Math.max(8, Math.min(size.x - box.width - 8, at.x - box.width / 2));
      const above = at.y - (p.isArea ? 0 : p.r) - box.height - 10;
      label.style.transform = `translate(${Math.round(left)}px, ${Math.round(above > 8 ? above : at.y + 22)}px)`;
    };

    map.on('mousemove', (event) => {
      if (!canvas || map.dragging.moving()) return;
      const p = canvas.hit(event.containerPoint);
      map.getContainer().classList.toggle('md-pointing', Boolean(p));
      if (p) showLabel(p); else hideLabel();
    });
    map.on('mouseout movestart zoomstart', hideLabel);

    /* ---- choosing ---- */
    const openList = (p) => {
      if (!list) return;
      const opener = whereFocusIs();
      list.open(p, () => focusAgain(opener));
    };

    const comeCloser = (p) => {
      const { latitude, longitude } = canvas.columns;
      const { rows } = p.item;
      let [south, west, north, east] = [90, 180, -90, -180];
      for (let i = 0; i < rows.length; i += 1) {
        south = Math.min(south, latitude[rows[i]]);
        north = Math.max(north, latitude[rows[i]]);
        west = Math.min(west, longitude[rows[i]]);
        east = Math.max(east, longitude[rows[i]]);
      }
      const bounds = L.latLngBounds([south, west], [north, east]);
      const zoom = Math.min(map.getMaxZoom(), Math.max(map.getZoom() + 1, map.getBoundsZoom(bounds, false, L.point(80, 80))));
      map.fire('mapdash:moved');
      map.flyTo(bounds.getCenter(), zoom, { duration: 0.6 });
    };

    const activate = (p, isKeyboard = false) => {
      hideLabel();
      /* A list, not a zoom: so each event is one click away at every zoom, and the map stays where it is. */
      if (labelledRow(p) >= 0) choose(p.item.row, isKeyboard);
      else openList(p);
    };

    map.on('click', (event) => {
      if (!canvas) return;
      const p = canvas.hit(event.containerPoint);
      if (p) activate(p);
    });

    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !map._popup || !map._popup.isOpen()) return;
      map.closePopup();
      event.preventDefault();
    }, true);

    /* ---- the chosen event ---- */
    const forgetChosen = () => { for (const layer of [pulse, circle]) if (layer) layer.remove(); pulse = null; circle = null; };

    /* In the copy of the world that the reader looks at. */
    const near = (at) => L.latLng(at.lat, at.lng + 360 * Math.round((map.getCenter().lng - at.lng) / 360));

    const bringIntoView = (at) => {
      if (map.mapdashIsHeld) return; /* A scene says where the camera is. */
      if (!map.getBounds().contains(near(at))) map.panTo(near(at));
    };

    /* The card that opens takes its room from the map, and may cover what was just chosen: it is looked for once more then. */
    const lookAt = (at) => {
      bringIntoView(at);
      fresh = at;
      setTimeout(() => { if (fresh === at) fresh = null; }, 1000);
    };

    /* An area is shown by its own outline. */
    const showArea = (area, isChoice) => {
      if (isChoice) lookAt(map.unproject(L.point(area.x, area.y).multiplyBy(256), 0));
    };

    /* Only a choice moves the camera; an address that was opened, or a new theme, does not. */
    const showChosen = (isChoice = false) => {
      forgetChosen();
      if (!canvas) return;
      canvas.setChosen(chosen);
      if (chosen < 0) return;
      const { latitude, longitude, radiusKm, precision, category, area } = canvas.columns;
      if (area[chosen] >= 0) { showArea(canvas.outlines[area[chosen]], isChoice); return; }
      if (precision[chosen] > 3) return; // known to the country or not at all: no mark may stand for it
      const at = near(L.latLng(latitude[chosen], longitude[chosen]));
      const color = canvas.styles[category[chosen]][window.mapdash.theme()];
      if (precision[chosen] < 2) {
        const icon = L.divIcon({ className: 'md-pulse', iconSize: [36, 36] });
        pulse = L.marker(at, { icon, interactive: false, keyboard: false, pane: 'overlayPane' }).addTo(map);
        pulse.getElement().style.color = color;
      }
      if (radiusKm[chosen] > 0) {
        circle = L.circle(at, { radius: radiusKm[chosen] * 1000, interactive: false, color, weight: 1.5, dashArray: '5 5', fillOpacity: 0.07, className: 'md-uncertainty' }).addTo(map);
      }
      if (isChoice) lookAt(at);
    };

    map.on('resize', () => { if (fresh) bringIntoView(fresh); });

    window.mapdash.activateMark = activate;
    window.mapdash.describeMark = describe;
    window.mapdash.labelledRow = labelledRow;

    return {
      apply(command) {
        if (command.chosen === chosen) return;
        chosen = command.chosen;
        showChosen(true);
      },
      theme() { showChosen(); },
    };
  };

  window.mapdash.markKey = markKey;
  window.mapdash.symbol = symbol;
  window.mapdash.element = element;
  window.mapdash.addPart(part);
})();
