/* How a mark looks: a shape and a colour for the category, a ring for the precision, a badge for several at one place. */
(() => {
  'use strict';

  const TAU = Math.PI * 2;

  const polygon = (points) => (ctx, x, y, r) => {
    ctx.beginPath();
    points.forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
    ctx.closePath();
  };

  const SHAPES = {
    circle: (ctx, x, y, r) => { ctx.beginPath(); ctx.arc(x, y, r, 0, TAU); },
    square: polygon([[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]]),
    diamond: polygon([[0, -1.22], [1.22, 0], [0, 1.22], [-1.22, 0]]),
    triangle: polygon([[0, -1.18], [1.12, 0.82], [-1.12, 0.82]]),
    wedge: polygon([[0, 1.18], [1.12, -0.82], [-1.12, -0.82]]),
  };

  const INK = {
    light: { halo: '#ffffff', badge: '#ffffff', text: '#15202b', area: 'rgba(21,32,43,.05)', label: '#243447' },
    dark: { halo: '#0b1016', badge: '#18222d', text: '#f2f5f8', area: 'rgba(240,245,250,.07)', label: '#dbe4ec' },
  };

  const radius = (zoom) => (zoom < 4 ? 6 : zoom < 7 ? 7 : 8);

  const drawMark = (ctx, { x, y, r, style, theme, hasRing }) => {
    const ink = INK[theme];
    if (hasRing) {
      ctx.beginPath();
      ctx.arc(x, y, r + 4, 0, TAU);
      ctx.lineWidth = 3.5;
      ctx.strokeStyle = ink.halo;
      ctx.stroke();
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = style[theme];
      ctx.stroke();
    }
    SHAPES[style.shape](ctx, x, y, r);
    ctx.lineWidth = 3;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = ink.halo;
    ctx.stroke();
    ctx.fillStyle = style[theme];
    ctx.fill();
  };

  const badgeRadius = (count) => 11 + Math.min(9, 2.6 * Math.log10(count) * 1.6);

  const drawSplit = (ctx, x, y, r, split, styles, theme, total) => {
    let angle = -Math.PI / 2;
    ctx.lineWidth = 4.5;
    for (let i = 0; i < split.length; i += 1) {
      if (!split[i]) continue;
      const end = angle + TAU * split[i] / total;
      ctx.beginPath();
      ctx.arc(x, y, r - 2.2, angle, end);
      ctx.strokeStyle = styles[i][theme];
      ctx.stroke();
      angle = end;
    }
  };

  const drawDot = (ctx, { x, y, r, theme }) => {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fillStyle = INK[theme].text;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = INK[theme].halo;
    ctx.stroke();
  };

  const drawBadge = (ctx, { x, y, count, split, styles, theme }) => {
    const ink = INK[theme];
    const r = badgeRadius(count);
    ctx.beginPath();
    ctx.arc(x, y, r + 1.5, 0, TAU);
    ctx.fillStyle = ink.halo;
    ctx.fill();
    ctx.beginPath();
    ctx.arc(x, y, r, 0, TAU);
    ctx.fillStyle = ink.badge;
    ctx.fill();
    drawSplit(ctx, x, y, r, split, styles, theme, count);
    ctx.fillStyle = ink.text;
    ctx.font = `600 ${count > 999 ? 10 : 12}px "Source Sans", system-ui, sans-serif`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(count > 9999 ? `${Math.round(count / 1000)}k` : String(count), x, y + 0.5);
  };

  const drawArea = (ctx, { x, y, r, style, theme, label }) => {
    const ink = INK[theme];
    ctx.save();
    ctx.beginPath();
    ctx.arc(x, y, r, 0, TAU);
    ctx.fillStyle = ink.area;
    ctx.fill();
    ctx.setLineDash([7, 6]);
    ctx.lineWidth = 2;
    ctx.strokeStyle = style[theme];
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.font = '600 12px "Source Sans", system-ui, sans-serif';
    ctx.textAlign = 'center';
    ctx.textBaseline = 'bottom';
    ctx.lineWidth = 3.5;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = ink.halo;
    ctx.strokeText(label, x, y - r - 4);
    ctx.fillStyle = ink.label;
    ctx.fillText(label, x, y - r - 4);
    ctx.restore();
  };

  window.mapdash.marks = { SHAPES, INK, radius, drawMark, drawDot, drawBadge, drawArea, badgeRadius };
})();
