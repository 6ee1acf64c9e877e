// Draws the questions. Those near the person's place are drawn at once and the others a few at a time, so that the page
// reacts meanwhile. All are drawn within a moment, for searching in the page and for using it by keyboard.
const NEAR = 6;
const SLICE_MS = 8;

// `start` is the id of the question that must be seen, or none. It returns {drawn: Promise, stop}.
export const drawing = (frames, start) => {
  const all = [...frames.values()];
  const at = Math.max(0, all.findIndex(({ question }) => question.id === start) - 1);
  const left = [...all.slice(at), ...all.slice(0, at).reverse()];
  let [timer, done] = [0, null];
  const drawn = new Promise((resolve) => { done = resolve; });
  const some = (least) => {
    const end = performance.now() + SLICE_MS;
    for (let n = 0; left.length && (n < least || performance.now() < end); n += 1) left.shift().draw();
    if (left.length) timer = setTimeout(some, 0, 1);
    else done();
  };
  some(NEAR);
  return { drawn, stop: () => clearTimeout(timer) };
};
