/* The optional layers on the map: which are shown, and a legend for each, with a button that takes the layer away. */
(() => {
  'use strict';

  const { LayerCanvas, optionalLayers } = window.mapdash.overlay;
  const SAMPLE_PX = 20;
  const ANSWER_MS = 5000;

  const drawSample = (canvas, draw, theme) => {
    const ratio = window.devicePixelRatio || 1;
    canvas.width = SAMPLE_PX * ratio;
    canvas.height = SAMPLE_PX * ratio;
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    draw(ctx, theme);
  };

  const makeLegend = ({ title, name }, close) => {
    const { element } = window.mapdash;
    const root = element('section', 'md-layer');
    const heading = element('h2', '', title);
    const subject = element('span', 'md-layer-subject');
    const button = element('button', 'md-layer-close', '×');
    button.type = 'button';
    button.addEventListener('click', close);
    const samples = element('ul');
    const notes = element('div');
    root.dataset.layer = name;
    root.append(heading, subject, button, samples, notes);
    let said = '';
    return {
      root,
      /* While time runs it is called at every frame: what says the same is left alone. */
      show(legend, theme) {
        const words = JSON.stringify([legend.title, legend.subject, legend.notes, legend.samples.map((sample) => sample.text), theme]);
        if (words === said) return;
        said = words;
        heading.textContent = legend.title || title;
        subject.textContent = legend.subject;
        root.setAttribute('aria-label', `Legend: ${heading.textContent}`);
        button.setAttribute('aria-label', `Take “${title}” off the map`);
        button.title = button.getAttribute('aria-label');
        samples.replaceChildren(...legend.samples.map(({ text, draw }) => {
          const item = element('li');
          const canvas = element('canvas');
          canvas.setAttribute('aria-hidden', 'true');
          drawSample(canvas, draw, theme);
          item.append(canvas, element('span', '', text));
          return item;
        }));
        notes.replaceChildren(...legend.notes.map((text) => element('p', '', text)));
      },
    };
  };

  /* From the lowest to the highest, all below the marks. */
  const PANES = ['choropleth', 'density', 'arcs', 'counts'];
  const paneOf = (map, name) => {
    const pane = `mapdash-${name}`;
    if (!map.getPane(pane)) map.createPane(pane).style.zIndex = 419 + PANES.indexOf(name);
    return pane;
  };

  const part = (map) => {
    const { element } = window.mapdash;
    const Legends = L.Control.extend({
      options: { position: 'bottomright' },
      onAdd() {
        const root = element('div', 'md-layers');
        L.DomEvent.disableClickPropagation(root);
        L.DomEvent.disableScrollPropagation(root);
        return root;
      },
    });
    const control = new Legends().addTo(map);
    const box = control.getContainer();
    const shown = new Map();
    const switched = new Map();
    let engine = null;
    let frame = null;

    const count = ({ layer, legend }) => {
      layer.update();
      legend.show(layer.legend(), window.mapdash.theme());
      map.fire('mapdash:layers');
    };
    const paintAll = () => {
      for (const entry of shown.values()) if (entry.layer) { count(entry); for (const canvas of entry.canvases) canvas.draw(); }
    };
    const redraw = () => {
      if (frame || !shown.size) return;
      frame = requestAnimationFrame(() => { frame = null; paintAll(); });
    };

    const hide = (name) => {
      const entry = shown.get(name);
      if (!entry) return;
      shown.delete(name);
      for (const canvas of entry.canvases || []) canvas.remove();
      if (entry.legend) entry.legend.root.remove();
      map.fire('mapdash:layers');
    };

    /* What the reader switched and Python has not confirmed; what it never confirms must not stay for ever. */
    const remember = (sender, number, { name, isOn }) => {
      const act = { sender, number, isOn };
      switched.set(name, act);
      follow(window.mapdash.command);
      setTimeout(() => { if (switched.get(name) === act) { switched.delete(name); follow(window.mapdash.command); } }, ANSWER_MS);
    };
    const confirm = (seen) => {
      for (const [name, { sender, number }] of switched) if (Object.hasOwn(seen, sender) && seen[sender] >= number) switched.delete(name);
    };

    const close = (name) => {
      const action = { type: 'layer', name, isOn: false };
      map.getContainer().focus();
      remember(window.mapdash.sender, window.mapdash.send(action), action);
    };

    window.addEventListener('message', ({ source, data }) => {
      const said = source === window.parent && data && data.mapdash;
      if (said && said.action && said.action.type === 'layer') remember(said.sender, said.number, said.action);
    });

    const show = async (kind, needs) => {
      const entry = {};
      shown.set(kind.name, entry);
      const loaded = Object.fromEntries(await Promise.all(needs.map(async ([name, promise]) => [name, await promise])));
      if (shown.get(kind.name) !== entry) return;
      entry.layer = kind.make(map, engine, { ...loaded, redraw });
      entry.canvases = kind.panes.map(({ name, method, key }) => new LayerCanvas(entry.layer[method], key ? entry.layer[key] : null, { pane: paneOf(map, name) }));
      entry.legend = makeLegend(kind, () => close(kind.name));
      count(entry);
      for (const canvas of entry.canvases) canvas.addTo(map);
      box.append(entry.legend.root);
    };

    const follow = (command) => {
      if (!engine) return;
      confirm(command.seen || {});
      const isWanted = (name) => (switched.has(name) ? switched.get(name).isOn : (command.shown || []).includes(name));
      map.mapdashCanvas.setQuiet(isWanted('density'));
      for (const kind of optionalLayers) {
        const { name } = kind;
        if (!isWanted(name)) { hide(name); continue; }
        if (shown.has(name)) continue;
        const needs = kind.needs(command);
        if (!needs) continue;
        show(kind, needs).catch((error) => { hide(name); map.fire('mapdash:problem', { sentence: error.message }); });
      }
    };

    map.mapdashLayers = { layer: (name) => (shown.get(name) || {}).layer || null };
    map.on('mapdash:engineready', (ready) => {
      engine = ready.engine;
      engine.listen(redraw);
      follow(window.mapdash.command);
    });
    /* The canvases redraw themselves when the map has moved, which Leaflet tells after this. */
    map.on('zoomend', () => { for (const entry of shown.values()) if (entry.layer) count(entry); });

    return {
      apply: follow,
      theme: paintAll,
    };
  };

  window.mapdash.addPart(part);
})();
