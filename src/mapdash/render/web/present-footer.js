/* What is always said: the marking above and below, which scene it is, as of when, how many events, which filters, and the
   sources with their numbers. */
(() => {
  'use strict';

  const { presenter, addPart } = window.mapdash;
  if (presenter.role === 'notes') return;

  const { data, root } = presenter;
  const LONGEST_NAME = 34;
  const NO_FILTER = 'no filter';

  const make = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  if (data.marking && data.marking.text) {
    document.documentElement.dataset.marked = 'true';
    for (const place of ['top', 'bottom']) {
      const bar = make('div', `md-marking md-marking-${place}`, data.marking.text);
      bar.setAttribute('role', 'note');
      bar.setAttribute('aria-label', `Marking: ${data.marking.text}`);
      bar.style.background = data.marking.background;
      bar.style.color = data.marking.color;
      root.append(bar);
    }
  }

  const footer = make('footer', 'md-footer');
  const line = make('p', 'md-footer-line');
  const number = make('strong', 'md-number');
  const facts = make('span', 'md-facts');
  const dots = make('div', 'md-dots-place');
  const sources = make('p', 'md-footer-sources');
  const credit = make('div', 'md-credit');
  facts.dir = 'auto';
  line.append(number, facts);
  footer.append(line, dots, sources, credit);
  root.append(footer);
  presenter.dotsPlace = dots;

  /* ---- as of, counts, filters */

  const factsOf = ({ counts, filters }) => [
    data.asOf && `As of ${data.asOf}`, counts, filters && filters !== NO_FILTER ? filters : 'No filter',
  ].filter(Boolean).join(' · ');

  const said = (n) => n.toLocaleString('en-GB');

  const live = (engine) => {
    const total = engine.columns.rows;
    const words = window.mapdash.facets.filterInWords(data.words, engine.filter, engine.table);
    const isSaved = JSON.stringify(engine.filter) === JSON.stringify(presenter.scene.command.filter || {});
    const { filters } = presenter.scene;
    return { counts: `${said(engine.visibleCount)} of ${said(total)} events`, filters: isSaved ? filters : words };
  };

  /* ---- sources, as many as there is room for */

  /* Who says so: what stands before the colon of a title, else its beginning. The host of its address may be somebody else's:
     a dataset lies where others keep a copy. */
  const nameOf = ({ title }) => {
    const publisher = /^([^:]{2,40}):\s/.exec(title || '');
    if (publisher) return publisher[1];
    return !title || title.length <= LONGEST_NAME ? title || '' : `${title.slice(0, LONGEST_NAME - 1).trimEnd()}…`;
  };

  const measure = document.createElement('canvas').getContext('2d');
  const writeSources = () => {
    const { scene } = presenter;
    const items = scene.sources || [];
    const total = items.length + (scene.moreSources || 0);
    sources.replaceChildren();
    if (!total) { sources.textContent = 'No source for what is on screen.'; return; }
    const style = getComputedStyle(sources);
    measure.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const widthOf = (text) => measure.measureText(text).width;
    const more = (n) => (n ? `+${said(n)} more (S)` : '');
    let room = sources.clientWidth - widthOf('Sources  ') - widthOf(more(total)) - 24;
    sources.append(make('span', 'md-sources-head', presenter.isChanged ? 'Sources of the saved scene ' : 'Sources '));
    if (presenter.isChanged) room -= widthOf('of the saved scene ');
    let shown = 0;
    for (const item of items) {
      const text = nameOf(item);
      const width = widthOf(`${shown + 1} ${text}   `);
      if (width > room) break;
      room -= width;
      shown += 1;
      const entry = make('span', 'md-source');
      entry.append(make('b', '', String(shown)), ` ${text}`);
      sources.append(entry);
    }
    if (shown < total) sources.append(make('span', 'md-sources-more', more(total - shown)));
  };

  let isWritten = false;
  const write = (said) => {
    facts.textContent = factsOf(said);
    facts.title = facts.textContent;
  };
  const show = () => {
    number.textContent = `${presenter.index + 1} / ${presenter.total}`;
    write(presenter.scene);
    writeSources();
    isWritten = true;
  };

  const part = (map) => {
    let engine = null;
    const update = () => { if (isWritten && presenter.isChanged && engine) write(live(engine)); };
    map.on('mapdash:engineready', (ready) => { engine = ready.engine; engine.listen(() => setTimeout(update, 0)); });
    presenter.on('change', () => { update(); writeSources(); });
    presenter.on('scene', show);
    window.addEventListener('resize', () => { if (isWritten) writeSources(); });
    document.fonts.addEventListener('loadingdone', () => { if (isWritten) writeSources(); });
    /* The credit of the basemap stands with the rest of what is said, and not over the map. */
    credit.append(map.attributionControl.getContainer());
    return {};
  };

  addPart(part);
})();
