// A table's rows. Its cells are read as questions of their own: `normal` and `isBlank` come from values.js.
import { has, isObject, own } from "./objects.js";
import { Wrong } from "./wrong.js";

const MOST_ROWS = 200;

const cells = (item, index, row, faults, normal) => {
  const result = {};
  for (const column of item.columns) {
    try {
      const cell = normal(column, own(row, column.id));
      if (cell !== null) result[column.id] = cell;
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      for (const [, what] of error.faults) faults.push([`${index}.${column.id}`, `Dòng ${index + 1}, ${column.label}: ${what}`]);
    }
  }
  return result;
};

const read = (item, index, row, faults, normal) => {
  for (const key of Object.keys(row)) {
    if (!item.columns.some((column) => column.id === key)) faults.push([`${index}.${key}`, "Bảng không có cột này."]);
  }
  const started = faults.length;
  const result = cells(item, index, row, faults, normal);
  if (Object.keys(result).length && faults.length === started) {
    const missing = item.columns.filter((column) => column.required && !has(result, column.id));
    for (const { id, label } of missing) faults.push([`${index}.${id}`, `Dòng ${index + 1}, ${label}: chưa nhập.`]);
  }
  return result;
};

// Rows without an answer are left out; null when none is left. Throws Wrong.
export const table = (item, value, normal, isBlank) => {
  if (!Array.isArray(value) || !value.every(isObject)) throw new Wrong(["", "Cần bảng gồm các dòng."]);
  const faults = [];
  const result = [];
  value.forEach((row, index) => {
    if (Object.values(row).every(isBlank)) return;
    const kept = read(item, index, row, faults, normal);
    if (Object.keys(kept).length) result.push(kept);
  });
  const most = item.max || MOST_ROWS;
  if (result.length > most) faults.push(["", `Nhiều nhất ${most} dòng; gộp hoặc bỏ bớt dòng.`]);
  if (faults.length) throw new Wrong(...faults);
  return result.length ? result : null;
};
