/* How the basemap looks in the light and in the dark: quiet paper under the events, legible on a projector. */
(() => {
  'use strict';

  const FONT = '"Source Sans", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';

  const PALETTES = {
    light: {
      water: '#cbdce9', shallow: '#d8e6f0', coast: '#8fb2cc', land: '#f7f5ef', river: '#92b8d3', shore: '#9dbfd7',
      province: '#c3bdc6', border: '#7d7489', band: 'rgba(150,134,170,.20)', disputed: '#b3482a', control: '#b3482a',
      country: '#5f586d', region: '#85798c', sea: '#3c6d97', place: '#26262e', village: '#50505c', dot: '#3c3c47', ring: '#fbfaf6',
      onLand: 'rgba(247,245,239,.92)', onWater: 'rgba(203,220,233,.85)',
    },
    dark: {
      water: '#0d151d', shallow: '#111c26', coast: '#36505f', land: '#1c2630', river: '#2b5a7e', shore: '#31506a',
      province: '#3b4955', border: '#7b8c9d', band: 'rgba(130,150,175,.13)', disputed: '#e08a63', control: '#e08a63',
      country: '#a3b1c0', region: '#7d8d9c', sea: '#6c9cc4', place: '#e2e9f0', village: '#aab6c2', dot: '#c3ced9', ring: '#1c2630',
      onLand: 'rgba(28,38,48,.92)', onWater: 'rgba(13,21,29,.85)',
    },
  };

  const between = (zoom, from, to, low, high) => low + (high - low) * Math.min(1, Math.max(0, (zoom - from) / (to - from)));

  const paths = new WeakMap();

  /* Each feature's outline is built once and drawn at every zoom, in either theme. */
  const pathOf = (feature, geometry, isArea) => {
    let path = paths.get(feature);
    if (path) return path;
    path = new Path2D();
    for (const run of geometry) {
      path.moveTo(run[0].x, run[0].y);
      for (let i = 1; i < run.length; i += 1) path.lineTo(run[i].x, run[i].y);
      if (isArea) path.closePath();
    }
    paths.set(feature, path);
    return path;
  };

  const area = (colour) => ({
    draw(context, geometry, zoom, feature) {
      context.fillStyle = colour;
      context.fill(pathOf(feature, geometry, true), 'evenodd');
    },
  });

  /* Widths and dashes are pixels of the screen; the canvas is scaled to the tile. */
  const line = ({ colour, width, scale, dash = [], cap = 'round', isArea = false }) => ({
    draw(context, geometry, zoom, feature) {
      context.strokeStyle = colour;
      context.lineWidth = (typeof width === 'function' ? width(feature.props) : width) / scale;
      context.lineJoin = 'round';
      context.lineCap = cap;
      context.setLineDash(dash.map((px) => px / scale));
      context.stroke(pathOf(feature, geometry, isArea));
    },
  });

  const DASHES = { disputed: [5, 3.5], control: [0.1, 4] };

  /* The rules of protomaps-leaflet's painter, for one zoom, one theme and one point of view. */
  const paintRules = ({ theme, view, zoom, scale, isBare }) => {
    const colours = PALETTES[theme];
    const isSeen = ({ props }) => (props.view === undefined || props.view === view) && !(props.zoom > zoom + 0.01);
    const rule = (dataLayer, symbolizer, filter = isSeen) => ({ dataLayer, symbolizer, filter: (_, feature) => filter(feature) });
    const riverWidth = ({ rank }) => between(zoom, 3, 9, 0.35 + rank * 0.14, 0.9 + rank * 0.62);
    const hasRiver = ({ props }) => props.rank >= Math.round(5 - zoom);
    const borderWidth = between(zoom, 3, 9, 0.8, 1.7);
    const ofStatus = (...wanted) => (feature) => wanted.includes(feature.props.status) && isSeen(feature);
    const marked = (status) => rule('borders', line({
      colour: colours[status], width: borderWidth * (status === 'control' ? 1.5 : 1.25), scale, dash: DASHES[status],
      cap: status === 'control' ? 'round' : 'butt',
    }), ofStatus(status));
    const surfaces = [
      rule('land', line({ colour: colours.shallow, width: between(zoom, 3, 8, 7, 16), scale, isArea: true })),
      rule('land', line({ colour: colours.coast, width: between(zoom, 3, 9, 1, 2), scale, isArea: true })),
      rule('land', area(colours.land)),
      rule('rivers', line({ colour: colours.river, width: riverWidth, scale }), hasRiver),
      rule('lakes', line({ colour: colours.shore, width: between(zoom, 3, 9, 0.8, 1.6), scale, isArea: true })),
      rule('lakes', area(colours.water)),
    ];
    if (isBare) return surfaces;
    return [
      ...surfaces,
      rule('provinces', line({ colour: colours.province, width: between(zoom, 4, 9, 0.7, 1.1), scale, dash: [4, 3], cap: 'butt' })),
      rule('borders', line({ colour: colours.band, width: borderWidth + between(zoom, 3, 8, 2.5, 6), scale, cap: 'butt' })),
      rule('borders', line({ colour: colours.border, width: borderWidth, scale }), ofStatus('agreed')),
      marked('disputed'),
      marked('control'),
    ];
  };

  const KIND = { capital: 0, metropolis: 1, city: 2, town: 3 };

  /* Names are read from the last row of a room, too. */
  const scaled = (type) => {
    const k = window.mapdash.typeScale || 1;
    return k === 1 ? type : { ...type, size: type.size * k, spacing: type.spacing * k };
  };

  const RANK_PX = [0, 4.2, 3.6, 1.8, 0.8, 0.2]; /* Of the largest countries; of all others less than nothing. */

  const countryType = (rank, zoom) => {
    const isSmall = rank >= 5 && zoom < 5;
    const size = Math.min(21, Math.max(10, 10.2 + (zoom - 3) * 1.35 + (rank in RANK_PX ? RANK_PX[rank] : -0.6)));
    return scaled({ size, spacing: size * (isSmall ? 0.07 : 0.15), weight: 600, isCapitals: true, longest: 12, ink: 'country', halo: 'onLand' });
  };

  const provinceType = (zoom) => {
    const size = between(zoom, 5, 9, 9.8, 11.5);
    return scaled({ size, spacing: size * 0.12, weight: 500, isCapitals: true, longest: 12, ink: 'region', halo: 'onLand' });
  };

  const seaType = (rank, zoom) => {
    const size = rank === 0 ? 14.5 : Math.min(17, 11 + (zoom - 3) * 0.75 - (rank - 1) * 0.8);
    return scaled({ size, spacing: rank === 0 ? 2.2 : size * 0.05, weight: 400, isItalic: true, longest: 10, ink: 'sea', halo: 'onWater' });
  };

  const VILLAGE_SIZE = 43; /* Twenty thousand people. */

  const placeType = ({ kind, size: people }, zoom) => {
    const isVillage = kind === KIND.town && people < VILLAGE_SIZE;
    const size = [13.6, 13.2, 12.7, isVillage ? 11.4 : 12.2][kind] + between(zoom, 4, 10, -0.8, 1.4);
    return scaled({ size, spacing: 0, weight: [650, 550, 450, 400][kind], longest: Infinity, ink: isVillage ? 'village' : 'place', halo: 'onLand' });
  };

  const fontOf = ({ size, weight, isItalic }) => `${isItalic ? 'italic ' : ''}${weight} ${size.toFixed(2)}px ${FONT}`;

  /* Capitals a ring with a dot, large cities a disc, cities a ring, towns a point. */
  const DOT_PX = [3.7, 2.9, 2.7, 1.9];

  const drawDot = (context, x, y, kind, colours) => {
    const disc = (radius, colour) => {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = colour;
      context.fill();
    };
    disc(DOT_PX[kind] + 1.2, colours.onLand);
    disc(DOT_PX[kind], kind === KIND.capital ? colours.place : colours.dot);
    if (kind === KIND.capital) { disc(DOT_PX[kind] - 1.2, colours.ring); disc(1.3, colours.place); }
    if (kind === KIND.city) disc(DOT_PX[kind] - 1.1, colours.ring);
  };

  const { DRAWN_PX } = window.mapdash.basemapTiles;
  const EDGE_PX = 8; /* What is drawn beyond a tile's edge and reaches into it: the casing of a coast. */

  /* Gives a canvas the size of a frame and the colour of the sea. */
  const prepare = ({ canvas, context }, frame) => {
    canvas.width = Math.round(frame.width * frame.ratio);
    canvas.height = Math.round(frame.height * frame.ratio);
    canvas.style.width = `${frame.width}px`;
    canvas.style.height = `${frame.height}px`;
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    const colours = PALETTES[frame.theme];
    context.fillStyle = colours.water;
    context.fillRect(0, 0, frame.width, frame.height);
    context.fillStyle = colours.land; /* South of the square is Antarctica, too. */
    context.fillRect(0, frame.world - frame.top, frame.width, frame.height);
  };

  /* Clipped to whole pixels of the canvas, so that neighbours meet without a seam. The context carries scale and place, so
     that outlines need not be copied. */
  const drawTile = ({ context }, tile, frame, view) => {
    const { scale, dim } = tile;
    const snap = (x) => Math.round(x * frame.ratio) / frame.ratio;
    const [x, y] = [tile.origin.x - frame.left, tile.origin.y - frame.top];
    const [west, north] = [snap(x), snap(y)];
    context.save();
    context.beginPath();
    context.rect(west, north, snap(x + dim) - west, snap(y + dim) - north);
    context.clip();
    context.translate(x, y);
    context.scale(scale, scale);
    const seen = {
      minX: Math.max(0, -x / scale) - EDGE_PX, minY: Math.max(0, -y / scale) - EDGE_PX,
      maxX: Math.min(DRAWN_PX, (frame.width - x) / scale) + EDGE_PX, maxY: Math.min(DRAWN_PX, (frame.height - y) / scale) + EDGE_PX,
    };
    const origin = { x: 0, y: 0 };
    const prepared = new Map([['', [{ ...tile, z: frame.zoom, origin, scale: 1, dim: DRAWN_PX }]]]);
    const rules = paintRules({ theme: frame.theme, view, zoom: frame.zoom, scale, isBare: frame.isBare });
    window.protomapsL.paint(context, frame.zoom, prepared, null, rules, seen, origin, false);
    context.restore();
  };

  window.mapdash.basemapStyle = {
    PALETTES, KIND, DOT_PX, countryType, provinceType, seaType, placeType, fontOf, drawDot, prepare, drawTile,
  };
})();
