// Three-way merge of answers documents, the same as rasoat/visits/merging.py: what only one side changed is taken,
// what both changed differently stays as theirs and is told as a conflict.
import { blank, same } from "./canonical.js";

const INNER = ["_notes", "_explanations", "_wordings"];

const isPicture = (part) => {
  const keys = part && typeof part === "object" ? Object.keys(part) : [];
  return keys.length === 1 && (keys[0] === "attachment" || keys[0] === "sha256");
};
const isList = (value) => Array.isArray(value) && value.length > 0;
const arePictures = (value) => isList(value) && value.every(isPicture);
const has = (list, part) => list.some((other) => same(other, part));

const mergePictures = (base, theirs, yours) => {
  const added = yours.filter((part) => !has(base, part) && !has(theirs, part));
  const removed = base.filter((part) => !has(yours, part));
  return [...theirs.filter((part) => !has(removed, part)), ...added];
};

const begins = (list, start) => list.length >= start.length && start.every((row, place) => same(row, list[place]));

// undefined: no way to have both.
const both = (base, theirs, yours) => {
  const old = base ?? [];
  if (arePictures(theirs) && arePictures(yours) && Array.isArray(old)) return mergePictures(old, theirs, yours);
  if (!isList(theirs) || !isList(yours) || !Array.isArray(old)) return undefined;
  if (!begins(theirs, old) || !begins(yours, old)) return undefined;
  return [...theirs, ...yours.slice(old.length)];
};

const mergeKeys = (base, theirs, yours, name, conflicts) => {
  const answers = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(yours)])) {
    const [old, their, your] = [base[key], theirs[key], yours[key]].map((value) => (blank(value) ? undefined : value));
    let value = their;
    if (same(their, old)) value = your;
    else if (!same(your, old) && !same(your, their)) {
      const merged = both(old, their, your);
      if (merged === undefined) conflicts.push({ item: name(key), theirs: their ?? null, yours: your ?? null });
      else value = merged;
    }
    if (!blank(value)) answers[key] = value;
  }
  return answers;
};

const outer = (answers) => Object.fromEntries(Object.entries(answers).filter(([key]) => !INNER.includes(key)));

export const merge = (base, theirs, yours) => {
  const conflicts = [];
  const answers = mergeKeys(outer(base), outer(theirs), outer(yours), (key) => key, conflicts);
  for (const group of INNER) {
    const inner = mergeKeys(base[group] ?? {}, theirs[group] ?? {}, yours[group] ?? {}, (key) => `${group}.${key}`, conflicts);
    if (!blank(inner)) answers[group] = inner;
  }
  return { answers, conflicts };
};

const place = (item) => {
  const group = INNER.find((name) => item.startsWith(`${name}.`));
  return group ? [group, item.slice(group.length + 1)] : [item];
};

export const valueAt = (answers, item) => {
  const [key, inner] = place(item);
  return inner === undefined ? answers[key] : answers[key]?.[inner];
};

// A copy with one answer replaced; blank takes it out.
export const withValue = (answers, item, value) => {
  const [key, inner] = place(item);
  const fresh = inner === undefined ? value : withValue(answers[key] ?? {}, inner, value);
  const copy = { ...answers, [key]: fresh };
  if (blank(fresh)) delete copy[key];
  return copy;
};

// Both kept where possible; where not, what was typed here is the newer word.
export const mergeKeepingYours = (base, theirs, yours) => {
  const { answers, conflicts } = merge(base, theirs, yours);
  return conflicts.reduce((kept, { item, yours: value }) => withValue(kept, item, value), answers);
};

// The items in which two documents differ, inner ones by their outer key.
export const differing = (a, b) =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !same(a[key], b[key]));
