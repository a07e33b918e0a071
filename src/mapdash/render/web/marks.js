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
    light: { halo: '#ffffff', badge: '#ffffff', text: '#15202b', area: 'rgba(21,32,43,.05)', label: '#243447', ticked: '#a4006d' },
    dark: { halo: '#0b1016', badge: '#18222d', text: '#f2f5f8', area: 'rgba(240,245,250,.07)', label: '#dbe4ec', ticked: '#ff9ddb' },
  };

  /* Larger for a projector, where a mark is as large from afar as from near. */
  const scale = () => window.mapdash.scale || 1;
  const radius = (zoom) => (scale() > 1 ? 8 * scale() : zoom < 4 ? 6 : zoom < 7 ? 7 : 8);

  const drawMark = (ctx, { x, y, r, style, theme, hasRing }) => {
    const ink = INK[theme];
    if (hasRing) {
      ctx.beginPath();
      ctx.arc(x, y, r + 4 * scale(), 0, TAU);
      ctx.lineWidth = 3.5 * scale();
      ctx.strokeStyle = ink.halo;
      ctx.stroke();
      ctx.lineWidth = 1.5 * scale();
      ctx.strokeStyle = style[theme];
      ctx.stroke();
    }
    SHAPES[style.shape](ctx, x, y, r);
    ctx.lineWidth = 3 * scale();
    ctx.lineJoin = 'round';
    ctx.strokeStyle = ink.halo;
    ctx.stroke();
    ctx.fillStyle = style[theme];
    ctx.fill();
  };

  /* What is drawn again and again is drawn once, at the resolution of the screen, and stamped on whole pixels. */
  const SPRITES_KEPT = 4000;
  const sprites = new Map();
  const spriteOf = (key, reach, ratio, paint) => {
    let sprite = sprites.get(key);
    if (sprite) return sprite;
    if (sprites.size >= SPRITES_KEPT) sprites.clear();
    sprite = document.createElement('canvas');
    sprite.width = Math.ceil(2 * reach * ratio);
    sprite.height = sprite.width;
    const pen = sprite.getContext('2d');
    pen.scale(ratio, ratio);
    pen.translate(reach, reach);
    paint(pen);
    sprites.set(key, sprite);
    return sprite;
  };

  const stamp = (ctx, sprite, x, y, ratio) => {
    const side = sprite.width / ratio;
    ctx.drawImage(sprite, Math.round((x - side / 2) * ratio) / ratio, Math.round((y - side / 2) * ratio) / ratio, side, side);
  };

  const stampMark = (ctx, { x, y, r, style, theme, hasRing, ratio = window.devicePixelRatio || 1 }) => {
    const key = `${style.shape}:${style[theme]}:${r}:${hasRing}:${theme}:${ratio}`;
    stamp(ctx, spriteOf(key, r + 8 * scale(), ratio, (pen) => drawMark(pen, { x: 0, y: 0, r, style, theme, hasRing })), x, y, ratio);
  };

  const dotRadius = () => 3.5 * scale();
  const paintDot = (ctx, ink) => {
    ctx.beginPath();
    ctx.arc(0, 0, dotRadius(), 0, TAU);
    ctx.fillStyle = ink.text;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = ink.halo;
    ctx.stroke();
  };

  const stampDot = (ctx, { x, y, theme, ratio }) => {
    stamp(ctx, spriteOf(`dot:${dotRadius()}:${theme}:${ratio}`, dotRadius() + 2, ratio, (pen) => paintDot(pen, INK[theme])), x, y, ratio);
  };

  const badgeRadius = (count) => scale() * (11 + Math.min(9, 4.16 * Math.log10(count)));

  const drawSplit = (ctx, { x, y, r, split, count }, colors) => {
    let angle = -Math.PI / 2;
    for (let code = 0; code < split.length; code += 1) {
      if (!split[code]) continue;
      const end = angle + TAU * split[code] / count;
      ctx.beginPath();
      ctx.arc(x, y, r - 2.2 * scale(), angle, end);
      ctx.strokeStyle = colors[code];
      ctx.stroke();
      angle = end;
    }
  };

  const paintDisc = (ctx, r, ink) => {
    for (const [radius, color] of [[r + 1.5 * scale(), ink.halo], [r, ink.badge]]) {
      ctx.beginPath();
      ctx.arc(0, 0, radius, 0, TAU);
      ctx.fillStyle = color;
      ctx.fill();
    }
  };

  /* Exact up to 999; so there are some two thousand texts at most, and each is drawn once. */
  const countText = (count) => {
    if (count < 1000) return String(count);
    if (count < 9950) return `${(count / 1000).toFixed(1)}k`;
    return count < 999500 ? `${Math.round(count / 1000)}k` : `${(count / 1e6).toFixed(1)}M`;
  };

  const drawCount = (ctx, x, y, count, ink, ratio) => {
    const text = countText(count);
    const paint = (pen) => {
      pen.fillStyle = ink.text;
      pen.font = `600 ${(text.length > 3 ? 10.5 : 12) * scale()}px "Source Sans", system-ui, sans-serif`;
      pen.textAlign = 'center';
      pen.textBaseline = 'middle';
      pen.fillText(text, 0, 0.5);
    };
    stamp(ctx, spriteOf(`count:${text}:${ink.text}:${ratio}:${scale()}`, 15 * scale(), ratio, paint), x, y, ratio);
  };

  /* Counts, and round each what share each category has of it. */
  const drawBadges = (ctx, marks, { styles, theme, ratio = window.devicePixelRatio || 1 }) => {
    const ink = INK[theme];
    const badges = marks.map(({ x, y, count, split }) => ({ x, y, count, split, r: Math.round(badgeRadius(count) * 2) / 2 }));
    for (const { x, y, r } of badges) stamp(ctx, spriteOf(`disc:${r}:${theme}:${ratio}`, r + 3 * scale(), ratio, (pen) => paintDisc(pen, r, ink)), x, y, ratio);
    ctx.lineWidth = 4.5 * scale();
    const colors = styles.map((style) => style[theme]);
    for (const badge of badges) drawSplit(ctx, badge, colors);
    for (const { x, y, count } of badges) drawCount(ctx, x, y, count, ink, ratio);
  };

  /* Round what the reader ticked in the table, alone or in a badge. */
  const drawTicked = (ctx, { x, y, r, theme }) => {
    ctx.beginPath();
    ctx.arc(x, y, r + 5, 0, TAU);
    ctx.lineWidth = 5;
    ctx.strokeStyle = INK[theme].halo;
    ctx.stroke();
    ctx.lineWidth = 3;
    ctx.strokeStyle = INK[theme].ticked;
    ctx.stroke();
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
    ctx.font = `600 ${12 * scale()}px "Source Sans", system-ui, sans-serif`;
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

  /* The typeface may arrive after the first numbers were drawn. */
  document.fonts.addEventListener('loadingdone', () => sprites.clear());

  window.mapdash.marks = { SHAPES, INK, scale, radius, drawMark, stampMark, stampDot, dotRadius, drawBadges, drawTicked, drawArea, badgeRadius };
})();
