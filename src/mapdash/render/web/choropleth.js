/* Counts by country and, when close, by province. Events count where they happened; what is known to a country only
   never counts for a province. The count stands in each outline that has room for it. */
(() => {
  'use strict';

  const { PALETTE, placeOf, copiesOf, classesOf, classOf, colorOf, wordsOfClasses, many, words, keyOf, maskOf, optionalLayers } = window.mapdash.overlay;
  const PROVINCE_ZOOM = 5.5;
  const scale = () => window.mapdash.marks.scale();
  const font = () => `650 ${12 * scale()}px "Source Sans", system-ui, sans-serif`;
  const INK = {
    light: { line: '#0a4c56', chip: '#ffffff', text: '#0b3a42' },
    dark: { line: '#a9e2d3', chip: '#101a20', text: '#dcf6ec' },
  };
  const FILL = { light: 0.9, dark: 0.9 };

  const tally = (size, region, mask) => {
    const counts = new Int32Array(size);
    for (let i = 0; i < region.length; i += 1) if (mask[i] && region[i] >= 0) counts[region[i]] += 1;
    return counts;
  };

  const mostOf = (counts) => counts.reduce((most, n) => Math.max(most, n), 0);
  const sumOf = (counts) => counts.reduce((sum, n) => sum + n, 0);

  /* The first place for a count, near the label's, that lies inside the outline and on no mark. */
  const STEPS = [[0, -18], [0, 0], [0, 18], [-26, -9], [26, -9], [-26, 9], [26, 9], [0, -36], [0, 36]];
  const boxesIn = (ctx, { area, at, middle, halfWidth, halfHeight }) => {
    const corners = [[-halfWidth, -halfHeight], [halfWidth, -halfHeight], [-halfWidth, halfHeight], [halfWidth, halfHeight]];
    return STEPS.map(([dx, dy]) => ({ x: middle.x + dx * scale(), y: middle.y + dy * scale(), halfWidth, halfHeight }))
      .filter((box) => corners.every(([h, v]) => window.mapdash.areas.contains(ctx, area, at, { x: box.x + h, y: box.y + v })));
  };

  const drawCount = (ctx, { text, box, theme }) => {
    ctx.beginPath();
    ctx.roundRect(box.x - box.halfWidth, box.y - box.halfHeight, 2 * box.halfWidth, 2 * box.halfHeight, 4 * scale());
    ctx.globalAlpha = 0.92;
    ctx.fillStyle = INK[theme].chip;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1;
    ctx.strokeStyle = INK[theme].line;
    ctx.stroke();
    ctx.font = font();
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = INK[theme].text;
    ctx.fillText(text, box.x, box.y + 0.5);
  };

  const make = (map, engine, { regions, countries, loadProvinces, redraw }) => {
    const outlinesOf = (places, areas) => {
      const byCode = new Map(areas.map((area) => [area.code, area]));
      return places.map(({ code }) => byCode.get(code) || null);
    };
    const countryOutlines = outlinesOf(regions.countries, countries);
    let provinceOutlines = null;
    let isAsked = false;
    let key = '';
    const layer = { level: 'country', counts: new Int32Array(0), starts: [], most: 0, onlyCountry: 0, nowhere: 0, seen: [], written: [] };

    /* Until the outlines of provinces have come, those of countries stand. */
    const levelNow = () => {
      if (map.getZoom() < PROVINCE_ZOOM) return 'country';
      if (!provinceOutlines && !isAsked) {
        isAsked = true;
        loadProvinces().then((areas) => { provinceOutlines = outlinesOf(regions.provinces, areas); redraw(); }, () => { isAsked = false; });
      }
      return provinceOutlines ? 'province' : 'country';
    };

    /* What lies inside an outline holds for a place of the map; what is free changes with the filter. */
    let boxes = new Map();
    let boxesFor = '';
    const insideOf = (ctx, frame, key, box) => {
      if (boxesFor !== placeOf(frame)) { boxesFor = placeOf(frame); boxes = new Map(); }
      if (!boxes.has(key)) boxes.set(key, boxesIn(ctx, box));
      return boxes.get(key);
    };

    /* Where arcs begin, if there are any: in the middle of a country, as a count would. */
    const originsIn = (frame) => {
      const arcs = map.mapdashLayers.layer('arcs');
      const size = { halfWidth: 8 * scale(), halfHeight: 8 * scale() };
      return arcs ? arcs.origins().flatMap(([x, y]) => copiesOf(frame).map((copy) => ({ x: (x + copy) * frame.scale - frame.left, y: y * frame.scale - frame.top, ...size }))) : [];
    };

    const paintArea = (ctx, { area, at, frame, color, theme }) => {
      const { ratio } = frame;
      ctx.save();
      ctx.setTransform(ratio * at.k, 0, 0, ratio * at.k, ratio * at.left, ratio * at.top);
      ctx.globalAlpha = FILL[theme];
      ctx.fillStyle = color;
      ctx.fill(area.fill, 'evenodd');
      ctx.globalAlpha = 0.85;
      ctx.strokeStyle = INK[theme].line;
      ctx.lineJoin = 'round';
      ctx.lineWidth = 1 / at.k;
      ctx.stroke(area.line);
      ctx.setLineDash([4 / at.k, 3 / at.k]);
      ctx.stroke(area.dashed);
      ctx.restore();
    };

    return Object.assign(layer, {
      update() {
        layer.level = levelNow();
        const isByProvince = layer.level === 'province';
        const region = isByProvince ? regions.province : regions.country;
        const size = isByProvince ? regions.provinces.length : regions.countries.length;
        layer.outlines = isByProvince ? provinceOutlines : countryOutlines;
        layer.counts = tally(size, region, engine.mask);
        const perCountry = isByProvince ? sumOf(tally(regions.countries.length, regions.country, engine.mask)) : sumOf(layer.counts);
        layer.nowhere = engine.visibleCount - perCountry;
        layer.onlyCountry = isByProvince ? perCountry - sumOf(layer.counts) : 0;
        const wanted = `${layer.level}|${keyOf(engine)}`;
        if (wanted !== key) {
          key = wanted;
          layer.most = mostOf(engine.filter.period ? tally(size, region, maskOf(engine)) : layer.counts);
          layer.starts = classesOf(layer.most);
        }
      },

      /* While time runs most areas keep their class, and their outlines take long to fill. */
      classes: () => `${layer.level}:${Array.from(layer.counts, (n) => (n ? classOf(layer.starts, n) : -1)).join()}:${layer.starts.length}`,

      paint(ctx, frame, theme) {
        if (!layer.outlines) return;
        const { placeArea, isOutside } = window.mapdash.areas;
        layer.seen = [];
        layer.outlines.forEach((area, n) => {
          if (!area || !layer.counts[n]) return;
          for (const copy of copiesOf(frame)) {
            const at = placeArea(area, frame, copy);
            if (isOutside(at, frame.size)) continue;
            const color = colorOf(PALETTE.choropleth[theme], layer.starts, classOf(layer.starts, layer.counts[n]));
            paintArea(ctx, { area, at, frame, color, theme });
            layer.seen.push({ area, at, copy, n });
          }
        });
      },

      /* On a canvas of its own: the fill lets the names of the basemap shine through, the counts stand on top. */
      paintCounts(ctx, frame, theme) {
        ctx.font = font();
        const taken = [...map.mapdashCanvas.taken, ...originsIn(frame)];
        layer.written = [];
        for (const { area, at, copy, n } of layer.seen) {
          const text = words(layer.counts[n]);
          const halfWidth = (text.length * 3.6 + 5) * scale();
          if (at.right - at.left < 2 * halfWidth || at.bottom - at.top < 18 * scale()) continue;
          const middle = { x: (area.x + copy) * frame.scale - frame.left, y: area.y * frame.scale - frame.top };
          const box = insideOf(ctx, frame, `${area.code}:${copy}:${text.length}`, { area, at, middle, halfWidth, halfHeight: 9 * scale() })
            .find((inside) => window.mapdash.areas.isFree(inside, taken));
          if (!box) continue;
          drawCount(ctx, { text, box, theme });
          taken.push(box);
          layer.written.push({ code: area.code, text });
        }
      },

      legend() {
        const { starts, most, level, onlyCountry, nowhere } = layer;
        const samples = wordsOfClasses(starts, most).map((text, n) => ({
          text,
          draw(ctx, theme) {
            ctx.beginPath();
            ctx.roundRect(1.5, 3.5, 17, 13, 2);
            /* As on land: the pane is blended with what lies under it. */
            ctx.fillStyle = window.mapdash.basemapStyle.PALETTES[theme].land;
            ctx.fill();
            ctx.globalCompositeOperation = theme === 'dark' ? 'screen' : 'multiply';
            ctx.globalAlpha = FILL[theme];
            ctx.fillStyle = colorOf(PALETTE.choropleth[theme], starts, n);
            ctx.fill();
            ctx.globalCompositeOperation = 'source-over';
            ctx.globalAlpha = 0.85;
            ctx.lineWidth = 1;
            ctx.strokeStyle = INK[theme].line;
            ctx.stroke();
          },
        }));
        const notes = [];
        if (onlyCountry) notes.push(`${many(onlyCountry, 'event is', 'events are')} in no province: known to a country only.`);
        if (nowhere) notes.push(`${many(nowhere, 'event is', 'events are')} not counted: no country is known.`);
        return { samples, notes, subject: 'events there', title: level === 'province' ? 'Counts by province' : 'Counts by country' };
      },
    });
  };

  const needs = ({ regions }) => (regions ? [
    ['regions', window.mapdash.loadRegions(regions.rows)],
    ['countries', window.mapdash.loadOutlines(regions.countries)],
    ['loadProvinces', Promise.resolve(() => window.mapdash.loadOutlines(regions.provinces))],
  ] : null);
  optionalLayers.push({ name: 'choropleth', title: 'Counts by country', panes: [{ name: 'choropleth', method: 'paint', key: 'classes' }, { name: 'counts', method: 'paintCounts' }], make, needs });
})();
