/* What is written over the map: title, caption, scene number, footer, marking. All of it is text, never HTML. */
(() => {
  'use strict';

  const { presenter } = window.mapdash;
  if (presenter.role === 'notes') return;

  const { data, root } = presenter;
  const make = (tag, className, text) => {
    const node = document.createElement(tag);
    node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  const makeMarking = (place) => {
    const bar = make('div', `md-marking md-marking-${place}`, data.marking.text);
    bar.setAttribute('role', 'note');
    bar.setAttribute('aria-label', `Marking: ${data.marking.text}`);
    bar.style.background = data.marking.background;
    bar.style.color = data.marking.color;
    return bar;
  };

  const box = make('section', 'md-caption');
  box.setAttribute('aria-label', 'Scene');
  const title = make('h1', 'md-title');
  const text = make('div', 'md-text');
  text.tabIndex = 0;
  box.append(title, text);

  const footer = make('footer', 'md-footer');
  const line = make('p', 'md-footer-line');
  const sources = make('p', 'md-footer-sources');
  const number = make('span', 'md-number');
  footer.append(line, sources);
  const said = make('p', 'md-said-scene');
  said.setAttribute('aria-live', 'polite');

  if (data.marking) {
    root.append(makeMarking('top'), makeMarking('bottom'));
    document.documentElement.dataset.marked = 'true';
  }
  root.append(box, footer, said);

  const directed = (node, words) => { node.textContent = words; node.dir = 'auto'; };

  const writeFooter = (counts, filters) => {
    const asOf = data.asOf ? `As of ${data.asOf}` : '';
    line.replaceChildren(number, ...[asOf, counts, filters].filter(Boolean).map((part) => make('span', '', part)));
  };

  const shortOf = ({ title: name }, i) => `${i + 1} ${name}`;

  presenter.on('before', ({ index, scene }) => {
    directed(title, scene.title);
    directed(text, scene.caption || '');
    text.hidden = !scene.caption;
    text.scrollTop = 0;
    box.hidden = !scene.title && !scene.caption;
    number.textContent = `${index + 1} / ${presenter.total}`;
    writeFooter(scene.counts, scene.filters === 'no filter' ? '' : scene.filters);
    const items = scene.sources || [];
    sources.textContent = items.length ? `Sources: ${items.slice(0, 6).map(shortOf).join(' · ')}` : '';
    said.textContent = `Scene ${index + 1} of ${presenter.total}: ${scene.title}`;
  });

  presenter.addInset(() => (box.hidden ? {} : { left: box.offsetWidth + 2 * box.offsetLeft }));
  presenter.caption = box;
})();
