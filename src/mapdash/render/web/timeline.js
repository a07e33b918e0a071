/* The time strip under the map: how many events there were when, and the window that filters by time. Its days and bins
   are in timeline-dates.js and timeline-bins.js, its gestures in timeline-brush.js, its play in timeline-play.js. */
(() => {
  'use strict';

  const { bins: core, dates } = window.mapdash;
  const UNIT_NAMES = { month: 'Month', year: 'Year', decade: 'Decade', century: 'Century' };
  const LABEL_PARTS = 4;

  const button = (className, text) => {
    const node = window.mapdash.element('button', className, text);
    node.type = 'button';
    return node;
  };

  const chooser = (name, options) => {
    const select = window.mapdash.element('select', 'md-time-select');
    select.setAttribute('aria-label', name);
    for (const [value, words] of options) {
      const option = window.mapdash.element('option', '', words);
      option.value = value;
      select.append(option);
    }
    return select;
  };

  const slider = (name) => {
    const edge = window.mapdash.element('div', `md-edge md-edge-${name}`);
    edge.setAttribute('role', 'slider');
    edge.tabIndex = 0;
    edge.setAttribute('aria-label', name === 'start' ? 'Start of the period' : 'End of the period');
    edge.setAttribute('aria-orientation', 'horizontal');
    return edge;
  };

  /* The nodes of the strip; nothing in them knows what they do. */
  const build = () => {
    const { element } = window.mapdash;
    const strip = element('section', 'md-timeline');
    strip.setAttribute('aria-label', 'Time');
    const nodes = {
      strip,
      head: element('div', 'md-time-head'), row: element('div', 'md-time-row'),
      play: button('md-time-play', 'Play'),
      speed: chooser('Speed of the play', [['1', '1×'], ['2', '2×'], ['4', '4×']]),
      mode: chooser('What the play moves', [['window', 'Window'], ['cumulative', 'Cumulative']]),
      clear: button('md-time-clear', 'Clear'),
      key: element('span', 'md-time-key'),
      summary: element('p', 'md-time-summary'), alternative: element('p', 'md-time-said'),
      units: element('div', 'md-time-units'), fold: button('md-time-fold', 'Hide time'),
      earlier: button('md-time-more'), later: button('md-time-more'),
      plot: element('div', 'md-time-plot'), canvas: element('canvas'),
      before: element('div', 'md-shade'), body: element('div', 'md-window'), after: element('div', 'md-shade'),
      start: slider('start'), end: slider('end'),
      today: element('div', 'md-today'), empty: element('p', 'md-time-empty'), label: element('div', 'md-label md-time-label'),
      problem: element('div', 'md-time-problem'), said: element('div', 'md-time-said'),
    };
    nodes.alternative.id = 'md-time-summary';
    nodes.problem.id = 'md-time-problem';
    nodes.canvas.setAttribute('aria-hidden', 'true');
    nodes.plot.setAttribute('role', 'group');
    nodes.plot.setAttribute('aria-describedby', nodes.alternative.id);
    nodes.plot.setAttribute('aria-keyshortcuts', '[ ]');
    nodes.plot.tabIndex = 0;
    nodes.units.setAttribute('role', 'group');
    nodes.units.setAttribute('aria-label', 'Bars by');
    nodes.problem.setAttribute('role', 'alert');
    nodes.said.setAttribute('role', 'status');
    nodes.label.setAttribute('aria-hidden', 'true');
    nodes.today.append(element('span', '', 'today'));
    nodes.label.append(element('strong'), element('span'));
    for (const name of ['label', 'problem', 'empty', 'earlier', 'later', 'body', 'before', 'after', 'today', 'key']) nodes[name].hidden = true;
    nodes.plot.append(nodes.canvas, nodes.before, nodes.after, nodes.today, nodes.body, nodes.start, nodes.end, nodes.empty);
    nodes.row.append(nodes.earlier, nodes.plot, nodes.later);
    return nodes;
  };

  const makeView = (nodes, model) => {
    const { plot, canvas, strip } = nodes;
    let frame = null;

    const placeToday = (width) => {
      const at = core.positionOf(model.grid, dates.today());
      const left = Math.round(at * width / model.grid.count);
      nodes.today.hidden = at < 0 || at >= model.grid.count;
      nodes.today.style.left = `${left}px`;
      nodes.today.classList.toggle('md-at-end', left + 40 > width);
    };

    const draw = () => {
      frame = null;
      const [width, height] = [plot.clientWidth, plot.clientHeight];
      if (!model.bins || !width || !height) return;
      window.mapdash.drawTimeline(canvas, { bins: model.bins, styles: model.engine.styles, theme: window.mapdash.theme(), width, height });
      placeToday(width);
      strip.dataset.drawn = String(Number(strip.dataset.drawn || 0) + 1);
    };

    const titles = () => model.engine.styles.map((style) => style && style.title);

    const describe = (bin) => {
      const { heading, parts, note } = core.describeBin(model.bins, bin, titles());
      const shown = parts.length > LABEL_PARTS + 1 ? LABEL_PARTS : parts.length;
      const named = parts.slice(0, shown).map(({ count, title }) => `${count.toLocaleString('en')} ${title}`);
      const others = parts.slice(shown).reduce((sum, { count }) => sum + count, 0);
      if (others) named.push(`${others.toLocaleString('en')} in other categories`);
      return { heading, line: [named.join(', '), note].filter(Boolean).join('; ') };
    };

    const view = {
      draw() { if (!frame) frame = requestAnimationFrame(draw); },

      describe(bin) { const { heading, line } = describe(bin); return line ? `${heading}: ${line}` : heading; },

      sayBin(bin) {
        if (!model.bins) return;
        const { heading, line } = describe(bin);
        nodes.label.children[0].textContent = heading;
        nodes.label.children[1].textContent = line;
        nodes.label.hidden = false;
        const box = plot.getBoundingClientRect();
        const at = box.left + (bin + 0.5) / model.grid.count * box.width;
        const wide = nodes.label.offsetWidth;
        nodes.label.style.left = `${Math.round(Math.max(6, Math.min(window.innerWidth - wide - 6, at - wide / 2)))}px`;
      },
      hideBin() { nodes.label.hidden = true; },

      /* The window is an overlay: moving it draws no bar. */
      place() {
        if (!model.grid) return;
        const { grid, period } = model;
        const [from, to] = period ? core.extentOf(grid, period) : [0, grid.count];
        const px = plot.clientWidth / grid.count;
        const [left, right] = [Math.round(from * px), Math.round(to * px)];
        for (const name of ['before', 'after', 'body']) nodes[name].hidden = !period;
        nodes.before.style.width = `${left}px`;
        nodes.after.style.left = `${right}px`;
        nodes.body.style.left = `${left}px`;
        nodes.body.style.width = `${Math.max(1, right - left)}px`;
        nodes.start.style.transform = `translateX(${left}px)`;
        nodes.end.style.transform = `translateX(${right}px)`;
        const bins = model.window || [0, grid.count];
        view.tell(nodes.start, bins[0], 0, bins[1] - 1);
        view.tell(nodes.end, bins[1] - 1, bins[0], grid.count - 1);
        nodes.clear.disabled = !period;
        strip.classList.toggle('md-has-window', Boolean(period));
      },

      tell(edge, now, least, most) {
        edge.setAttribute('aria-valuemin', least);
        edge.setAttribute('aria-valuemax', most);
        edge.setAttribute('aria-valuenow', now);
        edge.setAttribute('aria-valuetext', model.bins ? view.describe(now) : '');
      },
    };
    return view;
  };

  Object.assign(window.mapdash, { timelineParts: { build, makeView, button, UNIT_NAMES } });
})();
