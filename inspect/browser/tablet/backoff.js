const FIRST_MS = 5000;
export const MOST_MS = 300_000;

// 5 s, 10 s, 20 s … 5 minutes, a quarter more or less, so that a hundred tablets do not come back together.
export const pauseAfter = (failures, random = Math.random) =>
  Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10) * (0.75 + random() / 2));

// A time further ahead than any pause comes from a clock that was set back.
export const isDue = (at, now) => at <= now || at - now > MOST_MS;
