/* The search: a word is looked for within the distinct words of all events, as mapdash.filters.search does. */
(() => {
  'use strict';

  const MOST_KEPT = 16;

  /* The numbers of the lines that hold a part, which holds no line end itself. */
  const makeLines = (text) => {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return (part) => {
      const found = [];
      let line = 0;
      for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, starts[line + 1])) {
        while (line + 1 < starts.length && starts[line + 1] <= at) line += 1;
        found.push(line);
        if (line + 1 >= starts.length) break;
      }
      return found;
    };
  };

  const makeSearch = (table) => {
    const { header, isVaried, starts, postings } = table;
    const folding = window.mapdash.makeFolding(header.folding);
    const withinWords = makeLines(header.words);
    const withinSkeletons = makeLines(header.skeletons);
    const hasVaried = isVaried.includes(1);
    const kept = new Map();

    const hits = (word) => {
      const latin = folding.toLatin(word);
      const found = new Set(withinWords(latin));
      const bones = folding.skeleton(latin);
      if (Array.from(bones).length < header.minSkeletonLetters) return found;
      const isAny = folding.hasManySpellings(word);
      if (isAny || hasVaried) for (const line of withinSkeletons(bones)) if (isAny || isVaried[line]) found.add(line);
      return found;
    };

    const mark = (mask, word) => {
      let row = 0;
      let at = starts[word];
      const end = starts[word + 1];
      while (at < end) {
        let septet = postings[at++];
        row += septet & 0x7f;
        for (let shift = 7; septet > 0x7f; shift += 7) { septet = postings[at++]; row += (septet & 0x7f) << shift; }
        mask[row] = 1;
      }
    };

    const maskOfWord = (word) => {
      let mask = kept.get(word);
      if (mask) kept.delete(word);
      else {
        mask = window.mapdash.makeMask(header.events);
        if (header.rows) for (const line of hits(word)) mark(mask, line);
      }
      kept.set(word, mask);
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
      return mask;
    };

    /* Words that say nothing, such as a lone soft sign, are not looked for. */
    const wordsOf = (text) => [...new Set(folding.simplify(text).split(' '))].filter((word) => folding.toLatin(word));

    return {
      folding,
      wordsOf,
      /* Write into a mask which events hold every word of a text. */
      fill(mask, text) {
        mask.fill(1);
        for (const word of wordsOf(text)) window.mapdash.andMask(mask, maskOfWord(word));
      },
    };
  };

  const loadWords = async (url) => makeSearch(await window.mapdash.loadTable(url));

  Object.assign(window.mapdash, { makeSearch, loadWords });
})();
