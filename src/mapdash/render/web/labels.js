/* The labels of single events: fetched for the rows that somebody points at, lists or reads out, and kept for a while.
   A small dataset comes in one piece at the start. */
(() => {
  'use strict';

  const AT_ONCE = 400; /* rows of one request: their numbers make its address */
  const WHOLE = 4096; /* a dataset of no more rows is fetched in one; as MOST_ROWS in mapdash.render.labels */
  const KEPT = 20000;

  /* `address` is where the names of the parts follow, `total` the number of events. */
  const makeLabels = ({ address, total, kept: limit = KEPT }) => {
    const kept = new Map(); /* by row, the latest used ones last */
    const pending = new Map();

    const fetchPart = async (name) => {
      const response = await fetch(`${address}labels-${name}.json`, { credentials: 'omit' });
      if (!response.ok) throw new Error(`The event data did not arrive (${response.status}).`);
      return response.json();
    };

    const keep = (row, label) => {
      kept.set(row, label);
      if (kept.size > limit) kept.delete(kept.keys().next().value);
    };

    const ask = (name, rows) => {
      const asked = fetchPart(name).then(({ title, when, where }) => {
        rows.forEach((row, i) => keep(row, { title: title[i], when: when[i], where: where[i] }));
      }).finally(() => { for (const row of rows) pending.delete(row); });
      for (const row of rows) pending.set(row, asked);
      return asked;
    };

    /* The label of an event that has arrived, null before. */
    const get = (row) => {
      const label = kept.get(row);
      if (!label) return null;
      kept.delete(row);
      kept.set(row, label);
      return label;
    };

    /* Fulfilled when the labels of all rows are there; at most as many as are kept. */
    const ensure = (rows) => {
      const missing = [];
      const waiting = new Set();
      for (let i = 0; i < rows.length; i += 1) {
        const row = rows[i];
        if (pending.has(row)) waiting.add(pending.get(row));
        else if (get(row) === null) missing.push(row);
      }
      if (missing.length && total <= WHOLE) waiting.add(ask(`0-${total - 1}`, Array.from({ length: total }, (_, row) => row)));
      else for (let i = 0; i < missing.length; i += AT_ONCE) {
        const part = missing.slice(i, i + AT_ONCE);
        waiting.add(ask(part.join('.'), part));
      }
      return Promise.all(waiting);
    };

    /* What is small enough is fetched before anybody asks. */
    const start = () => (total && total <= WHOLE ? ensure([0]) : Promise.resolve());

    return { get, ensure, start };
  };

  Object.assign(window.mapdash, { makeLabels });
})();
