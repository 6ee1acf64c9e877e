// Three-way merge of answers documents, the same as rasoat/visits/merging.py (tests/tablet/merge_cases.json holds both to
// it): what only one side changed is taken, what both changed differently stays as theirs and is told as a conflict.
import { blank, same } from "./canonical.js";
import { isObject } from "./rules/objects.js";

const INNER = ["_explanations", "_extra_photos", "_extras", "_marked", "_notes", "_wordings"];
const PICTURED = "_extra_photos";
const MOST = { photo: 20, table: 200 };
const REFERENCE = {
  sha256: /^[0-9a-f]{64}$/,
  attachment: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

const isPicture = (part) => {
  const keys = part && typeof part === "object" ? Object.keys(part) : [];
  const [kind] = keys;
  return keys.length === 1 && kind in REFERENCE && typeof part[kind] === "string" && REFERENCE[kind].test(part[kind]);
};
const arePictures = (value) => value === undefined || (Array.isArray(value) && value.every(isPicture));
const has = (list, part) => list.some((other) => same(other, part));

const mergePictures = (base, theirs, yours) => [
  ...theirs.filter((part) => !has(base, part) || has(yours, part)),
  ...yours.filter((part) => !has(base, part) && !has(theirs, part)),
];

const begins = (list, start) => start.every((row, place) => place < list.length && same(row, list[place]));

const areRows = (value) => Array.isArray(value) && value.every(isObject);

const mergeRows = (base, theirs, yours) => {
  if (![base, theirs, yours].every(areRows) || !begins(theirs, base) || !begins(yours, base)) return undefined;
  return [...theirs, ...yours.slice(base.length)];
};

const lists = (most) => (base, theirs, yours) => {
  const all = [base, theirs, yours];
  const merged = all.every(arePictures)
    ? mergePictures(...all.map((value) => value ?? []))
    : mergeRows(base ?? [], theirs, yours);
  return merged && merged.length <= most ? merged : undefined;
};

// `both(base, theirs, yours)`: undefined when there is no way to have both.
const mergeOne = (base, theirs, yours, both) => {
  if (same(yours, base) || same(theirs, yours)) return { value: theirs };
  if (same(theirs, base)) return { value: yours };
  const value = both(base, theirs, yours);
  return value === undefined ? { value: theirs, clash: true } : { value };
};

const mergeKeys = (documents, conflicts, { name = (key) => key, both = () => () => undefined }) => {
  const merged = {};
  const [, theirs, yours] = documents;
  for (const key of [...new Set([...Object.keys(theirs), ...Object.keys(yours)])].sort()) {
    const values = documents.map((one) => (blank(one[key]) ? undefined : one[key]));
    const { value, clash } = INNER.includes(key)
      ? { value: mergeKeys(values.map((one) => one ?? {}), conflicts, { name: (inner) => `${key}.${inner}`, ...(key === PICTURED && { both: () => lists(MOST.photo) }) }) }
      : mergeOne(...values, both(key));
    if (clash) conflicts.push({ item: name(key), theirs: values[1] ?? null, yours: values[2] ?? null });
    if (!blank(value)) merged[key] = value;
  }
  return merged;
};

// `section` (of the definition) gives the most photographs and rows an item may have; without it lists may grow.
export const merge = (base, theirs, yours, section = null) => {
  const conflicts = [];
  const most = (key) => {
    const item = section?.items.find(({ id }) => id === key);
    return item && item.type in MOST ? (item.max ?? MOST[item.type]) : Infinity;
  };
  const answers = mergeKeys([base, theirs, yours], conflicts, { both: (key) => lists(most(key)) });
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
