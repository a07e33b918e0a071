/* One row that says how well a mark is located, and the sentence that a failed load leaves on the map. */
(() => {
  'use strict';

  const SAMPLES = [
    ['exact', 'exact place'],
    ['locality', 'town'],
    ['area', 'province only (approx.)'],
    ['several', 'several events'],
  ];

  const draw = (canvas, kind, theme) => {
    const { marks } = window.mapdash;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = 26 * ratio;
    canvas.height = 26 * ratio;
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    const style = { shape: 'circle', light: '#3d4f61', dark: '#c3d0dc' };
    if (kind === 'area') {
      ctx.beginPath();
      ctx.arc(13, 13, 9, 0, Math.PI * 2);
      ctx.setLineDash([4, 3]);
      ctx.lineWidth = 1.75;
      ctx.strokeStyle = style[theme];
      ctx.stroke();
    } else if (kind === 'several') {
      ctx.scale(0.82, 0.82);
      marks.drawBadge(ctx, { x: 16, y: 16, count: 3, split: [3], styles: [style], theme });
    } else marks.drawMark(ctx, { x: 13, y: 13, r: 5.5, style, theme, hasRing: kind === 'locality' });
  };

  const part = (map) => {
    const { element } = window.mapdash;
    const Legend = L.Control.extend({
      options: { position: 'bottomleft' },
      onAdd() {
        const row = element('ul', 'md-legend');
        row.setAttribute('aria-label', 'How well a place is known');
        this.samples = SAMPLES.map(([kind, words]) => {
          const item = element('li');
          const canvas = element('canvas');
          canvas.setAttribute('aria-hidden', 'true');
          item.append(canvas, element('span', '', words));
          row.append(item);
          return [canvas, kind];
        });
        L.DomEvent.disableClickPropagation(row);
        return row;
      },
    });
    const legend = new Legend().addTo(map);
    L.control.scale({ position: 'bottomright', imperial: false, maxWidth: 120 }).addTo(map);

    map.on('mapdash:problem', ({ sentence }) => {
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

  window.mapdash.addPart(part);
})();
