// One row of a table as a card: its cells by column, each with its own label and its own error.
import { button, h } from "../dom.js";
import { has } from "../rules/objects.js";
import { CELLS } from "./cells.js";
import { labelled, markInvalid } from "./labelled.js";

export const tableRow = ({ table, id, today, timeOfDay, change, remove }) => {
  const legend = h("legend");
  const values = {};
  const cells = new Map();
  for (const column of table.columns) {
    const keep = (value) => {
      if (value === null) delete values[column.id];
      else values[column.id] = value;
      change();
    };
    const control = CELLS[column.type]({ question: column, id: `${id}-${column.id}`, today, timeOfDay, change: keep });
    const error = h("p", { class: "field-error", id: `${id}-${column.id}-error`, hidden: true });
    const unit = column.unit && column.type === "text" ? ` (${column.unit})` : "";
    cells.set(column.id, { control, error, element: labelled(column, control, { id: `${id}-${column.id}`, extra: unit, after: [control.tool, error], cell: true }) });
  }
  const away = button("Bỏ dòng", () => remove(), { kind: "outline-secondary", sign: "trash" });
  const element = h("fieldset", { class: "table-row" }, legend, h("div", { class: "cells" }, [...cells.values()].map((cell) => cell.element)), away);
  const write = (row) => {
    for (const column of table.columns) {
      if (has(row, column.id)) values[column.id] = row[column.id];
      else delete values[column.id];
      cells.get(column.id).control.write(values[column.id] ?? null);
    }
  };
  // Errors by column id; while somebody is typing in the row none is shown.
  const tell = (errors) => {
    const busy = element.contains(document.activeElement);
    for (const [name, { error, control }] of cells) {
      const message = busy ? "" : (errors[name] ?? "");
      error.textContent = message;
      error.hidden = !message;
      markInvalid(control.input, Boolean(message));
    }
  };
  const number = (n) => {
    legend.textContent = `Dòng ${n}`;
    away.setAttribute("aria-label", `Bỏ dòng ${n}`);
  };
  const focus = () => element.querySelector("input, textarea, select").focus();
  return { element, values: () => ({ ...values }), write, tell, number, focus };
};
