/* Pinned events in the order of a space-filling curve (Morton's), built once. The events of a cell of any zoom stand side
   by side in it, so that counting by cell reads memory in a row, whatever the filter is. */
(() => {
  'use strict';

  const BITS = 20;
  const HALF = 10;
  const DIGITS = 1 << HALF;
  const SAME_PLACE = 255;
  const CELL_PX = 14;
  const KEPT_LEVELS = 4;

  const SPREAD = Uint32Array.from({ length: DIGITS }, (_, n) => {
    let spread = 0;
    for (let bit = 0; bit < HALF; bit += 1) if (n & (1 << bit)) spread |= 1 << (2 * bit);
    return spread;
  });

  const interleave = (x, y) => (SPREAD[x] | (SPREAD[y] << 1)) >>> 0;

  /* One pass of a radix sort; stable, so that equal places keep the order of the file. */
  const sortBy = (keys, shift, from, to) => {
    const starts = new Uint32Array(DIGITS + 1);
    for (let i = 0; i < from.length; i += 1) starts[((keys[from[i]] >>> shift) & (DIGITS - 1)) + 1] += 1;
    for (let digit = 0; digit < DIGITS; digit += 1) starts[digit + 1] += starts[digit];
    for (let i = 0; i < from.length; i += 1) {
      const digit = (keys[from[i]] >>> shift) & (DIGITS - 1);
      to[starts[digit]] = from[i];
      starts[digit] += 1;
    }
  };

  /* Two halves of 20 bits, because one number of 40 would be a float. */
  const codesOf = ({ x, y, rows }) => {
    const high = new Uint32Array(rows);
    const low = new Uint32Array(rows);
    const last = 2 ** BITS - 1;
    for (let i = 0; i < rows; i += 1) {
      const cellX = Math.min(last, Math.max(0, Math.floor(x[i] * 2 ** BITS)));
      const cellY = Math.min(last, Math.max(0, Math.floor(y[i] * 2 ** BITS)));
      high[i] = interleave(cellX >>> HALF, cellY >>> HALF);
      low[i] = interleave(cellX & (DIGITS - 1), cellY & (DIGITS - 1));
    }
    return { high, low };
  };

  /* The coarsest level at which two neighbours of the order are in different cells. */
  const splitLevel = ({ high, low }, { x, y }, a, b) => {
    if (high[a] !== high[b]) return HALF - ((31 - Math.clz32(high[a] ^ high[b])) >> 1);
    if (low[a] !== low[b]) return BITS - ((31 - Math.clz32(low[a] ^ low[b])) >> 1);
    return x[a] === x[b] && y[a] === y[b] ? SAME_PLACE : BITS + 1;
  };

  /* columns: x and y on the unit square. rows: those that have a place of their own. */
  const makeCells = (columns, rows) => {
    const codes = codesOf(columns);
    let order = Uint32Array.from(rows);
    let spare = new Uint32Array(order.length);
    for (const [keys, shift] of [[codes.low, 0], [codes.low, HALF], [codes.high, 0], [codes.high, HALF]]) {
      sortBy(keys, shift, order, spare);
      [order, spare] = [spare, order];
    }
    const levels = new Uint8Array(order.length);
    for (let k = 1; k < order.length; k += 1) levels[k] = splitLevel(codes, columns, order[k - 1], order[k]);

    const kept = new Map();
    const startsAt = (level) => {
      let count = 0;
      for (let k = 0; k < levels.length; k += 1) if (levels[k] <= level) count += 1;
      const starts = new Uint32Array(count + 1);
      for (let k = 0, cell = 0; k < levels.length; k += 1) if (levels[k] <= level) { starts[cell] = k; cell += 1; }
      starts[count] = levels.length;
      return starts;
    };

    return {
      order,
      /* Where the cells of a zoom start in the order; their side is at most CELL_PX. */
      at(zoom) {
        const level = Math.max(0, Math.min(BITS, Math.ceil(zoom + Math.log2(256 / CELL_PX))));
        if (!kept.has(level)) {
          if (kept.size >= KEPT_LEVELS) kept.delete(kept.keys().next().value);
          kept.set(level, startsAt(level));
        }
        return kept.get(level);
      },
    };
  };

  Object.assign(window.mapdash, { makeCells });
})();
