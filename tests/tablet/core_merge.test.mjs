import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { merge, mergeKeepingYours, valueAt, withValue } from "../../inspect/browser/tablet/merge.js";

const cases = JSON.parse(readFileSync(new URL("./merge_cases.json", import.meta.url)));

test("the server's cases come out the same", () => {
  assert.ok(cases.length > 50);
  for (const { name, base, theirs, yours, section, answers, conflicts } of cases)
    assert.deepEqual(merge(base, theirs, yours, section), { answers, conflicts }, name);
});

const value = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom("a", "b"), fc.array(fc.record({ attachment: fc.constantFrom("x", "y", "z") }), { maxLength: 3 }));
const answers = fc.dictionary(fc.constantFrom("p", "q", "_notes"), value, { maxKeys: 3 }).map((made) => {
  const { _notes: note, ...rest } = JSON.parse(JSON.stringify(made));
  return typeof note === "string" ? { ...rest, _notes: { p: note } } : rest;
});

test("one side alone changes nothing of what the other did", () => {
  fc.assert(
    fc.property(answers, answers, (base, changed) => {
      const full = merge({}, changed, changed).answers;
      assert.deepEqual(merge(base, changed, base), { answers: full, conflicts: [] });
      assert.deepEqual(merge(base, base, changed), { answers: full, conflicts: [] });
    }),
  );
});

test("every value that only one side set is there, and every disputed one is told with both", () => {
  fc.assert(
    fc.property(answers, answers, answers, (base, theirs, yours) => {
      const { conflicts } = merge(base, theirs, yours);
      for (const { item, theirs: kept, yours: offered } of conflicts) {
        assert.notDeepEqual(kept, offered, item);
        assert.deepEqual(valueAt(mergeKeepingYours(base, theirs, yours), item) ?? null, offered);
      }
    }),
  );
});

test("one inner answer is replaced without touching the others", () => {
  const before = { a: 1, _notes: { a: "x", b: "y" } };
  assert.deepEqual(withValue(before, "_notes.a", "z"), { a: 1, _notes: { a: "z", b: "y" } });
  assert.deepEqual(withValue(withValue(before, "_notes.a", null), "_notes.b", ""), { a: 1 });
  assert.deepEqual(before, { a: 1, _notes: { a: "x", b: "y" } });
});
