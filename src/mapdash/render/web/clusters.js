/* Which marks stand for which events: those that would overlap on screen are one mark with a count. */
(() => {
  'use strict';

  const SINGLE_PX = 14;
  const WIDEST_PX = 68;
  const FEW_CELLS = 20000;
  const MARGIN_PX = 96;
  const CROWD = 1500;
  const CROWD_SPACING = 1.6;

  /* Which events a mark or an outline stands for is only listed when somebody asks: there may be a million. */
  class Visible {
    constructor(source, split, count, row) {
      this.source = source;
      this.split = split;
      this.count = count;
      this.row = row;
    }

    get rows() {
      if (!this.listed) this.listed = this.source.list(this);
      return this.listed;
    }
  }

  class Mark extends Visible {
    constructor(source, split, count, row, x, y) {
      super(source, split, count, row);
      this.x = x;
      this.y = y;
      this.cells = [];
    }

    /* Whether the events lie at more than one place. */
    get isSpread() {
      const { x, y } = this.source.columns;
      return this.count > 1 && this.rows.some((row) => x[row] !== x[this.row] || y[row] !== y[this.row]);
    }
  }

  /* Half of the room that a mark needs. */
  const GROWN = 256; // from here on a badge is as large as badges get
  const makeSizes = (scale) => Float64Array.from({ length: GROWN + 1 }, (_, count) => (count > 1 ? window.mapdash.marks.badgeRadius(count) + 1 : SINGLE_PX * scale));
  let sizes = makeSizes(1);
  let sizedFor = 1;
  const takeSizes = (scale) => {
    if (scale === sizedFor) return;
    sizes = makeSizes(scale);
    sizedFor = scale;
  };
  const sizeOf = (count) => sizes[Math.min(count, GROWN)];

  /* Marks by the square of the reach that they lie in, in typed arrays: a Map with such keys is ten times slower. */
  const makeGrid = () => {
    let heads = new Int32Array(0);
    let next = new Int32Array(0);
    let squares = new Int32Array(0);
    let bits = 0;
    const slot = (x, y) => ((Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) >>> 8) & bits;
    return {
      clear(most) {
        let size = 64;
        while (size < most) size *= 2;
        if (heads.length < size) { heads = new Int32Array(size); next = new Int32Array(size); squares = new Int32Array(2 * size); }
        bits = heads.length - 1;
        heads.fill(-1);
      },
      add(n, x, y) {
        const at = slot(x, y);
        next[n] = heads[at];
        heads[at] = n;
        squares[2 * n] = x;
        squares[2 * n + 1] = y;
      },
      nearest(marks, squareX, squareY, x, y, own, px) {
        let best = -1;
        let bestDistance = Infinity;
        for (let sx = squareX - 1; sx <= squareX + 1; sx += 1) {
          for (let sy = squareY - 1; sy <= squareY + 1; sy += 1) {
            for (let n = heads[slot(sx, sy)]; n >= 0; n = next[n]) {
              if (squares[2 * n] !== sx || squares[2 * n + 1] !== sy) continue;
              const distance = (marks[n].x - x) ** 2 + (marks[n].y - y) ** 2;
              if (distance < bestDistance && distance <= ((sizeOf(marks[n].count) + own) * px) ** 2) { best = n; bestDistance = distance; }
            }
          }
        }
        return best;
      },
    };
  };

  /* Pinned events as marks. A mark sits on the place of its first event, never on an average: an average is a place where
     nothing happened. */
  const makeClusters = (columns, pinned, categories) => {
    const cells = window.mapdash.makeCells(columns, pinned);
    const { order } = cells;
    const grid = makeGrid();
    const x = Float64Array.from(order, (row) => columns.x[row]);
    const y = Float64Array.from(order, (row) => columns.y[row]);
    const category = Uint8Array.from(order, (row) => columns.category[row]);
    const split = new Uint32Array(categories);

    const isIn = (view, k) => y[k] >= view.top && y[k] <= view.bottom && (x[k] - view.left) - Math.floor(x[k] - view.left) <= view.width;

    const everywhere = { left: 0, width: 1, top: -Infinity, bottom: Infinity };

    /* Where cell after cell is full, marks keep a larger distance. It depends on all events, so that a filter changes it not. */
    const isCrowded = (starts, view) => {
      let cellsInView = 0;
      for (let cell = 0; cell + 1 < starts.length && cellsInView <= CROWD; cell += 1) if (isIn(view, starts[cell])) cellsInView += 1;
      return cellsInView > CROWD;
    };

    const arrange = (zoom, mask, view) => {
      const scale = window.mapdash.marks.scale();
      takeSizes(scale);
      const starts = cells.at(zoom);
      const many = starts.length > FEW_CELLS && view;
      const px = 1 / (256 * 2 ** zoom);
      const margin = MARGIN_PX * scale * px;
      const seen = many && { left: view.left - margin, width: view.right - view.left + 2 * margin, top: view.top - margin, bottom: view.bottom + margin };
      const spacing = isCrowded(starts, seen || everywhere) ? CROWD_SPACING * px : px;
      const widest = WIDEST_PX * scale;
      const marks = [];
      const source = { columns, list: (mark) => list(mark, starts, mask) };
      grid.clear(starts.length);
      for (let cell = 0; cell + 1 < starts.length; cell += 1) {
        const from = starts[cell];
        const to = starts[cell + 1];
        if (seen && !isIn(seen, from)) continue;
        let first = -1;
        let count = 0;
        for (let k = from; k < to; k += 1) {
          if (!mask[order[k]]) continue;
          if (first < 0) { first = k; split.fill(0); }
          count += 1;
          split[category[k]] += 1;
        }
        if (first < 0) continue;
        const squareX = Math.floor(x[first] / (widest * px));
        const squareY = Math.floor(y[first] / (widest * px));
        const found = grid.nearest(marks, squareX, squareY, x[first], y[first], sizeOf(count), spacing);
        if (found < 0) {
          const mark = new Mark(source, split.slice(), count, order[first], x[first], y[first]);
          mark.cells.push(cell);
          grid.add(marks.length, squareX, squareY);
          marks.push(mark);
        } else {
          const mark = marks[found];
          mark.count += count;
          for (let code = 0; code < categories; code += 1) mark.split[code] += split[code];
          mark.cells.push(cell);
        }
      }
      return marks;
    };

    const list = (mark, starts, mask) => {
      const rows = new Int32Array(mark.count);
      let n = 0;
      for (const cell of mark.cells) {
        for (let k = starts[cell]; k < starts[cell + 1] && n < rows.length; k += 1) if (mask[order[k]]) { rows[n] = order[k]; n += 1; }
      }
      return rows;
    };

    return { arrange };
  };

  /* Events that share an outline or a circle. `keyOf` names what they share; `describe` gives what the drawing needs of it. */
  const makeGroups = (columns, rows, categories, keyOf, describe) => {
    const numbers = new Map();
    const groupOf = Int32Array.from(rows, (row) => {
      const key = keyOf(row);
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      return numbers.get(key);
    });
    const starts = new Uint32Array(numbers.size + 1);
    for (const group of groupOf) starts[group + 1] += 1;
    for (let group = 0; group < numbers.size; group += 1) starts[group + 1] += starts[group];
    const cursor = starts.slice();
    const members = new Uint32Array(groupOf.length);
    groupOf.forEach((group, i) => { members[cursor[group]] = rows[i]; cursor[group] += 1; });
    const { category } = columns;

    const arrange = (mask) => {
      const found = [];
      for (let group = 0; group < numbers.size; group += 1) {
        let count = 0;
        let first = -1;
        let split = null;
        for (let i = starts[group]; i < starts[group + 1]; i += 1) {
          const row = members[i];
          if (!mask[row]) continue;
          if (first < 0) { first = row; split = new Uint32Array(categories); }
          count += 1;
          split[category[row]] += 1;
        }
        if (first < 0) continue;
        const source = { columns, list: () => members.subarray(starts[group], starts[group + 1]).filter((row) => mask[row]) };
        found.push(Object.assign(new Visible(source, split, count, first), describe(first)));
      }
      return found;
    };
    return { arrange };
  };

  Object.assign(window.mapdash, { makeClusters, makeGroups });
})();
