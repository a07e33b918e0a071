/* The bins of the time strip, without a page: which range and unit, how many events in each bin, where a window snaps,
   what the axis says. A grid is { unit, first, count }: `first` counts units, so that bin i holds the unit first + i. */
(() => {
  'use strict';

  const { dates } = window.mapdash;
  const MONTHS_IN = { month: 1, year: 12, decade: 120, century: 1200 };
  const UNITS = Object.keys(MONTHS_IN);
  const SMALLEST_BAR_PX = 3;
  const FEWEST_BINS = 2;
  const SAMPLE = 50_000;
  const FENCE_MONTHS = 60;
  const WIDE = 3;

  /* ---- the range ---- */
  const quantiles = (days) => {
    const step = Math.max(1, Math.floor(days.length / SAMPLE));
    const sample = new Int32Array(Math.ceil(days.length / step));
    for (let i = 0; i < sample.length; i += 1) sample[i] = days[i * step];
    return sample.sort();
  };

  /* At each end one event in fifty may be far out, and a few of a small table; what lies near the others is let in again. */
  const trimmed = (count) => Math.max(Math.floor(count / 50), Math.min(5, Math.floor((count - 1) / 4)));

  /* All of the data, and its core: what is left when the few that lie far from all others are not looked at.
     Null without events. Days, both ends included. */
  const rangesOf = ({ rows, startDay, endDay }) => {
    if (!rows) return null;
    let [first, last] = [startDay[0], endDay[0]];
    for (let i = 1; i < rows; i += 1) {
      if (startDay[i] < first) first = startDay[i];
      if (endDay[i] > last) last = endDay[i];
    }
    const [starts, ends] = [quantiles(startDay), quantiles(endDay)];
    const out = trimmed(starts.length);
    const [low, high] = [starts[out], ends[ends.length - 1 - out]];
    const fence = Math.max(high - low, FENCE_MONTHS * 31);
    let [coreFirst, coreLast] = [low, high];
    for (let i = 0; i < rows; i += 1) {
      const [start, end] = [startDay[i], endDay[i]];
      if (start < coreFirst && start >= low - fence) coreFirst = start;
      if (end > coreLast && end <= high + fence) coreLast = end;
    }
    const all = [first, last];
    const isWide = last - first > WIDE * Math.max(coreLast - coreFirst, 366);
    return { all, core: isWide ? [coreFirst, coreLast] : all };
  };

  /* Whole years at least, whole units always: so that the bars of a year stand in the same place in each unit. */
  const gridOf = ([firstDay, lastDay], unit) => {
    const months = Math.max(12, MONTHS_IN[unit]);
    const start = Math.floor(dates.monthOf(firstDay) / months) * months;
    const end = (Math.floor(dates.monthOf(lastDay) / months) + 1) * months;
    return { unit, first: start / MONTHS_IN[unit], count: (end - start) / MONTHS_IN[unit] };
  };

  /* The units that a reader may choose from: bars wide enough to see, and more than one of them; the finest first. */
  const unitsFor = (range, widthPx) => {
    const fitting = UNITS.filter((unit) => widthPx / gridOf(range, unit).count >= SMALLEST_BAR_PX);
    const several = fitting.filter((unit) => gridOf(range, unit).count >= FEWEST_BINS);
    return several.length ? several.slice(0, 2) : [fitting[0] || 'century'];
  };

  const firstDayOfBin = ({ unit, first }, bin) => dates.firstDayOf((first + bin) * MONTHS_IN[unit]);
  const daysOf = (grid, [from, to]) => [Math.max(dates.dayOf(1, 1, 1), firstDayOfBin(grid, from)), Math.min(dates.dayOf(dates.LAST_YEAR, 12, 31), firstDayOfBin(grid, to) - 1)];

  /* ---- the counts ---- */

  /* Where each event begins and ends in the grid. This depends on the grid only; a filter is one loop over it. */
  const layOut = (columns, grid) => {
    const { rows, startDay, endDay, category, datePrecision } = columns;
    const [firstDay, lastDay] = [firstDayOfBin(grid, 0), firstDayOfBin(grid, grid.count) - 1];
    const binOfDay = new Uint16Array(lastDay - firstDay + 1);
    for (let bin = 0; bin < grid.count; bin += 1) binOfDay.fill(bin, firstDayOfBin(grid, bin) - firstDay, firstDayOfBin(grid, bin + 1) - firstDay);
    const categories = category.reduce((most, code) => Math.max(most, code), 0) + 1;
    const stride = grid.count + 1;
    const nowhere = 2 * categories * stride;
    /* A date that is no finer than the bin: month or year in months, year in years. */
    const coarse = { month: 1, year: 2, decade: 3, century: 3 }[grid.unit];
    const opens = new Uint32Array(rows);
    const closes = new Uint32Array(rows);
    const [earlier, later, outside] = [[], [], []];
    for (let i = 0; i < rows; i += 1) {
      const [start, end] = [startDay[i], endDay[i]];
      if (start < firstDay) earlier.push(i);
      if (end > lastDay) later.push(i);
      if (end < firstDay || start > lastDay) {
        opens[i] = nowhere;
        closes[i] = nowhere;
        outside.push(i);
        continue;
      }
      const lane = ((datePrecision[i] >= coarse ? categories : 0) + category[i]) * stride;
      opens[i] = lane + (start <= firstDay ? 0 : binOfDay[start - firstDay]);
      closes[i] = lane + (end >= lastDay ? grid.count - 1 : binOfDay[end - firstDay]) + 1;
    }
    return { grid, categories, stride, opens, closes, earlier, later, outside };
  };

  /* A span counts in every bin that it touches: one step up where it opens, one down behind where it closes. */
  const countBins = ({ grid, categories, stride, opens, closes, earlier, later, outside }, mask) => {
    const steps = new Int32Array(2 * categories * stride + 1);
    let events = 0;
    for (let i = 0; i < opens.length; i += 1) {
      const bit = mask[i];
      events += bit;
      steps[opens[i]] += bit;
      steps[closes[i]] -= bit;
    }
    const totals = new Int32Array(grid.count);
    let hasHatched = false;
    for (let lane = 0; lane < 2 * categories; lane += 1) {
      let running = 0;
      for (let bin = 0; bin < grid.count; bin += 1) {
        const at = lane * stride + bin;
        running += steps[at];
        steps[at] = running;
        totals[bin] += running;
        if (running && lane >= categories) hasHatched = true;
      }
    }
    const visible = (list) => list.reduce((sum, row) => sum + mask[row], 0);
    return {
      grid, categories, totals, events, hasHatched,
      most: totals.reduce((most, count) => Math.max(most, count), 0),
      earlier: visible(earlier), later: visible(later), outside: visible(outside),
      solid: (category, bin) => steps[category * stride + bin],
      hatched: (category, bin) => steps[(categories + category) * stride + bin],
    };
  };

  /* ---- the window ---- */

  /* Where a day lies, counted in bins and parts of bins; `snap` gives the whole bins that a period touches. */
  const positionOf = (grid, day) => {
    const month = dates.monthOf(day);
    const bin = Math.floor(month / MONTHS_IN[grid.unit]) - grid.first;
    const [start, end] = [firstDayOfBin(grid, bin), firstDayOfBin(grid, bin + 1)];
    return bin + (day - start) / (end - start);
  };

  const held = (grid, x) => Math.max(0, Math.min(grid.count, x));
  const extentOf = (grid, [first, last]) => [held(grid, positionOf(grid, first)), held(grid, positionOf(grid, last + 1))];

  const snap = (grid, period) => {
    if (!period) return null;
    const from = Math.min(grid.count - 1, Math.max(0, Math.floor(positionOf(grid, period[0]))));
    const to = Math.min(grid.count, Math.max(from + 1, Math.ceil(positionOf(grid, period[1] + 1))));
    return [from, to];
  };

  const shifted = (grid, [from, to], by) => {
    const step = Math.max(-from, Math.min(grid.count - to, by));
    return [from + step, to + step];
  };

  /* A period that holds all of the data is no period. */
  const periodOf = (grid, bins, all) => {
    const period = daysOf(grid, bins);
    return period[0] <= all[0] && period[1] >= all[1] ? null : period;
  };

  /* ---- the axis ---- */
  const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000, 120000];

  /* Labels at one distance that is wider than any of them: so that they cannot meet. `at` in bins. */
  const ticksOf = (grid, widthPx, { labelPx = 46 } = {}) => {
    const inBin = MONTHS_IN[grid.unit];
    const pxOfMonth = widthPx / (grid.count * inBin);
    const step = STEPS.find((months) => months >= inBin && months * pxOfMonth >= labelPx) || STEPS[STEPS.length - 1];
    const start = grid.first * inBin;
    const ticks = [];
    for (let month = Math.ceil(start / step) * step; month < start + grid.count * inBin; month += step) {
      const at = (month - start) / inBin;
      const year = Math.max(1, Math.floor(month / 12));
      if (widthPx - at * (widthPx / grid.count) < labelPx * 0.7) break;
      ticks.push({ at, text: month % 12 ? dates.SHORT[month % 12] : String(year), isYear: month % 12 === 0 });
    }
    return ticks;
  };

  /* ---- the words ---- */
  const nameOfBin = (grid, bin) => {
    const { year, month } = dates.partsOf(firstDayOfBin(grid, bin));
    if (grid.unit === 'month') return `${dates.MONTHS[month - 1]} ${year}`;
    return grid.unit === 'year' ? String(year) : `${Math.max(1, year)}–${year + MONTHS_IN[grid.unit] / 12 - 1}`;
  };

  const many = (count) => (count === 1 ? '1 event' : `${count.toLocaleString('en')} events`);

  const COARSE = { month: 'dated only to the month or year', year: 'dated only to the year' };

  const describeBin = (bins, bin, titles) => {
    const heading = `${nameOfBin(bins.grid, bin)}: ${many(bins.totals[bin])}`;
    if (!bins.totals[bin]) return { heading, parts: [], hatched: 0 };
    const parts = [];
    let hatched = 0;
    for (let code = 0; code < bins.categories; code += 1) {
      const count = bins.solid(code, bin) + bins.hatched(code, bin);
      hatched += bins.hatched(code, bin);
      if (count) parts.push({ code, count, title: titles[code] || 'other' });
    }
    const note = hatched ? `${hatched.toLocaleString('en')} ${COARSE[bins.grid.unit]} (hatched)` : '';
    return { heading, parts: parts.sort((a, b) => b.count - a.count), hatched, note };
  };

  const summarise = (bins) => {
    const { grid, totals, events, outside, most } = bins;
    if (!events) return 'No events meet the filter.';
    const first = totals.findIndex((count) => count > 0);
    if (first < 0) return `${many(events)}, all outside of the range shown.`;
    const last = totals.length - 1 - [...totals].reverse().findIndex((count) => count > 0);
    const year = (bin) => dates.partsOf(firstDayOfBin(grid, bin)).year || 1;
    const [from, to] = [year(first), dates.partsOf(firstDayOfBin(grid, last + 1) - 1).year];
    const when = from === to ? `in ${from}` : `from ${from} to ${to}`;
    const others = outside ? `; ${outside.toLocaleString('en')} at other times` : '';
    return `${many(events - outside)} ${when}; most in ${nameOfBin(grid, totals.indexOf(most))}: ${most.toLocaleString('en')}${others}.`;
  };

  window.mapdash.bins = { MONTHS_IN, COARSE, rangesOf, gridOf, unitsFor, daysOf, layOut, countBins, positionOf, extentOf, snap, shifted, periodOf, ticksOf, nameOfBin, describeBin, summarise, many };
})();
