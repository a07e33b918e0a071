/* Arcs: great circles from the middle of each actor's country to where events happened. They say who took part. */
(() => {
  'use strict';

  const { copiesOf, words, many, optionalLayers } = window.mapdash.overlay;
  const { byMarks, byCells } = window.mapdash.arcEnds;
  const MOST_ARCS = 400;
  const MOST_PATHS = 4000;
  const FEW_EVENTS = 20000;
  const MOST_HALOS = 120;
  const STEP_DEGREES = 1.5;
  const INK = { light: { line: '#005f73', halo: '#ffffff' }, dark: { line: '#6fe0e6', halo: '#0b1016' } };
  /* Fewest events, width, words. */
  const WIDTHS = [[1, 1.25, '1'], [2, 2.5, '2–4'], [5, 4, '5 or more']];
  const widthOf = (count) => WIDTHS.filter(([fewest]) => count >= fewest).at(-1)[1];

  /* A place of the unit square as a direction from the centre of the globe, and back. */
  const toVector = ({ x, y }) => {
    const longitude = (x - 0.5) * 2 * Math.PI;
    const latitude = Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI));
    return [Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude), Math.sin(latitude)];
  };
  const fromVector = ([a, b, c]) => {
    const sine = Math.max(-1, Math.min(1, c / Math.hypot(a, b, c)));
    return { x: Math.atan2(b, a) / (2 * Math.PI) + 0.5, y: 0.5 - Math.atanh(Math.max(-0.999999999, Math.min(0.999999999, sine))) / (2 * Math.PI) };
  };

  const cross = ([a, b, c], [d, e, f]) => [b * f - c * e, c * d - a * f, a * e - b * d];
  const lengthOf = (v) => Math.hypot(...v);

  /* The points of a great circle on the unit square; x goes on over the antimeridian. A part beyond the edge of the map
     (nearer to a pole) is left out: there the line breaks. */
  const greatCircle = (from, to) => {
    const start = toVector(from);
    const end = toVector(to);
    let axis = cross(start, end);
    const angle = Math.atan2(lengthOf(axis), start.reduce((sum, s, i) => sum + s * end[i], 0));
    /* Between antipodes any way is the shortest: over the nearer pole. */
    if (lengthOf(axis) < 1e-9) axis = cross(start, [0, 0, start[2] < 0 ? -1 : 1]);
    if (lengthOf(axis) < 1e-9) axis = [1, 0, 0];
    const side = cross(axis, start).map((s, _, all) => s / (lengthOf(all) || 1));
    const steps = Math.max(8, Math.ceil(angle * 180 / Math.PI / STEP_DEGREES));
    const pointAt = (t) => fromVector(start.map((s, i) => s * Math.cos(angle * t) + side[i] * Math.sin(angle * t)));
    const ts = [];
    const between = (t0, t1, depth) => {
      const dx = Math.abs(pointAt(t0).x - pointAt(t1).x);
      if (depth && Math.min(dx, 1 - dx) > 0.02) { const middle = (t0 + t1) / 2; between(t0, middle, depth - 1); between(middle, t1, depth - 1); } else ts.push(t1);
    };
    for (let i = 0; i < steps; i += 1) between(i / steps, (i + 1) / steps, 6);
    let last = from.x;
    const points = [{ x: from.x, y: from.y, isOnMap: true }];
    for (const t of ts) {
      const point = t === 1 ? { x: to.x, y: to.y } : pointAt(t);
      const x = point.x + Math.round(last - point.x);
      last = x;
      points.push({ x, y: point.y, isOnMap: point.y >= 0 && point.y <= 1 });
    }
    const xs = points.map((point) => point.x);
    return { points, west: Math.min(...xs), east: Math.max(...xs) };
  };

  const trace = (line, points, frame, copy) => {
    let isDown = false;
    for (const { x, y, isOnMap } of points) {
      if (isOnMap) line[isDown ? 'lineTo' : 'moveTo']((x + copy) * frame.scale - frame.left, y * frame.scale - frame.top);
      isDown = isOnMap;
    }
  };

  const make = (map, engine, { regions }) => {
    const { countries } = regions;
    const paths = new Map();
    const layer = { countries, arcs: [], left: 0, without: 0 };
    let find = null;

    const pathOf = (arc) => {
      const key = `${arc.actor}:${arc.x}:${arc.y}`;
      if (!paths.has(key)) {
        if (paths.size >= MOST_PATHS) paths.clear();
        const [x, y] = countries[arc.actor].label;
        paths.set(key, greatCircle({ x, y }, arc));
      }
      return paths.get(key);
    };

    return Object.assign(layer, {
      update() {
        const canvas = map.mapdashCanvas;
        find = find || (canvas.columns.rows > FEW_EVENTS ? byCells : byMarks)(map, canvas, regions);
        const { arcs, left, drawn } = find(canvas.visible(), MOST_ARCS);
        Object.assign(layer, { arcs, left, without: engine.visibleCount - drawn });
      },

      /* All lines of a width are one stroke: four hundred of them are four hundred times as slow. */
      paint(ctx, frame, theme) {
        const ink = INK[theme];
        const wider = window.mapdash.marks.scale();
        const lines = new Map(WIDTHS.map(([, width]) => [width, new Path2D()]));
        for (const arc of layer.arcs) {
          const path = pathOf(arc);
          for (const copy of copiesOf(frame, path.west, path.east)) trace(lines.get(widthOf(arc.count)), path.points, frame, copy);
        }
        /* Among many lines a halo costs much and shows little. */
        const halo = layer.arcs.length > MOST_HALOS ? [] : [[ink.halo, 0.75, 2]];
        for (const [color, alpha, more] of [...halo, [ink.line, 0.9, 0]]) {
          ctx.strokeStyle = color;
          ctx.globalAlpha = alpha;
          for (const [width, line] of lines) { ctx.lineWidth = (width + more) * wider; ctx.stroke(line); }
        }
        ctx.globalAlpha = 1;
        for (const [x, y] of layer.origins()) {
          for (const copy of copiesOf(frame)) {
            ctx.beginPath();
            ctx.arc((x + copy) * frame.scale - frame.left, y * frame.scale - frame.top, 4.5 * wider, 0, 2 * Math.PI);
            ctx.fillStyle = ink.halo;
            ctx.fill();
            ctx.lineWidth = 2.5 * wider;
            ctx.strokeStyle = ink.line;
            ctx.stroke();
          }
        }
      },

      origins: () => [...new Set(layer.arcs.map((arc) => arc.actor))].map((actor) => countries[actor].label),

      legend() {
        const samples = WIDTHS.map(([, width, text]) => ({
          text,
          draw(ctx, theme) {
            ctx.lineCap = 'round';
            ctx.strokeStyle = INK[theme].line;
            ctx.lineWidth = width;
            ctx.beginPath();
            ctx.moveTo(2, 15);
            ctx.quadraticCurveTo(9, 4, 18, 7);
            ctx.stroke();
          },
        }));
        const notes = ["From the middle of the actor's country; it says who took part, not a route."];
        if (layer.left) notes.push(`The ${words(MOST_ARCS)} arcs with the most events are drawn; ${many(layer.left, 'more is', 'more are')} left out.`);
        if (layer.without) notes.push(`${many(layer.without, 'event has', 'events have')} no arc: known to a country at most, or nobody from elsewhere took part.`);
        return { samples, notes, subject: 'events at an arc' };
      },
    });
  };

  const needs = ({ regions }) => (regions ? [['regions', window.mapdash.loadRegions(regions.rows)]] : null);
  optionalLayers.push({ name: 'arcs', title: 'Arcs', panes: [{ name: 'arcs', method: 'paint' }], make, needs });
  window.mapdash.arcs = { greatCircle };
})();
