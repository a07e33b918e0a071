/* Days, months and years of the time strip, without a page: the calendar, what a reader types, and how a period is said.
   A day is counted from 1970-01-01, a month from year 0; years 1 to 9999, the Gregorian calendar throughout. */
(() => {
  'use strict';

  const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  const SHORT = MONTHS.map((name) => name.slice(0, 3));
  const LAST_YEAR = 9999;
  const HOW = 'Type 2024, 2024-03 or 2024-03-15.';

  /* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and civil_from_days. Date would read
     the years 0 to 99 as those of the last century. */
  const dayOf = (year, month, day) => {
    const y = month <= 2 ? year - 1 : year;
    const era = Math.floor(y / 400);
    const ofEra = y - era * 400;
    const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
  };

  const partsOf = (day) => {
    const shifted = day + 719468;
    const era = Math.floor(shifted / 146097);
    const ofEra = shifted - era * 146097;
    const years = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
    const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
    const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
    const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    return { year: years + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
  };

  const monthOf = (day) => { const { year, month } = partsOf(day); return year * 12 + month - 1; };
  const firstDayOf = (month) => dayOf(Math.floor(month / 12), (month % 12 + 12) % 12 + 1, 1);

  /* The reader's own today, whatever hour it is in Greenwich. */
  const today = (now = new Date()) => dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate());

  const monthNamed = (word) => {
    const name = word.toLowerCase().replace(/\.$/, '');
    if (name.length < 3) return 0;
    return MONTHS.findIndex((month) => month.toLowerCase().startsWith(name) || (name === 'sept' && month === 'September')) + 1;
  };

  /* [pattern, the order of what it holds] */
  const FORMS = [
    [/^(\d{1,4})$/, ['year']],
    [/^(\d{4})[-/.](\d{1,2})$/, ['year', 'month']],
    [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, ['year', 'month', 'day']],
    [/^(\d{1,2})[-/.](\d{4})$/, ['month', 'year']],
    [/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/, ['day', 'month', 'year']],
    [/^(\p{L}+\.?),? (\d{4})$/u, ['name', 'year']],
    [/^(\d{4}) (\p{L}+\.?)$/u, ['year', 'name']],
    [/^(\d{1,2})\.? (\p{L}+\.?),? (\d{4})$/u, ['day', 'name', 'year']],
    [/^(\p{L}+\.?) (\d{1,2}),? (\d{4})$/u, ['name', 'day', 'year']],
  ];

  const partsIn = (text) => {
    for (const [pattern, names] of FORMS) {
      const found = pattern.exec(text);
      if (found) return Object.fromEntries(names.map((name, i) => [name, name === 'name' ? found[i + 1] : Number(found[i + 1])]));
    }
    return null;
  };

  /* What a reader typed: { first, last } in days, or { problem } in a sentence. */
  const parse = (typed) => {
    const text = typed.trim().replace(/\s+/g, ' ');
    if (/^\d{1,2}\/\d{1,2}\/\d{2,4}$/.test(text)) return { problem: `“${text}” can be two dates: which number is the month? ${HOW}` };
    const parts = partsIn(text);
    if (!parts) return { problem: `“${text}” is not a date that can be read here. ${HOW}` };
    const { year, day } = parts;
    const month = parts.name === undefined ? parts.month : monthNamed(parts.name);
    if (parts.name !== undefined && !month) return { problem: `“${parts.name}” is not the name of a month. ${HOW}` };
    if (year < 1) return { problem: `There is no year ${year}. The years go from 1 to ${LAST_YEAR}.` };
    if (month === undefined) return { first: dayOf(year, 1, 1), last: dayOf(year, 12, 31) };
    if (month < 1 || month > 12) return { problem: `There is no month ${month}. The months go from 1 to 12.` };
    const start = year * 12 + month - 1;
    const length = firstDayOf(start + 1) - firstDayOf(start);
    if (day === undefined) return { first: firstDayOf(start), last: firstDayOf(start) + length - 1 };
    if (day < 1 || day > length) return { problem: `${MONTHS[month - 1]} ${year} has no day ${day}: it has ${length}.` };
    return { first: dayOf(year, month, day), last: dayOf(year, month, day) };
  };

  const two = (number) => String(number).padStart(2, '0');
  const four = (number) => String(number).padStart(4, '0');

  const isFirst = (day) => { const p = partsOf(day); return { ...p, ofMonth: p.day === 1, ofYear: p.day === 1 && p.month === 1 }; };
  const isLast = (day) => { const p = partsOf(day); const next = partsOf(day + 1); return { ...p, ofMonth: next.day === 1, ofYear: next.day === 1 && next.month === 1 }; };

  const shortest = ({ year, month, day, ofMonth, ofYear }) => {
    if (ofYear) return four(year);
    return ofMonth ? `${four(year)}-${two(month)}` : `${four(year)}-${two(month)}-${two(day)}`;
  };

  /* The bounds of a period as the address and the two fields say them. */
  const boundTexts = ([first, last]) => [shortest(isFirst(first)), shortest(isLast(last))];

  const inWords = ({ year, month, day, ofMonth, ofYear }) => {
    if (ofYear) return String(year);
    return ofMonth ? `${MONTHS[month - 1]} ${year}` : `${day} ${MONTHS[month - 1]} ${year}`;
  };

  const wordsOf = ([first, last]) => {
    const [from, to] = [inWords(isFirst(first)), inWords(isLast(last))];
    return from === to ? from : `${from} – ${to}`;
  };

  /* What Python is told. */
  const actionOf = (period) => {
    if (!period) return { type: 'period' };
    const [from, to] = [isFirst(period[0]), isLast(period[1])];
    if (from.ofYear && to.ofYear) return { type: 'years', first: from.year, last: to.year };
    const [first, last] = boundTexts(period);
    return { type: 'period', first, last };
  };

  window.mapdash.dates = { MONTHS, SHORT, LAST_YEAR, dayOf, partsOf, monthOf, firstDayOf, today, parse, boundTexts, wordsOf, actionOf };
})();
