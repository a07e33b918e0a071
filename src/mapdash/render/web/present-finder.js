/* Finding an event or a place by what somebody types, without a page. Accents, case and Cyrillic or Latin spelling do not
   matter: texts are folded as the search of the filter folds them. */
(() => {
  'use strict';

  const FEWEST_LETTERS = 4; /* of a skeleton; shorter ones are too coarse. As MIN_SKELETON_LETTERS in mapdash.filters.search */
  const FEWEST_WITHIN = 3; /* letters that may stand in the middle of a word */
  const MOST_EVENTS = 40;
  const MOST_PLACES = 20;
  const CHUNK = 400;
  const KINDS = ['country', 'town', 'province', 'air base', 'place'];

  const foldingOf = (folding) => {
    const fold = (text) => folding.toLatin(folding.simplify(text)).split(' ').filter(Boolean).join(' ');
    /* Of one word that is looked for; its skeleton only where its spelling varies or may meet one that does. */
    const wordOf = (word) => {
      const latin = fold(word);
      const bones = folding.skeleton(latin);
      return { latin, bones: Array.from(bones).length >= FEWEST_LETTERS ? bones : '', isVaried: folding.hasManySpellings(folding.simplify(word)) };
    };
    const textOf = (text) => {
      const simple = folding.simplify(text);
      const latin = fold(text);
      return { latin: ` ${latin}`, isVaried: folding.hasManySpellings(simple), get bones() { return ` ${folding.skeleton(latin)}`; } };
    };
    const wordsOf = (text) => folding.simplify(text).split(' ').map(wordOf).filter(({ latin }) => latin);
    return { textOf, wordsOf };
  };

  /* How well a word is in a text: 0 begins a word there, 1 stands within one, Infinity is not there. */
  const fitOf = (text, word) => {
    if (text.latin.includes(` ${word.latin}`)) return 0;
    if (word.latin.length >= FEWEST_WITHIN && text.latin.includes(word.latin)) return 1;
    if (word.bones && (word.isVaried || text.isVaried)) {
      if (text.bones.includes(` ${word.bones}`)) return 0;
      if (text.bones.includes(word.bones)) return 1;
    }
    return Infinity;
  };

  const worstFit = (text, words) => words.reduce((worst, word) => Math.max(worst, fitOf(text, word)), 0);

  const isWhole = (text, words) => text.latin.slice(1) === words.map(({ latin }) => latin).join(' ');
  const isStart = (text, words) => text.latin.startsWith(` ${words.map(({ latin }) => latin).join(' ')}`);

  /* Places are { n: name, c: country, kind, a: other names, folded, a blank between two; and where }. */
  const makePlaceFinder = (folding, places) => {
    const { textOf, wordsOf } = foldingOf(folding);
    const texts = new Array(places.length);
    const textAt = (i) => {
      const { n, c = '', a = '' } = places[i];
      texts[i] = texts[i] || { name: textOf(n), all: textOf(`${n} ${c}`), others: a ? textOf(a) : null };
      return texts[i];
    };

    const rank = (i, words) => {
      const { name, all, others } = textAt(i);
      const isOther = others && words.length === 1;
      if (isWhole(name, words) || (isOther && `${others.latin} `.includes(` ${words[0].latin} `))) return 0;
      if (isStart(name, words)) return 1;
      const fit = worstFit(name, words);
      if (fit < Infinity) return 2 + fit;
      if (isOther && fitOf(others, words[0]) === 0) return 3;
      return worstFit(all, words) === 0 && words.some((word) => fitOf(name, word) < Infinity) ? 4 : Infinity;
    };

    const kindRank = (place) => { const at = KINDS.indexOf(place.kind); return at < 0 ? KINDS.length : at; };

    /* What events name is often what the gazetteer lists as well: one of each name in a country is enough of each place. */
    const distinct = (found) => {
      const seen = new Set();
      return found.filter(({ place: { n, c = '', kind }, i }) => {
        const key = `${textAt(i).name.latin}|${c}`;
        if (seen.has(key) && kind === 'place') return false;
        seen.add(key);
        return true;
      });
    };

    return {
      /* The best first; of equally good ones countries before towns before provinces, then as they stand in the file. */
      find(text) {
        const words = wordsOf(text);
        if (!words.length) return [];
        const found = places.map((place, i) => ({ place, i, rank: rank(i, words) })).filter((one) => one.rank < Infinity)
          .sort((a, b) => a.rank - b.rank || kindRank(a.place) - kindRank(b.place) || a.i - b.i);
        return distinct(found.slice(0, 2 * MOST_PLACES)).slice(0, MOST_PLACES).map((one) => ({ place: one.place, isExact: one.rank === 0 }));
      },
      /* Fold some more of them; false when all are. */
      prepare() {
        const next = texts.findIndex((_, i) => !(i in texts));
        const start = next < 0 ? texts.length : next;
        for (let i = start; i < Math.min(places.length, start + CHUNK); i += 1) textAt(i);
        return start + CHUNK < places.length;
      },
    };
  };

  /* `labels` answers get(row) and ensure(rows); `search` fills a mask with the events that hold the words anywhere. */
  const makeEventFinder = ({ search, labels, columns }) => {
    const { textOf, wordsOf } = foldingOf(search.folding);
    const titles = new Map();
    const titleAt = (row) => {
      let text = titles.get(row);
      if (!text) {
        const label = labels.get(row);
        if (!label) return null;
        text = { title: textOf(label.title), where: textOf(label.where) };
        titles.set(row, text);
      }
      return text;
    };

    /* In the title, in the place, or elsewhere in what is known of the event. */
    const rank = (row, words) => {
      const text = titleAt(row);
      if (!text) return 5;
      if (isStart(text.title, words)) return 0;
      const fit = worstFit(text.title, words);
      if (fit < Infinity) return 1 + fit;
      return worstFit(text.where, words) < Infinity ? 3 : 4;
    };

    return {
      /* Rows, the best first, of equally good ones the newest. `most` of those that were found at all are told. */
      find(text) {
        const words = wordsOf(text);
        if (!words.length) return { rows: [], count: 0 };
        const mask = window.mapdash.makeMask(columns.rows);
        search.fill(mask, text);
        const found = [];
        for (let row = 0; row < columns.rows; row += 1) if (mask[row]) found.push({ row, rank: rank(row, words), day: columns.startDay[row] });
        found.sort((a, b) => a.rank - b.rank || b.day - a.day || a.row - b.row);
        return { rows: found.slice(0, MOST_EVENTS).map(({ row }) => row), count: found.length };
      },
      prepare(rows) { for (const row of rows) titleAt(row); },
    };
  };

  window.mapdash.finders = { makePlaceFinder, makeEventFinder };
})();
