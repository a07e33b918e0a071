/* Folding: spellings of the same word made equal, exactly as mapdash.filters.folding does. JavaScript has no full case
   folding, and its Unicode may be newer than Python's: what may differ comes from there as a table (folding_table). */
(() => {
  'use strict';

  /* Texts of a character and what becomes of it. */
  const mapping = (pairs) => new Map(pairs.map((pair) => {
    const from = String.fromCodePoint(pair.codePointAt(0));
    return [from, pair.slice(from.length)];
  }));

  const isWithin = (ranges, codePoint) => {
    let low = 0;
    let high = ranges.length / 2 - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (codePoint < ranges[2 * middle]) high = middle - 1;
      else if (codePoint > ranges[2 * middle + 1]) low = middle + 1;
      else return true;
    }
    return false;
  };

  const isAscii = (text) => /^[\0-\x7f]*$/.test(text);

  const makeFolding = (table) => {
    const casefold = mapping(table.casefold);
    const latin = mapping(table.latin);
    const skeletonLetters = mapping(table.skeletonLetters);
    const varied = new Set(table.varied);

    const translate = (text, map) => Array.from(text, (c) => (map.has(c) ? map.get(c) : c)).join('');

    /* Characters that Python does not know stay as they are; as starters they also part what is around them. */
    const decompose = (text) => {
      let done = '';
      let run = '';
      for (const c of text) {
        if (!isWithin(table.unassigned, c.codePointAt(0))) { run += c; continue; }
        done += run.normalize('NFKD') + c;
        run = '';
      }
      return done + run.normalize('NFKD');
    };

    const simplified = (c) => {
      const codePoint = c.codePointAt(0);
      return isWithin(table.spaces, codePoint) ? ' ' : isWithin(table.dropped, codePoint) ? '' : c;
    };

    const simplify = (text) => {
      const folded = decompose(translate(decompose(text), casefold));
      return Array.from(folded, simplified).join('').split(' ').filter(Boolean).join(' ');
    };

    const toLatin = (text) => (isAscii(text) ? text : translate(text, latin));

    const hasManySpellings = (text) => Array.from(text).some((c) => varied.has(c));

    const skeleton = (folded) => {
      let text = folded;
      for (const [digraph, letter] of table.skeletonDigraphs) text = text.replaceAll(digraph, letter);
      return translate(text, skeletonLetters).replaceAll('ie', 'e').replace(/(.)\1+/gsu, '$1');
    };

    return { simplify, toLatin, hasManySpellings, skeleton };
  };

  Object.assign(window.mapdash, { makeFolding });
})();
