// A table of rows: a card for each row, rows added at the end and removed with a button to restore them, sums below.
import { button, h } from "../dom.js";
import { shownThousandths, thousandths } from "../rules/fractions.js";
import { normal } from "../rules/values.js";
import { isNumber } from "../rules/questions.js";
import { tableRow } from "./table-row.js";
import { undoLine } from "./undo.js";

const MOST = 200;

const isEmpty = (row) => Object.keys(row).length === 0;

// Blank rows at the end are only on the screen; those between others are stored, so that the others keep their numbers.
const stored = (rows) => {
  const values = rows.map((row) => row.values());
  while (values.length && isEmpty(values[values.length - 1])) values.pop();
  return values;
};

const isRight = (column, value) => {
  try {
    return normal(column, value) !== null;
  } catch {
    return false;
  }
};

const sums = (table, rows) =>
  table.columns.filter(isNumber).map((column) => {
    const numbers = rows.map((row) => row[column.id]).filter((value) => typeof value === "number" && isRight(column, value));
    const total = numbers.reduce((sum, value) => sum + thousandths(value), 0n);
    const unit = column.unit || (column.type === "money" ? "đồng" : "");
    return numbers.length ? `${column.label}: ${shownThousandths(total)} ${unit}`.trim() : "";
  }).filter(Boolean);

// The rows on the screen: they are added, removed and numbered here.
const rowList = ({ question, id, today, timeOfDay }, { changed, onRemove }) => {
  const element = h("div", { class: "table-rows" });
  let [rows, made] = [[], 0];
  const insert = (values, at) => {
    made += 1;
    const row = tableRow({ table: question, id: `${id}-${made}`, today, timeOfDay, change: changed, remove: () => onRemove(row) });
    row.write(values);
    element.insertBefore(row.element, rows[at]?.element ?? null);
    rows.splice(at, 0, row);
    return row;
  };
  const drop = (row) => {
    rows = rows.filter((one) => one !== row);
    row.element.remove();
  };
  const write = (wanted) => {
    for (const row of rows.slice(wanted.length)) drop(row);
    wanted.forEach((values, n) => (rows[n] ? rows[n].write(values) : insert(values, n)));
  };
  return { element, insert, drop, write, all: () => rows };
};

const totalOf = (question, values) => {
  const parts = sums(question, values);
  return parts.length && values.length > 1 ? `Cộng ${values.length} dòng. ${parts.join("; ")}.` : "";
};

export const table = (env) => {
  const { question, change } = env;
  const total = h("p", { class: "table-total" });
  const undo = undoLine();
  const refresh = () => {
    const rows = list.all();
    rows.forEach((row, n) => row.number(n + 1));
    total.textContent = totalOf(question, stored(rows));
    add.disabled = rows.length >= (question.max || MOST);
  };
  const changed = () => {
    refresh();
    change(stored(list.all()));
  };
  const onRemove = (row) => {
    const [at, values] = [list.all().indexOf(row), row.values()];
    list.drop(row);
    changed();
    if (isEmpty(values)) {
      (list.all()[at] ?? list.all()[at - 1])?.focus();
      return;
    }
    undo.offer(`Đã bỏ dòng ${at + 1}.`, () => {
      list.insert(values, Math.min(at, list.all().length)).focus();
      changed();
    });
    undo.element.querySelector("button").focus();
  };
  const list = rowList(env, { changed, onRemove });
  const add = button("Thêm dòng", () => {
    list.insert({}, list.all().length).focus();
    refresh();
  }, { sign: "plus-lg", "aria-label": `Thêm dòng: ${question.label}` });
  const write = (value) => {
    list.write(Array.isArray(value) ? value : []);
    refresh();
  };
  // Errors by “row.column”.
  const tell = (errors) => list.all().forEach((row, n) => {
    const own = Object.entries(errors).filter(([place]) => place.startsWith(`${n}.`));
    row.tell(Object.fromEntries(own.map(([place, message]) => [place.slice(place.indexOf(".") + 1), message])));
  });
  refresh();
  return { element: h("div", null, list.element, total, undo.element, h("div", { class: "line" }, add)), write, tell, settle: undo.settle };
};
