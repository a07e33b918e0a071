/* Title and caption of a scene, in the corner where they cover least of what the scene is about. All of it is text, never
   HTML. */
(() => {
  'use strict';

  const { presenter, addPart } = window.mapdash;
  if (presenter.role === 'notes') return;

  const { root } = presenter;
  const LONG = 420; /* Characters: longer captions take a wider box. */
  const EDGE = 24;
  const CORNERS = ['top-left', 'bottom-left', 'top-right', 'bottom-right'];
  const MOST_MARKS = 3000;
  const MOST_MASKS = 4;
  const LOCALITY = 1; /* The last precision with a point of its own; the order of GEO_PRECISIONS in mapdash.events. */
  const COVERS_CHOSEN = 1000;
  const MOST_COVERED = 40;
  const PER_ZOOM = 9; /* A zoom less is as bad as so many marks that are covered. */
  const STAYS = 0.5;

  const make = (tag, className) => { const node = document.createElement(tag); node.className = className; return node; };

  /* “CM-400AKG” and “8–19 July” are not broken at their dashes. */
  const CODE = /([\p{L}\p{N}]+(?:[-–][\p{L}\p{N}]+)+)/gu;
  const LONGEST_CODE = 16;
  const inPieces = (caption) => caption.split(CODE).map((piece, n) => {
    if (n % 2 === 0 || piece.length > LONGEST_CODE || !/\p{N}/u.test(piece)) return piece;
    const code = make('span', 'md-code');
    code.textContent = piece;
    return code;
  });

  const makeBox = () => {
    const box = make('section', 'md-caption');
    const title = make('h1', 'md-title');
    const text = make('div', 'md-text');
    title.dir = 'auto';
    text.dir = 'auto';
    const more = make('div', 'md-more');
    more.textContent = 'More ↓';
    more.setAttribute('aria-hidden', 'true');
    box.append(title, text, more);
    const follow = () => { more.hidden = text.scrollTop + text.clientHeight >= text.scrollHeight - 4; };
    text.addEventListener('scroll', follow, { passive: true });
    if (window.ResizeObserver) new ResizeObserver(follow).observe(text);
    const fill = (scene) => {
      const caption = scene.caption || '';
      title.textContent = scene.title;
      text.replaceChildren(...inPieces(caption));
      title.hidden = !scene.title;
      text.hidden = !caption;
      box.hidden = !scene.title && !caption;
      box.classList.toggle('md-is-long', caption.length > LONG);
      follow();
    };
    return { box, text, fill };
  };

  const shown = makeBox();
  shown.box.setAttribute('aria-label', 'Title and caption');
  shown.text.tabIndex = 0;
  shown.text.setAttribute('aria-label', 'Caption');
  shown.text.setAttribute('role', 'group');
  shown.text.dataset.ownKeys = 'vertical';
  /* The same box out of sight, to know how much room a scene that comes will take. */
  const probe = makeBox();
  probe.box.classList.add('md-is-probe');
  probe.box.setAttribute('aria-hidden', 'true');
  probe.box.inert = true;
  const said = make('p', 'md-said-scene');
  said.setAttribute('aria-live', 'polite');
  root.append(shown.box, probe.box, said);

  const sizes = new Map();
  const sizeOf = (scene, corner = '') => {
    if (!sizes.has(scene)) {
      probe.fill(scene);
      probe.box.dataset.corner = corner;
      sizes.set(scene, probe.box.hidden ? null : { width: probe.box.offsetWidth, height: probe.box.offsetHeight });
    }
    return sizes.get(scene);
  };

  /* ---- which corner */

  const part = (map, config) => {
    let core = null;
    let canvas = null;
    const places = new Map();
    const forget = () => { sizes.clear(); places.clear(); };
    window.addEventListener('resize', forget);
    document.fonts.addEventListener('loadingdone', forget);
    for (const name of ['panel', 'layout']) presenter.on(name, () => places.clear());

    map.on('mapdash:eventsready', (event) => {
      canvas = event.canvas;
      places.clear();
      window.mapdash.loadFilters(config.filters).then((table) => {
        core = window.mapdash.makeFilter(canvas.columns, table);
        places.clear();
        presenter.fire('masks');
        if (!presenter.scene) return;
        shown.box.dataset.corner = presenter.placeOf(presenter.scene).corner;
        presenter.fire('placed');
        document.documentElement.dataset.placed = 'yes';
      }, () => {});
    });

    /* Which events a scene shows; null until that is known. A few are kept: asked for again and again on the way. */
    const masks = new Map();
    presenter.maskOf = (scene) => {
      const filter = scene.command.filter || {};
      if (!core || core.lacks(filter)) return null;
      if (!masks.has(scene)) {
        if (masks.size >= MOST_MASKS) masks.delete(masks.keys().next().value);
        masks.set(scene, core.mask(filter).slice()); /* Its own are written again. */
      }
      return masks.get(scene);
    };

    /* The points of the events that a scene shows, not more than can be looked at for every corner. */
    const pointsOf = (scene) => {
      if (!canvas) return [];
      const { columns } = canvas;
      const mask = presenter.maskOf(scene);
      const step = Math.max(1, Math.ceil(columns.rows / MOST_MARKS));
      const points = [];
      for (let row = 0; row < columns.rows; row += step) {
        if (columns.precision[row] <= LOCALITY && (!mask || mask[row])) points.push(columns.x[row], columns.y[row]);
      }
      return points;
    };

    /* What the chosen event takes of the unit square: its outline, its circle or its point. */
    const boxOfChosen = ({ command: { chosen } }) => {
      if (!canvas || !(chosen >= 0)) return null;
      const { columns, outlines } = canvas;
      const n = columns.area[chosen];
      if (n >= 0) {
        const { west, east, north, south } = outlines[n];
        return [west, east, north, south].map((edge) => edge / 2 ** 24);
      }
      const { x, y, radiusKm, latitude } = columns;
      if (Number.isNaN(x[chosen])) return null;
      const reach = radiusKm[chosen] / (40075 * Math.max(0.05, Math.cos(latitude[chosen] * Math.PI / 180)));
      return [x[chosen] - reach, x[chosen] + reach, y[chosen] - reach, y[chosen] + reach];
    };

    const rectOf = (corner, { width, height }, size, base) => {
      const left = corner.endsWith('left') ? base.left : size.x - base.right - width;
      const top = corner.startsWith('top') ? base.top : size.y - base.bottom - height;
      return { left, top, right: left + width, bottom: top + height };
    };

    const costOf = ({ target, rect, size }, points, chosen) => {
      const scale = 256 * 2 ** target.zoom;
      const middle = map.project(target.center, target.zoom);
      const [dx, dy] = [size.x / 2 - middle.x, size.y / 2 - middle.y];
      let cost = 0;
      for (let i = 0; i < points.length && cost < MOST_COVERED; i += 2) {
        const x = points[i] * scale + dx;
        const y = points[i + 1] * scale + dy;
        if (x > rect.left && x < rect.right && y > rect.top && y < rect.bottom) cost += 1;
      }
      if (chosen) {
        const [west, east, north, south] = chosen.map((edge, n) => edge * scale + (n < 2 ? dx : dy));
        if (west < rect.right && east > rect.left && north < rect.bottom && south > rect.top) cost += COVERS_CHOSEN;
      }
      return cost;
    };

    const baseInsets = (scene) => {
      const unit = window.mapdash.unit;
      const taken = presenter.insetsBeside(scene);
      const edge = EDGE * unit;
      return { top: edge + taken.top, left: edge + taken.left, right: edge + taken.right, bottom: edge + taken.bottom };
    };

    const inset = (base, corner, side, { width, height }) => ({
      ...base,
      [side]: base[side] + (side === 'left' || side === 'right' ? width : height) + EDGE * window.mapdash.unit,
    });

    /* For each corner the scene may stand beside the box or above or below it. */
    const candidates = (scene, box, size, base) => {
      const corners = presenter.panelId ? CORNERS.filter((corner) => corner.endsWith('left')) : CORNERS;
      return corners.flatMap((corner) => corner.split('-').map((side) => {
        const insets = inset(base, corner, side, box);
        const isRoom = size.x - insets.left - insets.right > size.x * 0.3 && size.y - insets.top - insets.bottom > size.y * 0.3;
        return isRoom ? { corner, insets, size, target: presenter.flight.targetOf(scene.bounds, insets), rect: rectOf(corner, box, size, base) } : null;
      })).filter(Boolean);
    };

    const place = (scene) => {
      const box = sizeOf(scene);
      const size = map.getSize();
      const base = baseInsets(scene);
      if (!box) return { corner: 'top-left', insets: base };
      const all = candidates(scene, box, size, base);
      if (!all.length) return { corner: 'bottom-left', insets: inset(base, 'bottom-left', 'bottom', { width: box.width, height: Math.min(box.height, size.y * 0.4) }) };
      const points = pointsOf(scene);
      const chosen = boxOfChosen(scene);
      const closest = Math.max(...all.map(({ target }) => target.zoom));
      let best = null;
      all.forEach((candidate, n) => {
        const stays = candidate.corner === shown.box.dataset.corner ? STAYS : 0;
        const cost = costOf(candidate, points, chosen) + PER_ZOOM * (closest - candidate.target.zoom) + n / 10 - stays;
        if (!best || cost < best.cost) best = { ...candidate, cost };
      });
      return { corner: best.corner, insets: best.insets };
    };

    presenter.placeOf = (scene) => {
      if (!places.has(scene)) places.set(scene, place(scene));
      return places.get(scene);
    };
    presenter.insetsOf = (scene) => presenter.placeOf(scene).insets;
    presenter.insets = () => (presenter.scene ? presenter.placeOf(presenter.scene).insets : baseInsets(null));

    presenter.on('before', ({ index, scene }) => {
      const { corner } = presenter.placeOf(scene);
      shown.fill(scene);
      shown.box.dataset.corner = corner;
      shown.text.scrollTop = 0;
      said.textContent = `Scene ${index + 1} of ${presenter.total}: ${scene.title}`;
    });
    for (const name of ['panel', 'layout']) presenter.on(name, () => {
      if (presenter.scene) shown.box.dataset.corner = presenter.placeOf(presenter.scene).corner;
    });
    return {};
  };

  const scroll = (share) => () => shown.text.scrollBy({ top: share * shown.text.clientHeight, behavior: 'auto' });
  if (presenter.role === 'present') {
    presenter.addKey(['ArrowDown'], scroll(0.4), 'Scroll a long caption down');
    presenter.addKey(['ArrowUp'], scroll(-0.4), 'Scroll a long caption up');
  }

  addPart(part);
})();
