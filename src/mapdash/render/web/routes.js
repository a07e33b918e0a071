/* Routes: railways and roads as schematic lines from town to town. Drawn with the events that they belong to, and only
   while one of these is visible. */
(() => {
  'use strict';

  const { scale } = window.mapdash.marks;
  const font = () => `600 ${12 * scale()}px "Source Sans", system-ui, sans-serif`;
  const HIT_PX = 7;
  const INK = {
    light: { railway: '#3f3a63', road: '#7a4b00', halo: '#ffffff', label: '#2a2746' },
    dark: { railway: '#c3bdf5', road: '#f0c274', halo: '#0b1016', label: '#e8e6fb' },
  };

  const project = ([longitude, latitude]) => ({ x: window.mapdash.unitX(longitude), y: window.mapdash.unitY(latitude) });

  const loadRoutes = async (url) => {
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) throw new Error(`The routes did not arrive (${response.status}).`);
    const { routes } = await response.json();
    return routes.map((route) => ({ ...route, path: route.points.map(project) }));
  };

  const trace = (ctx, points) => {
    ctx.beginPath();
    points.forEach(({ x, y }, i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  };

  /* A railway has sleepers, a road has none: the two differ without their colour. */
  const draw = (ctx, { route, points, theme, isChosen }) => {
    const ink = INK[theme];
    const color = route.mode === 'railway' ? ink.railway : ink.road;
    const width = (isChosen ? 4 : 2.5) * scale();
    ctx.save();
    ctx.lineJoin = 'round';
    ctx.lineCap = 'round';
    trace(ctx, points);
    ctx.strokeStyle = ink.halo;
    ctx.lineWidth = width + 3;
    ctx.globalAlpha = 0.85;
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    if (route.mode !== 'railway') ctx.setLineDash([10, 5]);
    ctx.stroke();
    if (route.mode === 'railway') {
      ctx.lineCap = 'butt';
      ctx.setLineDash([1.5, 8]);
      ctx.lineWidth = width + 5;
      ctx.stroke();
    }
    ctx.restore();
  };

  const lengthOf = (points) => points.slice(1).reduce((sum, p, i) => sum + Math.hypot(p.x - points[i].x, p.y - points[i].y), 0);

  const middleOf = (points) => {
    let rest = lengthOf(points) / 2;
    for (let i = 1; i < points.length; i += 1) {
      const a = points[i - 1];
      const b = points[i];
      const step = Math.hypot(b.x - a.x, b.y - a.y);
      if (step >= rest && step > 0) return { x: a.x + (b.x - a.x) * rest / step, y: a.y + (b.y - a.y) * rest / step, angle: Math.atan2(b.y - a.y, b.x - a.x) };
      rest -= step;
    }
    return { ...points[0], angle: 0 };
  };

  /* Where the name of a route stands: along its middle, and only where the line is longer than the words. */
  const boxOf = (ctx, text, points) => {
    ctx.font = font();
    const { width } = ctx.measureText(text);
    if (width + 40 > lengthOf(points)) return null;
    const { x, y, angle } = middleOf(points);
    return { x, y, halfWidth: Math.abs(Math.cos(angle)) * width / 2 + 10, halfHeight: Math.abs(Math.sin(angle)) * width / 2 + 10 };
  };

  const drawLabel = (ctx, { text, points, theme }) => {
    ctx.font = font();
    const at = middleOf(points);
    const isUpsideDown = Math.abs(at.angle) > Math.PI / 2;
    ctx.save();
    ctx.translate(at.x, at.y);
    ctx.rotate(isUpsideDown ? at.angle + Math.PI : at.angle);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'bottom';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = INK[theme].halo;
    ctx.strokeText(text, 0, -6);
    ctx.fillStyle = INK[theme].label;
    ctx.fillText(text, 0, -6);
    ctx.restore();
  };

  const distanceTo = (points, at) => {
    let best = Infinity;
    for (let i = 1; i < points.length; i += 1) {
      const a = points[i - 1];
      const b = points[i];
      const dx = b.x - a.x;
      const dy = b.y - a.y;
      const t = Math.max(0, Math.min(1, ((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, Math.hypot(a.x + t * dx - at.x, a.y + t * dy - at.y));
    }
    return best;
  };

  const isHit = (points, at) => distanceTo(points, at) <= HIT_PX;

  const labelOf = (route) => `${route.title} · schematic`;

  window.mapdash.routes = { INK, loadRoutes, draw, boxOf, drawLabel, isHit, labelOf, middleOf };
})();
