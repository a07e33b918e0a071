/* What the panels of the presenter are made of. Text from data goes in as text nodes only: there is no way here to pass
   markup, and only addresses of the web become links. */
(() => {
  'use strict';

  const BESIDE = new Set(['filter', 'sources']);
  const OWN_PANELS = new Set(['card', 'search', 'filter', 'sources']);

  const make = (tag, properties = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value === undefined || value === null || value === false) continue;
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (name === 'class') node.className = value;
      else node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== false && child !== ''));
    return node;
  };

  /* Text of the data: its own letters say in which direction it runs. */
  const words = (tag, text, className) => make(tag, { dir: 'auto', class: className }, text);

  const link = (url, text) => (/^https?:\/\//i.test(url)
    ? make('a', { href: url, target: '_blank', rel: 'noopener noreferrer', dir: 'auto' }, text)
    : words('span', text));

  /* Numbered, as the numbers are said aloud; what a source is and of when stands below it. */
  const sourceList = (items) => make('ol', { class: 'mp-sources' },
    ...items.map(({ url, title, detail }) => make('li', {}, link(url, title || url), detail ? words('span', detail, 'mp-detail') : null)));

  /* Keep one node a key, in order; nodes that stay keep their focus. */
  const sync = (parent, items, { key, create, update }) => {
    const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
    let cursor = parent.firstElementChild;
    for (const item of items) {
      const name = String(key(item));
      let node = old.get(name);
      if (node) old.delete(name);
      else { node = create(item); node.dataset.key = name; }
      update(node, item);
      if (node === cursor) cursor = cursor.nextElementSibling;
      else parent.insertBefore(node, cursor);
    }
    for (const node of old.values()) node.remove();
  };

  /* The outline that a mark has on the canvas, as that of an SVG path. */
  const outlines = new Map();
  const outlineOf = (shape) => {
    const { SHAPES } = window.mapdash.marks;
    if (!outlines.has(shape)) {
      const parts = [];
      const pen = {
        beginPath() {},
        moveTo: (x, y) => parts.push(`M${x} ${y}`),
        lineTo: (x, y) => parts.push(`L${x} ${y}`),
        arc: (x, y, r) => parts.push(`M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`),
        closePath: () => parts.push('z'),
      };
      (SHAPES[shape] || SHAPES.circle)(pen, 10, 10, 6.4);
      outlines.set(shape, parts.join(''));
    }
    return outlines.get(shape);
  };

  /* Sharp at any size, and of the theme that holds now. */
  const symbol = ({ shape, light, dark }) => {
    const [svg, path] = ['svg', 'path'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
    svg.setAttribute('viewBox', '0 0 20 20');
    svg.setAttribute('class', 'mp-symbol');
    svg.setAttribute('aria-hidden', 'true');
    svg.style.setProperty('--light', light);
    svg.style.setProperty('--dark', dark);
    path.setAttribute('d', outlineOf(shape));
    svg.append(path);
    return svg;
  };

  const debounce = (call, waitMs) => {
    let timer = null;
    return (...args) => { clearTimeout(timer); timer = setTimeout(() => call(...args), waitMs); };
  };

  const idle = (call) => (window.requestIdleCallback ? window.requestIdleCallback(call, { timeout: 4000 }) : setTimeout(call, 50));

  const said = (number) => number.toLocaleString('en-GB');

  /* How much of the right edge the open panel takes. */
  const panelWidth = () => {
    const panel = window.mapdash.presenter.root.querySelector('.md-panel');
    return panel ? Math.max(0, window.innerWidth - panel.getBoundingClientRect().left) : 0;
  };

  /* Somewhere that no scene says: what is meant stands in the middle of what nothing covers. */
  const flyTo = (map, bounds, maxZoom) => {
    const { presenter } = window.mapdash;
    const shift = 360 * Math.round((map.getCenter().lng - bounds.getCenter().lng) / 360);
    const near = L.latLngBounds([bounds.getSouth(), bounds.getWest() + shift], [bounds.getNorth(), bounds.getEast() + shift]);
    const { top, right, bottom, left } = presenter.insets();
    presenter.isMoved = true;
    map.fire('mapdash:moved');
    presenter.flight.goTo(map._getBoundsCenterZoom(near, { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], maxZoom }), false);
  };

  /* Another scene is shown as it was prepared, without what was opened for the one before. Beside the
     filters and the sources a scene stands where they leave it room, unless somebody moved the map. */
  const part = () => {
    const { presenter } = window.mapdash;
    if (!presenter || presenter.role !== 'present') return {};
    let shown = presenter.index;
    let open = '';
    let isLeaving = false;
    presenter.addInset(() => ({ right: panelWidth() }));
    presenter.on('before', ({ index }) => {
      isLeaving = index !== shown;
      if (isLeaving && OWN_PANELS.has(presenter.panelId)) presenter.closePanel();
      isLeaving = false;
      shown = index;
    });
    presenter.on('panel', ({ id }) => {
      const isBeside = BESIDE.has(id) || BESIDE.has(open);
      open = id;
      if (!isBeside || isLeaving || presenter.isMoved || !presenter.scene) return;
      presenter.flight.goTo(presenter.flight.targetOf(presenter.scene.bounds, presenter.insets()), false);
    });
    return {};
  };

  window.mapdash.addPart(part);
  window.mapdash.panelWidth = panelWidth;
  window.mapdash.nodes = { make, words, link, sourceList, sync, symbol, debounce, idle, said, flyTo };
})();
