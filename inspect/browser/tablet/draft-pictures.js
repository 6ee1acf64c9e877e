// Where the photographs of an answers document stand, and copies of the document with some of them taken out or exchanged.
import { valueAt, withValue } from "./merge.js";

const PICTURED = "_extra_photos";
const MARKED = "_marked";

// The photographs of extra items are one level deeper than those of questions.
const fieldsOf = (answers) => [
  ...Object.entries(answers),
  ...Object.entries(answers[PICTURED] ?? {}).map(([name, value]) => [`${PICTURED}.${name}`, value]),
];

// The reference to the picture as it was taken, of one on which somebody marked something.
export const originalOf = (answers, id) => answers[MARKED]?.[id];

export const withOriginal = (answers, id, original) => withValue(answers, `${MARKED}.${id}`, original);

// Without these pictures, and without what they were made from.
export const without = (answers, ids) => {
  let left = answers;
  for (const [item, value] of fieldsOf(answers)) {
    if (Array.isArray(value) && value.some((part) => ids.has(part?.attachment)))
      left = withValue(left, item, value.filter((part) => !ids.has(part?.attachment)));
    else if (ids.has(value?.attachment)) left = withValue(left, item, null);
  }
  for (const id of Object.keys(answers[MARKED] ?? {})) if (ids.has(id)) left = withOriginal(left, id, null);
  return left;
};

// The same, but where one of them was made from another picture, that one stands in its place again.
export const withoutMade = (answers, ids) => {
  let left = answers;
  for (const [id, original] of Object.entries(answers[MARKED] ?? {})) {
    if (!ids.has(id)) continue;
    for (const [item, value] of fieldsOf(left))
      if (Array.isArray(value)) left = withValue(left, item, value.map((part) => (part?.attachment === id ? original : part)));
    left = withOriginal(left, id, null);
  }
  return without(left, ids);
};

// `fresh` in the place of a picture of the item; at the end when that is not there any more.
export const exchanged = (answers, item, id, fresh) => {
  const before = valueAt(answers, item);
  const list = Array.isArray(before) ? before : [];
  const known = list.some((part) => part?.attachment === id);
  return withValue(answers, item, known ? list.map((part) => (part?.attachment === id ? fresh : part)) : [...list, fresh]);
};
