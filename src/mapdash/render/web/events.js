/* The events of the map: the columns are fetched, the engine says which of them are visible, the canvas draws them. One
   Leaflet layer a category, so that a layer control can hold them. */
(() => {
  'use strict';

  const { areas, routes } = window.mapdash;

  /* One category. Adding and removing it works as for any Leaflet layer, so a layer control can hold it. */
  const EventLayer = L.Layer.extend({
    initialize(options) { L.setOptions(this, options); },
    onAdd(map) { map.mapdashEvents.then((canvas) => { canvas.styles[this.options.code] = { ...this.options.style, title: this.options.title }; canvas.shown.add(this.options.code); canvas.touch(); }); },
    onRemove(map) { map.mapdashEvents.then((canvas) => { canvas.shown.delete(this.options.code); canvas.touch(); }); },
  });

  const part = (map, config) => {
    const pane = map.createPane('mapdash-events');
    pane.style.zIndex = 450;
    let canvas = null;
    let pending = window.mapdash.command;

    const show = (command) => {
      canvas.setRoutes(!(command.hidden || []).includes('routes'));
      canvas.setTicked(command.selected || []);
      map.mapdashEngine.take(command);
      rename();
    };

    /* A picture has the name of the view that Python confirmed; none while it is ahead of Python. */
    const rename = () => {
      if (canvas.maskName === map.mapdashEngine.name) return;
      canvas.maskName = map.mapdashEngine.name;
      canvas.redraw();
    };

    const filters = window.mapdash.loadFilters(config.filters);
    filters.catch(() => {}); /* the engine says so when somebody needs it */
    const sources = { filters: () => filters, words: () => window.mapdash.loadWords(config.words) };

    map.mapdashEvents = Promise.all([
      window.mapdash.loadColumns(config.events), areas.loadAreas(config.areas), routes.loadRoutes(config.routes),
    ]).then(async ([columns, outlines, lines]) => {
      canvas = new window.mapdash.EventCanvas(columns, outlines, lines);
      map.mapdashObstacles = window.mapdash.makeObstacles(columns, outlines, canvas.sorted.pinned);
      map.fire('mapdash:obstacles');
      canvas.maskName = '';
      map.mapdashEngine = window.mapdash.makeEngine(columns, sources);
      await map.mapdashEngine.load(pending.filter);
      map.mapdashEngine.styles = canvas.styles;
      map.mapdashEngine.listen((engine) => { canvas.maskName = engine.name; canvas.setMask(engine.mask, engine.visibleCount); });
      canvas.visibleCount = columns.rows;
      canvas.addTo(map);
      show(pending);
      map.mapdashCanvas = canvas;
      map.fire('mapdash:engineready', { engine: map.mapdashEngine });
      setTimeout(() => map.fire('mapdash:eventsready', { canvas }), 0);
      (window.requestIdleCallback || setTimeout)(() => map.mapdashEngine.loadRest());
      return canvas;
    });
    map.mapdashEvents.catch((error) => map.fire('mapdash:problem', { sentence: error.message }));

    return {
      apply(command) { pending = command; if (canvas) show(command); },
      theme() { if (canvas) canvas.redraw(); },
    };
  };

  window.mapdash.addPart(part);
  Object.assign(window.mapdash, { EventLayer });
})();
