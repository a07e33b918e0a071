/* The time strip in the map document: what each of its controls does. */
(() => {
  'use strict';

  const { bins: core, dates, timelineParts } = window.mapdash;

  const NO_EVENTS = 'There are no events in this data.';

  const watchFold = (nodes) => {
    const { strip, fold, head } = nodes;
    fold.setAttribute('aria-expanded', 'true');
    fold.addEventListener('click', () => {
      const isFolded = document.documentElement.dataset.strip !== 'folded';
      document.documentElement.dataset.strip = isFolded ? 'folded' : 'open';
      fold.setAttribute('aria-expanded', String(!isFolded));
      fold.textContent = isFolded ? 'Show time' : 'Hide time';
      strip.classList.toggle('md-folded', isFolded);
      head.scrollLeft = 0;
    });
  };

  const connect = (nodes, engine) => {
    const { element } = window.mapdash;
    const { button, makeView, UNIT_NAMES } = timelineParts;
    let view = null;
    let fields = null;

    const tellOutliers = () => {
      const { bins, ranges, isWidened } = model;
      const years = ranges.core.map((day) => dates.partsOf(day).year);
      nodes.earlier.textContent = isWidened ? `Only ${years[0]}–${years[1]}` : `${bins.earlier.toLocaleString('en')} earlier`;
      nodes.later.textContent = `${bins.later.toLocaleString('en')} later`;
      nodes.earlier.hidden = !model.hasOutliers || (!isWidened && !bins.earlier);
      nodes.later.hidden = !model.hasOutliers || isWidened || !bins.later;
      for (const node of [nodes.earlier, nodes.later]) node.title = isWidened ? 'Back to the years of most events' : 'Show all years';
    };

    const offerUnits = () => {
      nodes.units.replaceChildren(...model.units.map((unit) => {
        const choice = button('md-time-unit', UNIT_NAMES[unit]);
        choice.setAttribute('aria-pressed', String(unit === model.grid.unit));
        choice.addEventListener('click', () => {
          player.stop();
          model.chosenUnit = unit;
          model.fit();
          const again = [...nodes.units.children].find((node) => node.textContent === UNIT_NAMES[unit]);
          if (again) again.focus();
        });
        return choice;
      }));
      nodes.units.hidden = model.units.length < 2;
      nodes.plot.setAttribute('aria-label', `Events by ${model.grid.unit}. Arrow keys read the bars, Enter chooses one, Space plays.`);
    };

    /* After the bars have changed. */
    const changed = () => {
      const key = `${model.units} ${model.grid.unit}`;
      if (nodes.units.dataset.key !== key) { nodes.units.dataset.key = key; offerUnits(); }
      tellOutliers();
      nodes.alternative.textContent = core.summarise(model.bins);
      nodes.key.hidden = !model.bins.hasHatched;
      nodes.key.textContent = core.COARSE[model.grid.unit] || '';
      const isEmpty = !model.bins.most;
      nodes.empty.hidden = !isEmpty;
      if (isEmpty) nodes.empty.textContent = nodes.alternative.textContent;
      view.draw();
      moved();
    };

    /* After the window has. */
    const moved = () => {
      if (!view) return;
      view.place();
      fields.write();
      nodes.summary.textContent = model.period && model.bins ? `${engine.visibleCount.toLocaleString('en')} of ${core.many(model.bins.events)}: ${dates.wordsOf(model.period)}` : nodes.alternative.textContent;
      nodes.strip.dataset.period = model.period ? model.period.join(' ') : '';
    };

    const model = window.mapdash.makeTimelineModel(engine, { changed, moved });
    view = makeView(nodes, model);

    const player = window.mapdash.play.makePlayer(model, () => {
      nodes.play.textContent = player.isPlaying ? 'Pause' : 'Play';
      nodes.strip.classList.toggle('md-playing', player.isPlaying);
      if (!player.isPlaying && model.period) nodes.said.textContent = `${dates.wordsOf(model.period)}: ${core.many(engine.visibleCount)}`;
    });
    const interrupt = () => player.stop();

    fields = window.mapdash.makeTimelineFields({ model, interrupt, problemBox: nodes.problem });
    const dash = element('span', 'md-time-gap');
    nodes.head.append(nodes.play, nodes.speed, nodes.mode, ...fields.nodes, nodes.clear, dash, nodes.summary, nodes.key, nodes.units, nodes.fold);

    window.mapdash.brush.makeBrush({ ...nodes, model, interrupt, sayBin: view.sayBin, hideBin: view.hideBin });

    nodes.play.addEventListener('click', player.toggle);
    nodes.speed.addEventListener('change', () => { player.speed = Number(nodes.speed.value); });
    nodes.mode.addEventListener('change', () => { player.mode = nodes.mode.value; });
    nodes.clear.addEventListener('click', () => { interrupt(); model.set(null); nodes.plot.focus({ preventScroll: true }); });
    for (const node of [nodes.earlier, nodes.later]) {
      node.addEventListener('click', () => {
        player.stop();
        model.isWidened = !model.isWidened;
        model.fit();
        nodes.plot.focus({ preventScroll: true });
      });
    }

    /* The bar that the keyboard reads. */
    let cursor = null;
    const read = (bin) => {
      cursor = Math.max(0, Math.min(model.grid.count - 1, bin));
      view.sayBin(cursor);
      nodes.said.textContent = view.describe(cursor);
    };
    nodes.row.addEventListener('keydown', (event) => {
      if (!model.grid || event.target.tagName === 'BUTTON') return;
      if (event.key === ' ') { event.preventDefault(); player.toggle(); return; }
      if (event.target !== nodes.plot || event.ctrlKey || event.metaKey || event.altKey) return;
      const start = cursor === null ? (model.window || [0])[0] : cursor;
      const to = { ArrowLeft: start - 1, ArrowRight: cursor === null ? start : start + 1, Home: 0, End: model.grid.count - 1 }[event.key];
      if (to !== undefined) read(to);
      else if (event.key === 'Enter' && cursor !== null) { interrupt(); model.showBins([cursor, cursor + 1]); model.settle(); }
      else return;
      event.preventDefault();
    });
    nodes.plot.addEventListener('blur', () => { cursor = null; view.hideBin(); });

    const fit = () => { model.fit(nodes.plot.clientWidth); view.hideBin(); };
    new ResizeObserver(fit).observe(nodes.plot);
    if (!model.ranges) {
      nodes.summary.textContent = NO_EVENTS;
      nodes.alternative.textContent = NO_EVENTS;
      nodes.empty.textContent = NO_EVENTS;
      nodes.empty.hidden = false;
      for (const node of nodes.head.querySelectorAll('button:not(.md-time-fold), select, input')) node.disabled = true;
      for (const edge of [nodes.start, nodes.end]) edge.remove();
    }
    fields.hint();
    fit();
    return { model, view, player };
  };

  const part = (map) => {
    const nodes = timelineParts.build();
    nodes.head.append(nodes.fold);
    nodes.strip.append(nodes.head, nodes.row, nodes.label, nodes.problem, nodes.said, nodes.alternative);
    /* A ring round what was pressed with the pointer would only be in the way. */
    nodes.strip.addEventListener('pointerdown', () => nodes.strip.classList.add('md-by-pointer'), true);
    nodes.strip.addEventListener('keydown', () => nodes.strip.classList.remove('md-by-pointer'), true);
    document.body.append(nodes.strip);
    watchFold(nodes);
    let strip = null;
    map.on('mapdash:engineready', ({ engine }) => {
      strip = connect(nodes, engine);
      map.mapdashTimeline = strip;
    });
    /* Each category tells its colour as its layer is added. */
    map.on('mapdash:eventsready', () => { if (strip) strip.view.draw(); });
    return { theme() { if (strip) strip.view.draw(); } };
  };

  window.mapdash.addPart(part);
})();
