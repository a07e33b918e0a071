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
    let maskText; // undefined until the first command, so that null (no filter) counts as a change
    let pending = window.mapdash.command;

    const show = (command) => {
      canvas.setRoutes(!(command.hidden || []).includes('routes'));
      canvas.setTicked(command.selected || []);
      if (command.visible !== maskText) {
        maskText = command.visible;
        canvas.maskName = command.name || '';
        map.mapdashEngine.take({ filter: command.filter, mask: window.mapdash.decodeMask(maskText, canvas.columns.rows) });
      } else if ((command.name || '') !== canvas.maskName) {
        canvas.maskName = command.name || '';
        canvas.redraw();
      }
    };

    map.mapdashEvents = Promise.all([
      window.mapdash.loadColumns(config.events), areas.loadAreas(config.areas), routes.loadRoutes(config.routes),
    ]).then(([columns, outlines, lines]) => {
      canvas = new window.mapdash.EventCanvas(columns, outlines, lines);
      map.mapdashObstacles = window.mapdash.makeObstacles(columns, outlines, canvas.sorted.pinned);
      map.fire('mapdash:obstacles');
      canvas.maskName = '';
      map.mapdashEngine = window.mapdash.makeEngine(columns);
      map.mapdashEngine.styles = canvas.styles;
      map.mapdashEngine.listen((engine) => canvas.setMask(engine.mask, engine.visibleCount));
      canvas.visibleCount = columns.rows;
      canvas.addTo(map);
      show(pending);
      map.mapdashCanvas = canvas;
      map.fire('mapdash:engineready', { engine: map.mapdashEngine });
      setTimeout(() => map.fire('mapdash:eventsready', { canvas }), 0);
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
