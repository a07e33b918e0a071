/* The tools on the map: a box, a lasso, only what is in view, and away with the area. */
(() => {
  'use strict';

  const { makeArea, makeDrawing, followView, many } = window.mapdash.selection;
  const SVG = 'http://www.w3.org/2000/svg';

  const ICONS = {
    box: ['M3.5 3.5h13v13h-13z'],
    lasso: ['M10 3.2c4.2 0 7.2 2 7.2 4.9S14.2 13 10 13c-1 0-2-.1-2.9-.35C4.4 12 2.8 10.3 2.8 8.1c0-2.9 3-4.9 7.2-4.9z', 'M7.2 12.7c1.5 1.3.9 3.1-.5 3-1.4-.1-1.7-1.9-.3-2.6M7 15.6c-.4.9-1.2 1.6-2.2 1.9'],
    view: ['M3 7V3.5h3.5M13.5 3.5H17V7M17 13v3.5h-3.5M6.5 16.5H3V13', 'M6.6 10.2l2.4 2.4 4.6-5'],
    clear: ['M5 5l10 10M15 5L5 15'],
  };

  const icon = (name) => {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 20 20');
    svg.setAttribute('aria-hidden', 'true');
    svg.classList.add(`md-icon-${name}`);
    for (const d of ICONS[name]) {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('d', d);
      svg.append(path);
    }
    return svg;
  };

  const TOOLS = [
    ['box', 'Box', 'Draw a box: only events in it stay. Shift and drag does so without this button.'],
    ['lasso', 'Lasso', 'Draw a line round the events that shall stay'],
    ['view', 'Only in view', 'Only events that the map shows now; it goes along when you move the map'],
    ['clear', 'Clear area', 'Take the area off the map: events anywhere are shown again'],
  ];

  const makeToolbar = () => {
    const { element } = window.mapdash;
    const buttons = {};
    const root = element('div', 'leaflet-bar md-tools');
    root.setAttribute('role', 'group');
    root.setAttribute('aria-label', 'Choose events on the map');
    for (const [name, text, title] of TOOLS) {
      const button = element('button', `md-tool md-tool-${name}`);
      button.type = 'button';
      button.title = title;
      button.setAttribute('aria-label', text);
      button.disabled = true;
      button.append(icon(name), element('span', '', text));
      if (name !== 'clear') button.setAttribute('aria-pressed', 'false');
      buttons[name] = button;
      root.append(button);
    }
    buttons.clear.hidden = true;
    L.DomEvent.disableClickPropagation(root);
    L.DomEvent.disableScrollPropagation(root);
    return { root, buttons };
  };

  const part = (map) => {
    const { element, isSet } = window.mapdash;
    const { root, buttons } = makeToolbar();
    const Tools = L.Control.extend({ options: { position: 'topleft' }, onAdd: () => root });
    new Tools().addTo(map);
    const line = element('p', 'md-hint');
    const said = element('p', 'md-said');
    line.hidden = true;
    said.setAttribute('role', 'status');
    map.getContainer().append(line, said);
    let engine = null;
    let area = null;
    let drawing = null;
    let frame = null;

    const hint = (text) => { line.textContent = text; line.hidden = !text; };
    const say = (text) => { said.textContent = text; };

    const paint = () => {
      frame = null;
      if (!engine) return;
      const { filter } = engine;
      area.show(filter.region || null, engine.visibleCount);
      buttons.clear.hidden = !isSet(filter.region) || drawing.isDrawing;
      buttons.view.setAttribute('aria-pressed', String(isSet(filter.view)));
      for (const name of ['box', 'lasso']) buttons[name].setAttribute('aria-pressed', String(drawing.tool === name));
    };
    const later = () => { if (!frame) frame = requestAnimationFrame(paint); };

    /* A region that is too thin to be one yet leaves what was shown before; undefined takes the try back. */
    const show = (region) => {
      if (region === undefined) engine.preview(null);
      else if (region) engine.preview({ region });
      paint();
    };

    const take = (region) => {
      engine.commit({ type: 'region', points: region }, { region });
      say(`${many(engine.visibleCount)} in the area.`);
    };

    const count = Object.assign(() => engine.visibleCount, { isReady: () => Boolean(engine) });

    const connect = () => {
      area = makeArea(map);
      drawing = makeDrawing({ map, show, take, count, hint, say, changed: later });
      const view = followView(map, engine);
      for (const name of ['box', 'lasso']) {
        buttons[name].addEventListener('click', (event) => {
          if (drawing.tool === name) drawing.leave();
          else drawing.start(name, buttons[name], event.detail === 0);
        });
      }
      buttons.view.addEventListener('click', () => {
        const isOn = !isSet(engine.filter.view);
        view.set(isOn);
        say(isOn ? `Only in view: ${many(engine.visibleCount)}.` : 'Events outside the view are shown again.');
      });
      buttons.clear.addEventListener('click', () => {
        engine.commit({ type: 'region', points: null }, { region: null });
        buttons.box.focus({ preventScroll: true });
        say('The area is gone.');
      });
      for (const button of Object.values(buttons)) button.disabled = false;
      engine.listen(later);
      paint();
    };

    map.on('mapdash:drawing', () => { if (drawing && drawing.tool) drawing.leave(); });
    map.on('mapdash:engineready', (ready) => { engine = ready.engine; connect(); });

    return { apply: later };
  };

  window.mapdash.addPart(part);
})();
