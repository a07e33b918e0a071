/* What each choice of a filter would give, and what a filter asks for in words, without a page: the same counts as
   mapdash.filters.FilterIndex makes, from what the engine has. */
(() => {
  'use strict';

  const { FILTER_DIMENSIONS, VALUE_DIMENSIONS, isSet } = window.mapdash;
  const PLACES = 'places';
  const MOST_BARS = 200;
  const YEARS_OF_A_BAR = [1, 10, 100];
  const MOST_LISTED = 3;

  const valuesIn = (table, name) => table.data.header.dimensions.find((dimension) => dimension.name === name).values;

  /* How many of the events of a mask have each value, in the order of the values. */
  const countValues = (table, name, mask) => {
    const codes = table.data[name];
    const starts = table.data[`${name}.starts`];
    const counts = new Uint32Array(valuesIn(table, name).length);
    const perCode = starts ? new Uint32Array(starts.length - 1) : counts;
    for (let i = 0; i < mask.length; i += 1) perCode[codes[i]] += mask[i];
    if (!starts) return counts;
    const members = table.data[`${name}.members`];
    for (let set = 0; set < perCode.length; set += 1) {
      if (perCode[set]) for (let i = starts[set]; i < starts[set + 1]; i += 1) counts[members[i]] += perCode[set];
    }
    return counts;
  };

  const countOf = (table, dimension, mask, isPlaceOnly) => {
    const counts = countValues(table, dimension === 'countries' && isPlaceOnly ? PLACES : dimension, mask);
    if (dimension !== 'countries' || !isPlaceOnly) return (value, i) => counts[i];
    const happened = new Map(valuesIn(table, PLACES).map((code, i) => [code, counts[i]]));
    return (code) => happened.get(code) || 0;
  };

  /* The choices of one dimension: each value of the data, also one that would give nothing. */
  const choicesOf = (engine, dimension) => {
    const { table, filter } = engine;
    const wanted = new Set(filter[dimension] || []);
    const countFor = countOf(table, dimension, engine.maskWithout(dimension), Boolean(filter.is_place_only));
    return valuesIn(table, dimension).map((value, i) => ({ value, count: countFor(value, i), isOn: wanted.has(value) }));
  };

  /* The legend: without a choice all of it is on. */
  const legendOf = (engine) => {
    const wanted = engine.filter.categories || [];
    return choicesOf(engine, 'categories').map((choice) => ({
      ...choice, isOn: !wanted.length || choice.isOn, isAlone: wanted.length === 1 && choice.isOn,
    }));
  };

  /* The first and the last year of each event. */
  const kept = new WeakMap();
  const yearsOf = (columns) => {
    if (!kept.has(columns)) {
      const yearOf = (day) => window.mapdash.dates.partsOf(day).year;
      const found = { first: new Int16Array(columns.rows), last: new Int16Array(columns.rows), low: 0, high: -1 };
      for (let i = 0; i < columns.rows; i += 1) {
        found.first[i] = yearOf(columns.startDay[i]);
        found.last[i] = yearOf(columns.endDay[i]);
        if (!i || found.first[i] < found.low) found.low = found.first[i];
        if (!i || found.last[i] > found.high) found.high = found.last[i];
      }
      kept.set(columns, found);
    }
    return kept.get(columns);
  };

  /* An event of many years counts in each: so a bar of several years has the height of its busiest year. */
  const inBars = (low, counts) => {
    const step = YEARS_OF_A_BAR.find((years) => counts.length <= MOST_BARS * years) || YEARS_OF_A_BAR.at(-1);
    const bars = new Map();
    counts.forEach((count, i) => {
      const start = Math.max(1, Math.floor((low + i) / step) * step);
      bars.set(start, Math.max(bars.get(start) || 0, count));
    });
    return { step, bars: [...bars].map(([year, count]) => ({ year, count })) };
  };

  /* How many events touch each year under the filter without its period; null without events. */
  const yearCounts = (engine) => {
    const { columns } = engine;
    if (!columns.rows) return null;
    const { first, last, low, high } = yearsOf(columns);
    const mask = engine.maskWithout('period');
    const steps = new Int32Array(high - low + 2);
    for (let i = 0; i < mask.length; i += 1) {
      steps[first[i] - low] += mask[i];
      steps[last[i] - low + 1] -= mask[i];
    }
    let running = 0;
    const counts = Array.from(steps.subarray(0, high - low + 1), (change) => { running += change; return running; });
    return { low, high, ...inBars(low, counts) };
  };

  /* ---- words ---- `said` is data.words of the playlist: labels of the dimensions and of their values. */
  const wordIn = (map, key) => (map && Object.hasOwn(map, key) ? map[key] : key);

  const labelOf = ({ dimensions }, dimension) => wordIn(dimensions, dimension);

  const valueInWords = ({ values, notStated }, dimension, value) => wordIn(values[dimension], value).trim() || notStated;

  const listed = (texts) => {
    const more = texts.length - MOST_LISTED;
    return more > 0 ? `${texts.slice(0, MOST_LISTED).join(', ')} and ${more} more` : texts.join(', ');
  };

  /* What a filter asks of one dimension; "" when nothing. Of many categories those are said that are left out, for which
     `table` tells all of them. */
  const askedInWords = (said, filter, dimension, table = null) => {
    const asked = filter[dimension];
    if (!isSet(asked)) return '';
    if (dimension === 'search') return `“${asked}”`;
    if (dimension === 'period') return window.mapdash.dates.wordsOf(asked);
    if (!VALUE_DIMENSIONS.includes(dimension)) return 'on';
    const inWords = (values) => listed(values.map((value) => valueInWords(said, dimension, value)).sort((a, b) => a.localeCompare(b)));
    const others = table && dimension === 'categories' ? table.values(dimension).filter((value) => !asked.includes(value)) : [];
    return others.length && others.length < asked.length ? `all but ${inWords(others)}` : inWords(asked);
  };

  /* All that a filter asks for, in one line; "" for no filter. */
  const filterInWords = (said, filter, table = null) => FILTER_DIMENSIONS.flatMap((dimension) => {
    const asked = askedInWords(said, filter, dimension, table);
    const isYears = dimension === 'period' && asked && /^\d+( – \d+)?$/.test(asked);
    const label = isYears ? 'Year' : labelOf(said, dimension);
    return asked ? [asked === 'on' ? label : `${label}: ${asked}`] : [];
  }).join(' · ');

  const NOTHING = { search: 'none', is_place_only: 'off', region: 'off', view: 'off' };

  const sameAs = (a, b) => {
    const texts = [a, b].map((value) => JSON.stringify(Array.isArray(value) && value.every((part) => typeof part === 'string') ? [...value].sort() : value));
    return texts[0] === texts[1];
  };

  /* What a filter asks for that another does not: one entry a dimension, with what both ask for in words. */
  const differences = (said, saved, now, table = null) => FILTER_DIMENSIONS.flatMap((dimension) => {
    const [then, here] = [saved, now].map((filter) => (isSet(filter[dimension]) ? filter[dimension] : null));
    if (sameAs(then, here)) return [];
    const inWords = (filter) => askedInWords(said, filter, dimension, table) || NOTHING[dimension] || 'all';
    return [{ dimension, label: labelOf(said, dimension), now: inWords(now), saved: inWords(saved) }];
  });

  /* For the line at the foot, which says what is on screen also while somebody filters. */
  window.mapdash.addPart((map) => {
    const { presenter } = window.mapdash;
    if (presenter && presenter.data.words) {
      presenter.wordsOfFilter = (filter) => filterInWords(presenter.data.words, filter, map.mapdashEngine ? map.mapdashEngine.table : null);
    }
    return {};
  });

  window.mapdash.facets = { choicesOf, legendOf, yearCounts, valueInWords, askedInWords, filterInWords, labelOf, differences };
})();
