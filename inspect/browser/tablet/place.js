// Where a person is on a long page: at which part, and how far down in it. Pixels from the top would not work, since
// the height of what is far from the screen is only estimated.
const PARTS = "main :is(.q, .sites > div)[id]";
const PATIENCE_MS = 600;
const STILL = 5;
const INPUTS = ["wheel", "touchstart", "pointerdown", "keydown"];

const topOf = (element) => element.getBoundingClientRect().top;

// → {y, part, top}: the first part that is seen below the bar.
export const placeNow = () => {
  const under = document.getElementById("topbar").getBoundingClientRect().bottom;
  const parts = [...document.querySelectorAll(PARTS)].filter((part) => part.offsetHeight);
  const part = parts.find((one) => one.getBoundingClientRect().bottom > under) ?? parts[parts.length - 1];
  return { y: Math.round(scrollY), part: part?.id ?? null, top: part ? Math.round(topOf(part)) : 0 };
};

let letGo = () => {};

// Scrolls the element's top to `top` and keeps it there while the parts above get their real height; it stops as soon
// as the person touches anything.
export const bring = (element, top = parseFloat(getComputedStyle(element).scrollMarginTop)) => {
  letGo();
  const end = performance.now() + PATIENCE_MS;
  let [still, frame] = [0, 0];
  const stop = () => {
    cancelAnimationFrame(frame);
    for (const kind of INPUTS) removeEventListener(kind, stop, true);
  };
  const step = () => {
    const [before, off] = [scrollY, topOf(element) - top];
    if (Math.abs(off) >= 1) scrollBy(0, off);
    still = scrollY === before ? still + 1 : 0;
    if (still < STILL && element.isConnected && performance.now() < end) frame = requestAnimationFrame(step);
    else stop();
  };
  for (const kind of INPUTS) addEventListener(kind, stop, { capture: true, passive: true });
  letGo = stop;
  step();
};

export const comeBackTo = (place) => {
  const part = place?.part && document.getElementById(place.part);
  if (part) bring(part, place.top);
  else {
    letGo();
    scrollTo(0, place?.y ?? 0);
  }
};
