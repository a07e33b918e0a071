/* The times of a talk as plain values, so that several windows can hold the same: a timer { before, startedAt } has run
   `before` milliseconds, and since startedAt, by the clock of the machine, when it runs; startedAt is null when it rests. */
(() => {
  'use strict';

  const MINUTE_MS = 60_000;
  const MOST_MINUTES = 600;

  const FRESH = Object.freeze({ before: 0, startedAt: null, isTouched: false });

  /* Never negative, for clocks are set. */
  const elapsed = ({ before, startedAt }, now) => before + (startedAt === null ? 0 : Math.max(0, now - startedAt));
  const started = (timer, now) => ({ before: elapsed(timer, now), startedAt: now, isTouched: true });
  const paused = (timer, now) => ({ before: elapsed(timer, now), startedAt: null, isTouched: true });
  /* One that runs goes on running; one that rests is as if it was never touched. */
  const reset = ({ startedAt }, now) => (startedAt === null ? FRESH : { before: 0, startedAt: now, isTouched: true });
  const isRunning = ({ startedAt }) => startedAt !== null;

  const two = (number) => String(number).padStart(2, '0');

  const words = (ms) => {
    const seconds = Math.floor(ms / 1000);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
  };

  /* "" without a plan. Rounded up, so that what has run and what is left add up to the plan. */
  const remaining = (timer, minutes, now) => {
    if (!minutes) return '';
    const left = minutes * MINUTE_MS - elapsed(timer, now);
    return left >= 0 ? `${words(Math.ceil(left / 1000) * 1000)} left` : `${words(-left)} over`;
  };

  const minutesOf = (value) => {
    const number = Math.round(Number(value));
    return Number.isFinite(number) ? Math.max(0, Math.min(MOST_MINUTES, number)) : 0;
  };

  const timerOf = (value) => {
    const { before, startedAt, isTouched } = value || {};
    const isTime = (ms) => Number.isFinite(ms) && ms >= 0 && ms < Number.MAX_SAFE_INTEGER;
    if (!isTime(before) || !(startedAt === null || isTime(startedAt))) return null;
    return { before, startedAt, isTouched: isTouched === true };
  };

  const wallClock = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;
  const wallClockLong = (date) => `${wallClock(date)}:${two(date.getSeconds())}`;

  window.mapdash.talkTimer = {
    FRESH, MOST_MINUTES, elapsed, started, paused, reset, isRunning, words, remaining, minutesOf, timerOf, wallClock, wallClockLong,
  };
})();
