/* From which year to which: bars of how many events there are, two thumbs to drag, two fields to type into. */
(() => {
  'use strict';

  const { make, said } = window.mapdash.nodes;
  const FIRST_YEAR = 1;

  const makeYears = ({ commit }) => {
    const { dates, facets } = window.mapdash;
    const bars = make('div', { class: 'mp-bars', 'aria-hidden': 'true' });
    const from = make('input', { type: 'range', 'aria-label': 'First year', step: '1' });
    const to = make('input', { type: 'range', 'aria-label': 'Last year', step: '1' });
    const rail = make('div', { class: 'mp-rail' }, from, to);
    const output = make('output', { class: 'mp-years' });
    const problemBox = make('p', { class: 'mp-wrong', id: 'mp-year-problem', role: 'alert', hidden: true });
    let engine = null;
    let years = null;

    const model = {
      get period() { return (engine && engine.filter.period) || null; },
      get ranges() { return years ? { all: years.all, core: years.all } : null; },
      set(period) { commit(dates.actionOf(period)); },
    };
    const fields = window.mapdash.makeTimelineFields({ model, interrupt: () => {}, problemBox });
    const root = make('section', {}, make('h3', {}, 'Year'), output, bars, rail, make('div', { class: 'mp-fields' }, ...fields.nodes), problemBox);

    const ends = () => [Number(from.value), Number(to.value)];

    const mark = ([first, last]) => {
      const span = Math.max(1, years.high - years.low);
      rail.style.setProperty('--from', `${(first - years.low) / span * 100}%`);
      rail.style.setProperty('--to', `${(last - years.low) / span * 100}%`);
      for (const bar of bars.children) bar.classList.toggle('mp-out', Number(bar.dataset.year) + years.step - 1 < first || Number(bar.dataset.year) > last);
    };

    const periodOf = ([first, last]) => [dates.dayOf(first, 1, 1), dates.dayOf(last, 12, 31)];

    /* Shown while the thumb moves, told when it rests. */
    const drag = (moved, other, isCrossed) => {
      if (isCrossed()) other.value = moved.value;
      mark(ends());
      output.textContent = dates.wordsOf(periodOf(ends()));
      engine.preview({ period: periodOf(ends()) });
    };
    from.addEventListener('input', () => drag(from, to, () => Number(from.value) > Number(to.value)));
    to.addEventListener('input', () => drag(to, from, () => Number(to.value) < Number(from.value)));
    for (const thumb of [from, to]) thumb.addEventListener('change', () => { const [first, last] = ends(); commit({ type: 'years', first, last }); });

    const drawBars = (counts) => {
      const most = Math.max(1, ...counts.bars.map(({ count }) => count));
      bars.replaceChildren(...counts.bars.map(({ year, count }) => {
        const bar = make('span', { title: counts.step > 1 ? `${year}–${year + counts.step - 1}, busiest year: ${said(count)}` : `${year}: ${said(count)}` });
        bar.dataset.year = year;
        bar.style.height = count ? `${Math.max(6, count / most * 100)}%` : '0';
        return bar;
      }));
    };

    let drawn = '';
    return {
      root,
      update(now) {
        engine = now;
        const counts = facets.yearCounts(engine);
        root.hidden = !counts;
        if (!counts) return;
        years = { ...counts, all: periodOf([Math.max(FIRST_YEAR, counts.low), counts.high]) };
        for (const thumb of [from, to]) { thumb.min = counts.low; thumb.max = counts.high; }
        const key = JSON.stringify(counts);
        if (key !== drawn) { drawn = key; drawBars(counts); }
        const { period } = model;
        const inside = (day) => Math.min(Math.max(dates.partsOf(day).year, counts.low), counts.high);
        const shown = period ? [inside(period[0]), inside(period[1])] : [counts.low, counts.high];
        [from.value, to.value] = shown;
        mark(shown);
        output.textContent = period ? dates.wordsOf(period) : `${counts.low} – ${counts.high}`;
        rail.hidden = counts.low >= counts.high;
        fields.hint();
        fields.write();
      },
    };
  };

  Object.assign(window.mapdash, { makeYears });
})();
