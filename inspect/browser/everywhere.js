// Search across everything (templates/pages/everywhere/): "/" goes to the field from anywhere, arrows go through what is
// shown, Escape goes back. And what was opened last: this browser keeps kinds and ids with the time, by account, and never a
// name: the server tells the names, to whoever may see the things now.
import htmx from "htmx.org";

const MOST = 20;
const LINKS = "a.row-link";
const FIELDS = "input, textarea, select, [contenteditable]";

const { account, opened } = document.body.dataset;
const key = `rasoat-opened-${account}`;

const kept = () => {
  try {
    const rows = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(rows) ? rows.filter((row) => typeof row?.thing === "string") : [];
  } catch {
    return [];
  }
};

// Where the browser keeps nothing (a private window, a full disk) nothing is shown, and nothing fails.
const keep = (rows) => {
  try {
    localStorage.setItem(key, JSON.stringify(rows.slice(0, MOST)));
  } catch {
    return;
  }
};

if (account && opened) {
  keep([{ thing: opened, at: Date.now() }, ...kept().filter((row) => row.thing !== opened)]);
}

const two = (number) => String(number).padStart(2, "0");

const when = (at) => {
  const day = new Date(at);
  return `mở lúc ${two(day.getHours())}:${two(day.getMinutes())} ngày ${two(day.getDate())}/${two(day.getMonth() + 1)}`;
};

const tellRecent = async (panel, url) => {
  const rows = kept();
  if (!rows.length) return;
  const asked = new URL(url, location.href);
  for (const row of rows) asked.searchParams.append("of", row.thing);
  const response = await fetch(asked, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!response?.ok || response.redirected) return;
  htmx.swap(panel, await response.text(), { swapStyle: "innerHTML" });
  const told = [...panel.querySelectorAll("[data-thing]")];
  // What is not told any more exists no more, or is no longer this person's to see.
  const still = new Set(told.map((line) => line.dataset.thing));
  keep(rows.filter((row) => still.has(row.thing)));
  for (const line of told) {
    const row = rows.find(({ thing }) => thing === line.dataset.thing);
    if (Number.isFinite(row.at)) line.querySelector("p").append(` · ${when(row.at)}`);
  }
};

const form = document.querySelector("form[data-everywhere]");
const field = form?.querySelector("input[name=q]");
const panel = form?.querySelector("[data-everywhere-recent]");
const link = document.querySelector(".everywhere-link");
let asked = null;

const close = () => {
  if (panel) panel.hidden = true;
};

const open = async () => {
  if (!panel || field.value) return;
  asked ??= tellRecent(panel, form.dataset.recentUrl);
  await asked;
  panel.hidden = !panel.children.length || !form.contains(document.activeElement) || field.value !== "";
};

const places = () => {
  const shown = panel && !panel.hidden ? panel : document.querySelector("[data-found]");
  return [...(shown?.querySelectorAll(LINKS) ?? [])];
};

const move = (event, step) => {
  const links = places();
  const at = links.indexOf(document.activeElement);
  if (document.activeElement !== field && at < 0) return;
  const next = at + step;
  if (next >= links.length) return;
  event.preventDefault();
  if (next < 0) field.focus();
  else links[next].focus();
};

const leave = (event) => {
  if (document.activeElement === field) {
    // The first Escape empties a field, as browsers do; an empty one is left.
    if (field.value) return;
    close();
    field.blur();
  } else if (places().includes(document.activeElement)) {
    event.preventDefault();
    field.focus();
    close();
  }
};

const isTyping = ({ target }) => Boolean(target.closest?.(FIELDS));

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "/" && !isTyping(event) && field) {
    event.preventDefault();
    if (field.offsetParent) {
      field.focus();
      field.select();
    } else link?.click();
  } else if (event.key === "ArrowDown" && field) move(event, 1);
  else if (event.key === "ArrowUp" && field) move(event, -1);
  else if (event.key === "Escape" && field) leave(event);
});

if (account && field) {
  field.addEventListener("focus", open);
  field.addEventListener("input", () => (field.value ? close() : open()));
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) close();
  });
}

// The page of the search shows them without being asked.
const onPage = account && document.querySelector("[data-found] [data-everywhere-recent]");
if (onPage) tellRecent(onPage, onPage.dataset.recentUrl);
