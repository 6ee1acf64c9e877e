// A repeated table: a card for each row, rows added at the end and taken out with a way back, sums below.
import { button, h } from "../dom.js";
import { isNumber } from "../rules/questions.js";
import { grouped } from "../rules/words.js";
import { tableRow } from "./table-row.js";
import { undoLine } from "./undo.js";

const MOST = 200;

const isEmpty = (row) => Object.keys(row).length === 0;

// Blank rows at the end are only on the screen; those in between keep the others' numbers.
const stored = (rows) => {
  const values = rows.map((row) => row.values());
  while (values.length && isEmpty(values[values.length - 1])) values.pop();
  return values;
};

const sums = (table, rows) =>
  table.columns.filter(isNumber).map((column) => {
    const numbers = rows.map((row) => row[column.id]).filter((value) => typeof value === "number");
    const total = numbers.reduce((sum, value) => sum + BigInt(Math.trunc(value)), 0n);
    const unit = column.unit || (column.type === "money" ? "đồng" : "");
    return numbers.length ? `${column.label}: ${grouped(total)} ${unit}`.trim() : "";
  }).filter(Boolean);

export const table = ({ question, id, today, change }) => {
  const most = question.max || MOST;
  let [rows, made] = [[], 0];
  const list = h("div", { class: "table-rows" });
  const total = h("p", { class: "table-total" });
  const undo = undoLine();
  const refresh = () => {
    rows.forEach((row, n) => row.number(n + 1));
    const values = stored(rows);
    const parts = sums(question, values);
    total.textContent = parts.length && values.length > 1 ? `Cộng ${values.length} dòng. ${parts.join("; ")}.` : "";
    add.disabled = rows.length >= most;
  };
  const changed = () => {
    refresh();
    change(stored(rows));
  };
  const insert = (values, at) => {
    const row = tableRow({ table: question, id: `${id}-${(made += 1)}`, today, change: changed, remove: () => remove(row) });
    row.write(values);
    list.insertBefore(row.element, rows[at]?.element ?? null);
    rows.splice(at, 0, row);
    return row;
  };
  const drop = (row) => {
    rows = rows.filter((one) => one !== row);
    row.element.remove();
  };
  const remove = (row) => {
    const [at, values] = [rows.indexOf(row), row.values()];
    drop(row);
    changed();
    if (isEmpty(values)) {
      (rows[at] ?? rows[at - 1])?.focus();
      return;
    }
    undo.offer(`Đã bỏ dòng ${at + 1}.`, () => {
      insert(values, Math.min(at, rows.length)).focus();
      changed();
    });
    undo.element.querySelector("button").focus();
  };
  const add = button("Thêm dòng", () => {
    insert({}, rows.length).focus();
    refresh();
  }, { sign: "plus-lg", "aria-label": `Thêm dòng: ${question.label}` });
  const write = (value) => {
    const wanted = Array.isArray(value) ? value : [];
    for (const row of rows.slice(wanted.length)) drop(row);
    wanted.forEach((values, n) => (rows[n] ? rows[n].write(values) : insert(values, n)));
    refresh();
  };
  // Errors by “row.column”.
  const tell = (errors) => rows.forEach((row, n) => {
    const own = Object.entries(errors).filter(([place]) => place.startsWith(`${n}.`));
    row.tell(Object.fromEntries(own.map(([place, message]) => [place.slice(place.indexOf(".") + 1), message])));
  });
  const element = h("div", null, list, total, undo.element, h("div", { class: "line" }, add));
  refresh();
  return { element, write, tell, settle: undo.settle };
};
