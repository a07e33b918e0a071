/* The way from one scene's view to the next: marks are drawn anew for every frame, so that they stay sharp; the basemap
   moves along as it is, and the view that comes next is painted ahead while nothing happens. */
(() => {
  'use strict';

  const { presenter, addPart } = window.mapdash;
  const MS = 1500;
  const FARTHEST_ZOOM = 9;
  const CURVE = 1.42; /* How far out a long way goes. */
  const STEP_ZOOM = 0.5; /* Marks part and join at such steps. */
  const MOST_ROWS = 20000; /* With more events marks keep together on the way as they will on arrival. */
  const AHEAD_AFTER_MS = 500;
  const SLOW_FRAME_MS = 20;
  const SLOW_FLIGHTS = 2; /* So many in a row, and the basemap moves along less smoothly stretched. */
  const LARGEST_MIN_ZOOM = 4;
  const NARROWEST_WORLD = 0.8; /* Of the width of the map. */
  const EVERYWHERE = [-170, -55, 179, 75];
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)');

  const ease = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

  /* The smooth and efficient way of J. van Wijk and W. Nuij (2003), as in Leaflet's flyTo; answers for shares of it. */
  const makeWay = (map, to) => {
    const size = map.getSize();
    const zoom = map.getZoom();
    const start = map.project(map.getCenter(), zoom);
    const end = map.project(to.center, zoom);
    const w0 = Math.max(size.x, size.y);
    const w1 = w0 * map.getZoomScale(zoom, to.zoom);
    const u1 = start.distanceTo(end) || 1;
    const rho2 = CURVE ** 2;
    const r = (i) => {
      const b = (w1 ** 2 - w0 ** 2 + (i ? -1 : 1) * rho2 ** 2 * u1 ** 2) / (2 * (i ? w1 : w0) * rho2 * u1);
      const s = Math.sqrt(b ** 2 + 1) - b;
      return s < 1e-9 ? -18 : Math.log(s);
    };
    const r0 = r(0);
    const length = (r(1) - r0) / CURVE;
    const u = (s) => w0 * (Math.cosh(r0) * Math.tanh(r0 + CURVE * s) - Math.sinh(r0)) / rho2;
    const w = (s) => w0 * Math.cosh(r0) / Math.cosh(r0 + CURVE * s);
    return (share) => {
      const s = ease(share) * length;
      return { center: map.unproject(start.add(end.subtract(start).multiplyBy(u(s) / u1)), zoom), zoom: map.getScaleZoom(w0 / w(s), zoom) };
    };
  };

  /* A canvas of the size of the map that shows the events while the map is on its way. */
  const makeStage = (map) => {
    const node = document.createElement('canvas');
    node.className = 'md-flight';
    node.setAttribute('aria-hidden', 'true');
    map.getContainer().append(node);
    const ctx = node.getContext('2d');
    let view = null;
    let arranged = null;

    const arrange = (zoom, frame) => {
      const canvas = map.mapdashCanvas;
      const step = canvas.columns.rows > MOST_ROWS ? view.target : Math.round(zoom / STEP_ZOOM) * STEP_ZOOM;
      if (arranged === step) return;
      arranged = step;
      const { scale, left, top, size } = frame;
      const seen = { left: left / scale, right: (left + size.x) / scale, top: top / scale, bottom: (top + size.y) / scale };
      view.marks = canvas.sorted.pinned.arrange(step, view.mask, canvas.columns.rows > MOST_ROWS ? null : seen);
    };

    return {
      begin(target) {
        const canvas = map.mapdashCanvas;
        if (!canvas) return;
        const size = map.getSize();
        const ratio = window.devicePixelRatio || 1;
        if (node.width !== Math.round(size.x * ratio) || node.height !== Math.round(size.y * ratio)) {
          node.width = Math.round(size.x * ratio);
          node.height = Math.round(size.y * ratio);
        }
        const { sorted, lines } = canvas;
        const mask = Uint8Array.from(canvas.visible());
        view = Object.assign(Object.create(canvas), {
          _ctx: ctx, _ratio: ratio, target: target.zoom, mask,
          circles: sorted.circles.arrange(mask),
          provinces: sorted.provinces.arrange(mask),
          countries: sorted.countries.arrange(mask),
          routes: canvas.isWithoutRoutes ? [] : lines.flatMap((route) => canvas.visibleRoute(route, mask)),
        });
        arranged = null;
      },
      draw() {
        if (!view) return;
        const { min } = map.getPixelBounds();
        const frame = { scale: 256 * 2 ** map.getZoom(), left: min.x, top: min.y, size: map.getSize() };
        arrange(map.getZoom(), frame);
        ctx.setTransform(view._ratio, 0, 0, view._ratio, 0, 0);
        ctx.clearRect(0, 0, frame.size.x, frame.size.y);
        view.paint(frame, window.mapdash.theme(), false);
      },
      end() { view = null; },
    };
  };

  const part = (map) => {
    const stage = makeStage(map);
    const container = map.getContainer();
    let frame = null;
    let basemap = null;
    let timer = null;
    let slow = 0;

    const targetOf = (bounds, { top, right, bottom, left }) => {
      const [west, south, east, north] = bounds || presenter.data.home || EVERYWHERE;
      const box = L.latLngBounds([south, west], [north, east < west ? east + 360 : east]);
      const options = { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], maxZoom: bounds ? undefined : FARTHEST_ZOOM };
      const { center, zoom } = map._getBoundsCenterZoom(box, options);
      const here = map.getCenter();
      return { center: L.latLng(center.lat, center.lng + 360 * Math.round((here.lng - center.lng) / 360)), zoom };
    };

    const isThere = ({ center, zoom }) => Math.abs(zoom - map.getZoom()) < 0.01
      && map.project(center).distanceTo(map.project(map.getCenter())) < 2;

    const stop = () => {
      cancelAnimationFrame(frame);
      frame = null;
      if (!map.mapdashIsFlying) return;
      map.mapdashIsFlying = false;
      container.classList.remove('md-is-flying');
      stage.end();
    };

    const land = () => { stop(); map._moveEnd(true); };

    const fly = (target) => {
      cancelAnimationFrame(frame);
      map.stop();
      map.mapdashIsFlying = true;
      const way = makeWay(map, target);
      stage.begin(target);
      container.classList.add('md-is-flying');
      map._moveStart(true, true);
      let began = null;
      let frames = 0;
      const step = (now) => {
        began = began === null ? now : began;
        const share = (now - began) / MS;
        if (share >= 1) {
          slow = (now - began) / frames > SLOW_FRAME_MS ? slow + 1 : 0;
          if (slow >= SLOW_FLIGHTS) map.mapdashIsPlain = true;
          map._move(target.center, target.zoom, { flyTo: true });
          land();
          return;
        }
        const { center, zoom } = way(share);
        map._move(center, zoom, { flyTo: true });
        stage.draw();
        frames += 1;
        frame = requestAnimationFrame(step);
      };
      frame = requestAnimationFrame(step);
    };

    const goTo = (target, isInstant) => {
      if (isThere(target)) { land(); return; }
      if (!isInstant && !isStill.matches) { fly(target); return; }
      stop();
      map.setView(target.center, target.zoom, { animate: false });
    };

    /* Whoever takes hold of the map has it. */
    const grab = () => { if (map.mapdashIsFlying) land(); };
    for (const name of ['pointerdown', 'touchstart', 'wheel']) container.addEventListener(name, grab, { passive: true, capture: true });
    const moved = () => { presenter.isMoved = true; presenter.fire('moved'); };
    map.on('dragstart', moved);
    container.addEventListener('wheel', moved, { passive: true, capture: true });

    const prepareNext = () => {
      if (!basemap || map.mapdashIsFlying || presenter.role !== 'present') return;
      const next = presenter.data.scenes.findIndex((scene, n) => n > presenter.index && presenter.isShown(n));
      if (next < 0) return;
      const scene = presenter.data.scenes[next];
      const { center, zoom } = targetOf(scene.bounds, presenter.insetsOf(scene));
      basemap.prepare({ centre: center, zoom, theme: presenter.themeOf(scene), mask: presenter.maskOf(scene) });
    };
    const prepareLater = () => { clearTimeout(timer); timer = setTimeout(prepareNext, AHEAD_AFTER_MS); };

    map.on('mapdash:basemapready', ({ layer }) => { basemap = layer.prepare ? layer : null; prepareLater(); });
    map.on('moveend', prepareLater);
    /* Names keep clear of the marks that the scene has, not of those that its filter leaves out. */
    map.mapdashNamesMask = () => (presenter.scene ? presenter.maskOf(presenter.scene) : null);
    /* The first scene is shown before it is known what it shows, and what stands over the map is as large as that. */
    presenter.on('placed', () => {
      if (!presenter.isMoved && !presenter.isChanged && !map.mapdashIsFlying) goTo(targetOf(presenter.scene.bounds, presenter.insets()), true);
      map.fire('mapdash:obstacles');
    });
    map.on('moveend', () => { if (!map.mapdashIsFlying) setTimeout(() => { map.mapdashIsHeld = map.mapdashIsFlying; }, 0); });
    presenter.on('before', () => {
      cancelAnimationFrame(frame);
      frame = null;
      presenter.isMoved = false;
      map.mapdashIsHeld = true; /* What is chosen must not move the map: the scene says where it looks. */
      map.mapdashIsFlying = true; /* Nothing is painted for a view that is about to be left. */
      /* Whatever went wrong meanwhile: a map that does not fly must paint. */
      setTimeout(() => { if (map.mapdashIsFlying && frame === null) land(); }, 0);
    });
    presenter.on('scene', ({ scene, isInstant }) => goTo(targetOf(scene.bounds, presenter.insets()), isInstant));
    presenter.flight = { targetOf, goTo };

    /* The world once, hardly side by side with itself; a little narrower than the map, so that wide scenes fit beside a caption. */
    const widen = () => map.setMinZoom(Math.min(LARGEST_MIN_ZOOM, Math.max(2, Math.log2(NARROWEST_WORLD * map.getSize().x / 256))));
    widen();
    map.on('resize', widen);
    return {};
  };

  addPart(part);
})();
