/* One row that says how well a mark is located, and the sentence that a failed load leaves on the map. */
(() => {
  'use strict';

  const SAMPLES = [
    ['exact', 'exact place'],
    ['locality', 'town'],
    ['area', 'province only (approx.)'],
    ['country', 'country only'],
    ['several', 'several events'],
  ];

  const drawArea = (ctx, color) => {
    const outline = new Path2D('M4 7 14 4 22 9 20 21 8 22z');
    ctx.save();
    ctx.clip(outline);
    ctx.strokeStyle = color;
    ctx.globalAlpha = 0.6;
    ctx.beginPath();
    for (let x = -20; x < 26; x += 6) { ctx.moveTo(x, 26); ctx.lineTo(x + 26, 0); }
    ctx.stroke();
    ctx.restore();
    ctx.setLineDash([4, 3]);
    ctx.lineWidth = 1.75;
    ctx.strokeStyle = color;
    ctx.stroke(outline);
  };

  const drawCircle = (ctx, color) => {
    ctx.beginPath();
    ctx.arc(13, 13, 9, 0, 2 * Math.PI);
    ctx.setLineDash([4, 3]);
    ctx.lineWidth = 1.75;
    ctx.strokeStyle = color;
    ctx.stroke();
  };

  const drawCountry = (ctx, theme) => {
    const { INK } = window.mapdash.areas;
    ctx.beginPath();
    ctx.roundRect(3, 5, 20, 16, 4);
    ctx.fillStyle = INK[theme].badge;
    ctx.fill();
    ctx.lineWidth = 1.75;
    ctx.strokeStyle = INK[theme].country;
    ctx.stroke();
    ctx.fillStyle = INK[theme].text;
    ctx.font = '600 11.5px "Source Sans", system-ui, sans-serif';
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText('3', 13, 13.5);
  };

  const drawSample = (ctx, kind, theme) => {
    const { marks } = window.mapdash;
    const style = { shape: 'circle', light: '#3d4f61', dark: '#c3d0dc' };
    if (kind === 'area' || kind === 'province') drawArea(ctx, style[theme]);
    else if (kind === 'country') drawCountry(ctx, theme);
    else if (kind === 'route') window.mapdash.routes.draw(ctx, { route: { mode: 'railway' }, points: [{ x: 2, y: 18 }, { x: 13, y: 9 }, { x: 24, y: 12 }], theme });
    else if (kind === 'circle') drawCircle(ctx, style[theme]);
    else if (kind === 'several') {
      ctx.scale(0.82, 0.82);
      marks.drawBadges(ctx, [{ x: 16, y: 16, count: 3, split: [3] }], { styles: [style], theme });
    } else marks.drawMark(ctx, { x: 13, y: 13, r: 5.5, style, theme, hasRing: kind === 'locality' });
  };

  const draw = (canvas, kind, theme) => {
    const ratio = window.devicePixelRatio || 1;
    canvas.width = 26 * ratio;
    canvas.height = 26 * ratio;
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    drawSample(ctx, kind, theme);
  };

  const part = (map) => {
    const { element } = window.mapdash;
    const Legend = L.Control.extend({
      options: { position: 'bottomleft' },
      onAdd() {
        const row = element('ul', 'md-legend');
        row.setAttribute('aria-label', 'How well a place is known');
        this.row = row;
        this.samples = [];
        for (const [kind, words] of SAMPLES) this.explain(kind, words);
        L.DomEvent.disableClickPropagation(row);
        return row;
      },
      explain(kind, words) {
        const item = element('li');
        const canvas = element('canvas');
        canvas.setAttribute('aria-hidden', 'true');
        item.append(canvas, element('span', '', words));
        this.row.append(item);
        this.samples.push([canvas, kind]);
        return canvas;
      },
    });
    const legend = new Legend().addTo(map);
    map.on('mapdash:eventsready', ({ canvas }) => {
      if (canvas.lines.length) draw(legend.explain('route', 'route (schematic)'), 'route', window.mapdash.theme());
    });
    map.mapdashScale = L.control.scale({ position: 'bottomright', imperial: false, maxWidth: 120 }).addTo(map);

    const isSaid = (sentence) => [...map.getContainer().querySelectorAll('.md-problem > span')].some((node) => node.textContent === sentence);

    map.on('mapdash:problem', ({ sentence }) => {
      if (isSaid(sentence)) return;
      const note = element('div', 'md-problem');
      const close = element('button', '', 'Close');
      close.type = 'button';
      close.addEventListener('click', () => note.remove());
      note.setAttribute('role', 'alert');
      note.append(element('span', '', sentence), close);
      L.DomEvent.disableClickPropagation(note);
      map.getContainer().append(note);
    });
    return { theme(name) { for (const [canvas, kind] of legend.samples) draw(canvas, kind, name); } };
  };

  window.mapdash.legendSample = drawSample;
  window.mapdash.addPart(part);
})();
