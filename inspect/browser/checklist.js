// The checklist form (`data-checklist`): this script hides what does not apply, groups digits and adds rows. Without it
// everything is shown.
import { orTyped, whole } from "./tablet/rules/numbers.js";
import { grouped } from "./tablet/rules/words.js";

// What is chosen of a question: one answer, several, or none.
const chosen = (form, id) => {
  const controls = [...form.elements].filter((one) => one.name === `q-${id}`);
  return controls.filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked).map((one) => one.value);
};

// The questions are read from top to bottom: a condition only names questions above, and a hidden question counts as
// not answered.
const showWhatApplies = (form) => {
  const hidden = new Set();
  for (const item of form.querySelectorAll("[data-item]")) {
    const conditions = Object.entries(JSON.parse(item.dataset.showIf ?? "{}"));
    item.hidden = !conditions.every(([id, values]) => !hidden.has(id) && chosen(form, id).some((value) => values.includes(value)));
    if (item.hidden) hidden.add(item.dataset.item);
  }
};

// 9969 becomes 9.969. A text that is not a whole number (12.5) stays as it was typed, and the server reports it.
const group = (input) => {
  const number = orTyped(whole, input.value);
  if (typeof number === "number") input.value = grouped(number);
};

const addRow = (button) => {
  const table = button.closest("[data-item]").querySelector("[data-rows]");
  const rows = table.tBodies[0].rows;
  if (rows.length >= Number(table.dataset.most)) return;
  const row = rows[rows.length - 1].cloneNode(true);
  const [before, after] = [rows.length - 1, rows.length].map((number) => `${table.dataset.rows}-${number}-`);
  for (const error of row.querySelectorAll(".field-error")) error.remove();
  for (const cell of row.querySelectorAll("input, select, textarea")) {
    cell.name = cell.name.replace(before, after);
    cell.id = cell.id.replace(before, after);
    cell.value = "";
    cell.classList.remove("is-invalid");
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
    cell.setAttribute("aria-label", cell.getAttribute("aria-label").replace(/\d+$/, rows.length + 1));
  }
  table.tBodies[0].append(row);
  row.querySelector("input, select, textarea").focus();
};

const locate = (button) => {
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const [lat, lon, accuracy] = button.parentElement.querySelectorAll("input");
    lat.value = coords.latitude.toFixed(6);
    lon.value = coords.longitude.toFixed(6);
    accuracy.value = Math.round(coords.accuracy);
    lat.dispatchEvent(new Event("input", { bubbles: true }));
  }, () => { button.textContent = "Không lấy được vị trí; nhập bằng tay"; }, { enableHighAccuracy: true, timeout: 20000 });
};

const prepare = (form) => {
  showWhatApplies(form);
  for (const button of form.querySelectorAll("[data-locate]")) button.hidden = !navigator.geolocation;
};

for (const form of document.querySelectorAll("form[data-checklist]")) prepare(form);
document.addEventListener("htmx:load", (event) => {
  for (const form of event.target.querySelectorAll?.("form[data-checklist]") ?? []) prepare(form);
});

document.addEventListener("change", ({ target }) => {
  if (target.form?.matches("[data-checklist]")) showWhatApplies(target.form);
  if (target.matches("[data-grouped]")) group(target);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-checklist] [data-add-row], [data-checklist] [data-locate]");
  if (!button) return;
  event.preventDefault();
  if (button.matches("[data-add-row]")) addRow(button);
  else locate(button);
});
