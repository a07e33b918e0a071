/* The picture of the time strip: stacked bars with the axis on one canvas, drawn anew only when the bars change. */
(() => {
  'use strict';

  const AXIS_PX = 14;
  const HEAD_PX = 3;
  const TEXT = '11px "Source Sans", system-ui, sans-serif';
  const GRAY = { light: '#6b6f76', dark: '#a9adb5' };
  const INK = {
    light: { text: '#4a5b6c', strong: '#15202b' },
    dark: { text: '#b3c0cc', strong: '#f2f5f8' },
  };

  const hatches = new Map();

  /* Stripes on the ground of the strip: seen as a lighter bar of the same colour, and told apart without colour. */
  const hatch = (ctx, color, ratio) => {
    const key = `${color} ${ratio}`;
    if (!hatches.has(key)) {
      const tile = document.createElement('canvas');
      const size = Math.round(4 * ratio);
      tile.width = size;
      tile.height = size;
      const pen = tile.getContext('2d');
      pen.fillStyle = color;
      pen.globalAlpha = 0.28;
      pen.fillRect(0, 0, size, size);
      pen.globalAlpha = 1;
      pen.strokeStyle = color;
      pen.lineWidth = 1.2 * ratio;
      pen.beginPath();
      for (const shift of [-size, 0, size]) { pen.moveTo(shift - 1, size + 1); pen.lineTo(shift + size + 1, -1); }
      pen.stroke();
      const pattern = ctx.createPattern(tile, 'repeat');
      pattern.setTransform(new DOMMatrix().scale(1 / ratio));
      hatches.set(key, pattern);
    }
    return hatches.get(key);
  };

  const edges = (bin, px) => {
    const left = Math.round(bin * px);
    const right = Math.round((bin + 1) * px);
    return [left, Math.max(1, right - left - (px >= 4 ? 1 : 0))];
  };

  const drawBars = (ctx, { bins, styles, theme, ratio, width, height }) => {
    const base = height - AXIS_PX;
    const room = base - HEAD_PX;
    const px = width / bins.grid.count;
    const lanes = [];
    for (let code = 0; code < bins.categories; code += 1) {
      const color = (styles[code] || GRAY)[theme];
      lanes.push([code, bins.solid, color], [code, bins.hatched, hatch(ctx, color, ratio)]);
    }
    /* Colour by colour: changing the brush is the costly part. */
    const heights = new Float64Array(bins.grid.count);
    for (const [code, count, brush] of lanes) {
      ctx.fillStyle = brush;
      for (let bin = 0; bin < bins.grid.count; bin += 1) {
        const here = count(code, bin);
        if (!here) continue;
        const scale = Math.max(2, bins.totals[bin] / bins.most * room) / bins.totals[bin];
        const [left, wide] = edges(bin, px);
        const top = base - heights[bin] - here * scale;
        /* Patterns and colours meet on whole device pixels only when rounded here. */
        const [y0, y1] = [Math.round(top * ratio) / ratio, Math.round((base - heights[bin]) * ratio) / ratio];
        ctx.fillRect(left, y0, wide, y1 - y0);
        heights[bin] += here * scale;
      }
    }
  };

  const drawAxis = (ctx, { bins, theme, width, height }) => {
    const ink = INK[theme];
    const base = height - AXIS_PX;
    const px = width / bins.grid.count;
    ctx.strokeStyle = ink.text;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(0, base + 0.5);
    ctx.lineTo(width, base + 0.5);
    ctx.font = TEXT;
    ctx.textBaseline = 'alphabetic';
    for (const { at, text, isYear } of window.mapdash.bins.ticksOf(bins.grid, width)) {
      const x = Math.round(at * px) + 0.5;
      ctx.moveTo(x, base);
      ctx.lineTo(x, base + (isYear ? 5 : 3));
      ctx.fillStyle = isYear ? ink.strong : ink.text;
      ctx.fillText(text, x + 3, height - 2);
    }
    ctx.stroke();
  };

  const draw = (canvas, picture) => {
    const { width, height } = picture;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    drawBars(ctx, { ...picture, ratio });
    drawAxis(ctx, picture);
  };

  window.mapdash.drawTimeline = draw;
})();
