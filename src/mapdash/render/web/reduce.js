/* What an action makes of a filter, exactly as mapdash.app.actions does, so that it shows before Python has answered. */
(() => {
  'use strict';

  const { FILTER_DIMENSIONS, VALUE_DIMENSIONS, isSet } = window.mapdash;
  const MOST_CHARACTERS = 200;
  const FEWEST_POINTS = 3;
  const MOST_POINTS = 100;
  const FIRST_YEAR = 1;
  const LAST_YEAR = 9999;
  const FULL_CIRCLE = 360;

  /* What Python takes for white space, and what mapdash.filters.one_line leaves out. */
  const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
  const LEFT_OUT = /[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;

  const oneLine = (text) => {
    const line = text.replace(LEFT_OUT, '').split(SPACE).filter(Boolean).join(' ');
    return Array.from(line).slice(0, MOST_CHARACTERS).join('').replace(/ $/, '');
  };

  /* In the order of code points, as Python sorts; JavaScript itself sorts halves of surrogate pairs. */
  const compare = (a, b) => {
    const [x, y] = [Array.from(a), Array.from(b)];
    for (let i = 0; i < Math.min(x.length, y.length); i += 1) {
      if (x[i] !== y[i]) return x[i].codePointAt(0) - y[i].codePointAt(0);
    }
    return x.length - y.length;
  };

  const withDimension = (filter, dimension, value) => {
    const next = { ...filter };
    if (isSet(value)) next[dimension] = value;
    else delete next[dimension];
    return next;
  };

  const withValues = (filter, dimension, values) => withDimension(filter, dimension, [...values].sort(compare));

  const valuesOf = (filter, dimension) => new Set(filter[dimension] || []);

  const toggled = (values, value) => {
    const next = new Set(values);
    if (!next.delete(value)) next.add(value);
    return next;
  };

  const areEqual = (a, b) => a.size === b.size && [...a].every((value) => b.has(value));

  /* As Python rounds: of two that are equally near the even one. Only odd multiples of 1/32 lie in the middle. */
  const rounded = (degrees) => {
    const nearest = Number(degrees.toFixed(4));
    const parts = degrees * 32;
    if (Number.isInteger(parts) && parts % 2 !== 0 && Math.abs(degrees) < 1e6) {
      const below = Math.floor(degrees * 1e4);
      return (below % 2 === 0 ? below : below + 1) / 1e4 + 0;
    }
    return nearest + 0;
  };

  /* Days since 1970-01-01 of the proleptic Gregorian calendar (H. Hinnant, days_from_civil). */
  const dayOf = (year, month, day) => {
    const y = month <= 2 ? year - 1 : year;
    const era = Math.floor(y / 400);
    const yearOfEra = y - era * 400;
    const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
  };

  const lengthOf = (year, month) => (month === 12 ? 31 : dayOf(year, month + 1, 1) - dayOf(year, month, 1));

  /* The first and the last day of YYYY, YYYY-MM or YYYY-MM-DD; null where the text is no such date. */
  const daysOf = (text) => {
    const form = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
    if (!form) return null;
    const [year, month, day] = form.slice(1).map((digits) => (digits === undefined ? 0 : Number(digits)));
    if (year < FIRST_YEAR || (form[2] && (month < 1 || month > 12))) return null;
    if (form[3] && (day < 1 || day > lengthOf(year, month))) return null;
    const lastMonth = month || 12;
    return [dayOf(year, month || 1, day || 1), dayOf(year, lastMonth, day || lengthOf(year, lastMonth))];
  };

  /* All of the data is what a reader sees without a filter, so it is none. */
  const withPeriod = (filter, period, table) => {
    const isAll = period && (!table.span || (period[0] <= table.span[0] && period[1] >= table.span[1]));
    return withDimension(filter, 'period', isAll ? null : period);
  };

  /* As Python takes a value for nothing. */
  const isNothing = (value) => value === undefined || value === null || value === false || value === 0 || value === ''
    || (typeof value === 'object' && Object.keys(value).length === 0);

  const periodOf = ({ first, last }) => {
    const texts = [first, last].map((text) => (isNothing(text) ? '' : text));
    if (texts.some((text) => typeof text !== 'string')) return undefined;
    if (!texts[0] && !texts[1]) return null;
    const spans = [daysOf(texts[0] || '0001'), daysOf(texts[1] || '9999')];
    if (!spans[0] || !spans[1]) return undefined;
    return spans[0][0] <= spans[1][1] ? [spans[0][0], spans[1][1]] : undefined;
  };

  const isPoint = (point) => Array.isArray(point) && point.length === 2 && point.every((x) => typeof x === 'number' && Math.abs(x) < 1e6);

  const regionOf = (points) => {
    if (!Array.isArray(points) || points.length > MOST_POINTS + 1 || !points.length || !points.every(isPoint)) return undefined;
    const edge = Math.min(...points.map(([x]) => x)) + FULL_CIRCLE;
    let corners = points.map(([x, y]) => [rounded(Math.min(x, edge)), rounded(Math.min(Math.max(y, -90), 90))]);
    const [first] = corners[0];
    if (first < -180 || first >= 180) {
      const shift = Math.floor((first + 180) / FULL_CIRCLE) * FULL_CIRCLE;
      corners = corners.map(([x, y]) => [rounded(x - shift), y]);
    }
    corners = corners.filter(([x, y], i) => {
      const [lastX, lastY] = corners[(i + corners.length - 1) % corners.length];
      return x !== lastX || y !== lastY;
    });
    if (corners.length < FEWEST_POINTS || corners.length > MOST_POINTS) return undefined;
    const xs = corners.map(([x]) => x);
    return Math.max(...xs) - Math.min(...xs) > FULL_CIRCLE ? undefined : corners;
  };

  const wrapped = (longitude) => {
    const rest = (longitude + 180) % FULL_CIRCLE;
    return (rest < 0 ? rest + FULL_CIRCLE : rest) - 180;
  };

  /* West, south, east and north as a map reports them; a map may show several copies of the world. */
  const boundsOf = (edges) => {
    if (!Array.isArray(edges) || edges.length !== 4) return null;
    if (!edges.every((edge) => ['number', 'boolean'].includes(typeof edge) && Number.isFinite(Number(edge)))) return null;
    let [west, south, east, north] = edges.map(Number);
    if (west > east) return null;
    [west, east] = east - west >= FULL_CIRCLE ? [-180, 180] : [wrapped(west), wrapped(east)];
    [south, north] = [Math.max(south, -90), Math.min(north, 90)];
    return south > north || south > 90 || north < -90 ? null : [west, south, east, north].map(rounded);
  };

  /* Each answers with the filter that follows, or with the same one where the action says nothing that can be done. */
  const REDUCERS = new Map(Object.entries({
    search: (filter, { text }) => (typeof text === 'string' ? withDimension(filter, 'search', oneLine(text)) : filter),

    toggle(filter, { dimension, value }, table) {
      if (!table.has(dimension, value)) return filter;
      return withValues(filter, dimension, toggled(valuesOf(filter, dimension), value));
    },

    pick(filter, { dimension, values }, table) {
      if (!VALUE_DIMENSIONS.includes(dimension) || !Array.isArray(values)) return filter;
      const known = new Set(values.filter((value) => table.has(dimension, value)));
      return withValues(filter, dimension, areEqual(known, valuesOf(filter, dimension)) ? [] : known);
    },

    toggle_category(filter, { value }, table) {
      if (!table.has('categories', value)) return filter;
      const everything = new Set(table.values('categories'));
      const now = valuesOf(filter, 'categories');
      const shown = toggled(now.size ? now : everything, value);
      return withValues(filter, 'categories', areEqual(shown, everything) ? [] : shown);
    },

    isolate(filter, action, table) {
      if (!table.has('categories', action.value)) return filter;
      const only = new Set([action.value]);
      const isAlone = areEqual(valuesOf(filter, 'categories'), only);
      const wasAlone = Object.hasOwn(action, 'wasAlone') ? action.wasAlone === true : isAlone;
      return withValues(filter, 'categories', wasAlone ? [] : only);
    },

    place_only: (filter, { isOn }) => withDimension(filter, 'is_place_only', isOn === true),

    years(filter, { first, last }, table) {
      if (![first, last].every(Number.isInteger) || first < FIRST_YEAR || last < first || last > LAST_YEAR) return filter;
      return withPeriod(filter, [dayOf(first, 1, 1), dayOf(last, 12, 31)], table);
    },

    period(filter, action, table) {
      const period = periodOf(action);
      return period === undefined ? filter : withPeriod(filter, period, table);
    },

    region(filter, { points }) {
      const region = points === undefined || points === null ? null : regionOf(points);
      return region === undefined ? filter : withDimension(filter, 'region', region);
    },

    /* Without bounds Python takes those of the scene, which this document does not have. */
    view_only(filter, { isOn, bounds }) {
      if (isOn !== true) return withDimension(filter, 'view', null);
      const view = boundsOf(bounds);
      return view ? withDimension(filter, 'view', view) : filter;
    },

    camera(filter, { bounds }) {
      const view = isSet(filter.view) ? boundsOf(bounds) : null;
      return view ? withDimension(filter, 'view', view) : filter;
    },

    drop(filter, { dimension, value = null }) {
      if (!FILTER_DIMENSIONS.includes(dimension) || !(value === null || typeof value === 'string')) return filter;
      if (value === null || !VALUE_DIMENSIONS.includes(dimension)) return withDimension(filter, dimension, null);
      return withValues(filter, dimension, [...valuesOf(filter, dimension)].filter((other) => other !== value));
    },

    reset: () => ({}),
  }));

  const isReducible = (action) => Boolean(action) && typeof action === 'object' && REDUCERS.has(action.type);

  const reduceFilter = (filter, action, table) => (isReducible(action) ? REDUCERS.get(action.type)(filter, action, table) : filter);

  Object.assign(window.mapdash, { reduceFilter, isReducible, oneLine, regionOf, boundsOf });
})();
