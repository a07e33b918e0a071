/* Which events meet a filter: the same answer as mapdash.filters.FilterIndex gives, as fast as a drag asks for it.
   Each dimension keeps its mask until what is asked of it changes. Masks hold 0 or 1 for each row. */
(() => {
  'use strict';

  const DIMENSIONS = ['search', 'countries', 'is_place_only', 'period', 'region', 'view', 'categories', 'actors', 'geo_precisions', 'date_precisions', 'confidences', 'statuses', 'source_kinds'];
  const VALUE_DIMENSIONS = DIMENSIONS.filter((name) => !['search', 'is_place_only', 'period', 'region', 'view'].includes(name));

  const { fillRegion, fillView } = window.mapdash;

  const isSet = (value) => value !== undefined && value !== null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);

  /* A mask whose bytes can also be looked at four at a time; those after the last row stay 0. */
  const makeMask = (rows) => {
    const bytes = new ArrayBuffer((rows + 3) & ~3);
    const mask = new Uint8Array(bytes, 0, rows);
    mask.words = new Uint32Array(bytes);
    return mask;
  };

  const count = ({ words }) => {
    let total = 0;
    for (let begin = 0; begin < words.length; begin += 127) {
      const end = Math.min(words.length, begin + 127); /* four sums of at most 127 in one small integer */
      let sums = 0;
      for (let i = begin; i < end; i += 1) sums = (sums + words[i]) | 0;
      total += (sums & 0xff) + ((sums >>> 8) & 0xff) + ((sums >>> 16) & 0xff) + (sums >>> 24);
    }
    return total;
  };

  const and = (mask, other) => {
    const words = mask.words;
    const others = other.words;
    for (let i = 0; i < words.length; i += 1) words[i] &= others[i];
  };

  /* What the header of filters.bin says: values by dimension, and sets of values where an event may have several. */
  const makeTable = (data) => {
    const codes = new Map(data.header.dimensions.map(({ name, values }) => [name, new Map(values.map((value, code) => [value, code]))]));
    return {
      data,
      span: data.header.span,
      values: (dimension) => (VALUE_DIMENSIONS.includes(dimension) ? [...codes.get(dimension).keys()] : []),
      has: (dimension, value) => VALUE_DIMENSIONS.includes(dimension) && codes.get(dimension).has(value),

      /* For each code of an event whether one of the wanted values is in it. */
      hits(name, wanted) {
        const known = codes.get(name);
        const isWanted = new Uint8Array(known.size);
        for (const value of wanted) if (known.has(value)) isWanted[known.get(value)] = 1;
        const starts = data[`${name}.starts`];
        if (!starts) return isWanted;
        const members = data[`${name}.members`];
        const isHit = new Uint8Array(starts.length - 1);
        for (let set = 0; set < isHit.length; set += 1) {
          for (let i = starts[set]; i < starts[set + 1]; i += 1) isHit[set] |= isWanted[members[i]];
        }
        return isHit;
      },
    };
  };

  const fillValues = (mask, codes, hits) => {
    for (let i = 0; i < mask.length; i += 1) mask[i] = hits[codes[i]];
  };

  /* The sign of a difference is 0 where a span touches the period; no branch, so that any drag costs the same. */
  const fillPeriod = (mask, others, { startDay, endDay }, [first, last]) => {
    const a = first | 0;
    const b = last | 0;
    for (let i = 0; i < mask.length; i += 1) mask[i] = others[i] & (~((b - startDay[i]) | (endDay[i] - a)) >>> 31);
  };

  /* `table` may be null: then only a period can be answered. */
  const makeFilter = (columns, table) => {
    const { rows } = columns;
    const parts = new Map();
    const kept = new Map();
    const turns = [makeMask(rows), makeMask(rows)];
    let search = null;
    let turn = 0;

    const asked = (filter) => DIMENSIONS.filter((name) => name !== 'is_place_only' && isSet(filter[name]));

    const partName = (filter, name) => (name === 'countries' && filter.is_place_only ? 'places' : name);

    const fill = (mask, name, wanted) => {
      if (name === 'search') search.fill(mask, wanted);
      else if (name === 'region') fillRegion(mask, columns, table.data.boxes, wanted);
      else if (name === 'view') fillView(mask, columns, table.data.boxes, wanted);
      else fillValues(mask, table.data[name], table.hits(name, wanted));
    };

    /* What one dimension asks for; the mask is written again only when that changes. */
    const part = (name, wanted) => {
      const key = JSON.stringify(wanted);
      let found = parts.get(name);
      if (!found) { found = { key: null, mask: makeMask(rows), number: 0 }; parts.set(name, found); }
      if (found.key !== key) {
        fill(found.mask, name, wanted);
        found.key = key;
        found.number += 1;
      }
      return found;
    };

    /* All dimensions but one. What a preview of a period asks of the others stays the same, and so does their mask. */
    const without = (filter, left) => {
      const names = asked(filter).filter((name) => name !== left && name !== 'period');
      const found = names.map((name) => [partName(filter, name), part(partName(filter, name), filter[name])]);
      const period = left === 'period' || !isSet(filter.period) ? null : filter.period;
      const key = `${found.map(([name, { number }]) => `${name} ${number}`).join()} ${period}`;
      let answer = kept.get(left);
      if (!answer) { answer = { key: null, mask: makeMask(rows) }; kept.set(left, answer); }
      if (answer.key === key) return answer.mask;
      const { mask } = answer;
      mask.fill(1);
      for (const [, other] of found) and(mask, other.mask);
      if (period) fillPeriod(mask, mask, columns, period);
      answer.key = key;
      return mask;
    };

    return {
      useSearch(found) { search = found; },

      /* What has to be loaded before a filter can be answered: "table", "words" or nothing. */
      lacks(filter) {
        const names = asked(filter);
        if (!table && names.some((name) => name !== 'period')) return 'table';
        return !search && names.includes('search') ? 'words' : '';
      },

      /* The mask holds until the one after the next, so that a listener can compare two. */
      mask(filter) {
        const others = without(filter, 'period');
        const mask = turns[turn];
        turn = 1 - turn;
        if (isSet(filter.period)) fillPeriod(mask, others, columns, filter.period);
        else mask.set(others);
        return mask;
      },

      /* Holds until what the other dimensions ask for changes. */
      maskWithout(filter, dimension) {
        if (dimension !== 'is_place_only') return without(filter, dimension);
        return without({ ...filter, is_place_only: false }, 'is_place_only');
      },
    };
  };

  const loadFilters = async (url) => makeTable(await window.mapdash.loadTable(url));

  Object.assign(window.mapdash, { FILTER_DIMENSIONS: DIMENSIONS, VALUE_DIMENSIONS, isSet, makeMask, andMask: and, makeFilter, makeTable, loadFilters, countMask: count });
})();
