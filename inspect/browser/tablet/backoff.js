const FIRST_MS = 5000;
export const MOST_MS = 300_000;

// The pauses are 5 s, 10 s, 20 s … 5 minutes, a quarter more or less, so that a hundred tablets do not return at the
// same moment.
export const pauseAfter = (failures, random = Math.random) =>
  Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10) * (0.75 + random() / 2));

// A time that is further ahead than any pause was set by a clock that has since been set back.
export const isDue = (at, now) => at <= now || at - now > MOST_MS;
