// One table of cases for the server's cleaning of pasted text and the tablet's; tests/web/test_typed_text.py reads it too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { clean, plainText } from "../../inspect/browser/tablet/rules/text.js";

const cases = JSON.parse(readFileSync(new URL("clean_cases.json", import.meta.url)));

test("pasted text is cleaned as the server does", () => {
  for (const [pasted, kept] of cases) assert.equal(clean(pasted), kept, JSON.stringify(pasted));
});

test("a line break pasted from Word refuses no answer", () => {
  assert.equal(plainText("cắm biển\u000btrước mùa mưa"), "cắm biển\ntrước mùa mưa");
});
