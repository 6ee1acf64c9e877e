// The parts of the form that need no page: numbers as they are typed, dates in parts, positions in photographs, what is sent.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { placeOf } from "../../inspect/browser/tablet/form/checks.js";
import { joinDate, splitDate } from "../../inspect/browser/tablet/form/dates.js";
import { exifPosition } from "../../inspect/browser/tablet/form/exif.js";
import { eraseThrough, inWords, mayRegroup, readNumber, regroup, ungroup } from "../../inspect/browser/tablet/form/numerals.js";
import { scaled } from "../../inspect/browser/tablet/form/picture.js";
import { joinTime, splitTime } from "../../inspect/browser/tablet/form/times.js";
import { progressOf } from "../../inspect/browser/tablet/form/progress.js";
import { sendable } from "../../inspect/browser/tablet/rules/index.js";
import { jpegWithPosition } from "./form_jpeg.mjs";

// A field as a browser has it: text, caret, and what our script makes of each edit.
const typeAt = ({ text, caret }, key) => regroup(text.slice(0, caret) + key + text.slice(caret), caret + 1);
const erase = ({ text, caret }, forward) => {
  const at = forward ? caret : caret - 1;
  if (at < 0 || at >= text.length) return { text, caret };
  const left = eraseThrough(text, text.slice(0, at) + text.slice(at + 1), at, forward);
  return regroup(left.text, left.caret);
};
const digits = (text) => text.replace(/\D/g, "");

describe("numbers", () => {
  test("digits are grouped while they are typed, the caret stays behind the one just typed", () => {
    let field = { text: "", caret: 0 };
    for (const key of "1234567") field = typeAt(field, key);
    assert.deepEqual(field, { text: "1.234.567", caret: 9 });
    assert.deepEqual(typeAt({ text: "1.234.567", caret: 1 }, "9"), { text: "19.234.567", caret: 2 });
    assert.deepEqual(typeAt({ text: "123", caret: 0 }, "4"), { text: "4.123", caret: 1 });
  });

  test("erasing one of our dots erases the digit beside it", () => {
    assert.deepEqual(erase({ text: "1.234", caret: 2 }, false), { text: "234", caret: 0 });
    assert.deepEqual(erase({ text: "1.234", caret: 1 }, true), { text: "134", caret: 1 });
    assert.deepEqual(erase({ text: "12.345", caret: 6 }, false), { text: "1.234", caret: 5 });
  });

  test("any typing and erasing leaves the digits a plain field would hold, and the caret between the same ones", () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constant("type"), key: fc.constantFrom(..."123456789") }),
      fc.record({ kind: fc.constantFrom("back", "delete"), key: fc.constant("") }),
      fc.record({ kind: fc.constant("move"), key: fc.nat(20) }),
    );
    fc.assert(fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
      let field = { text: "", caret: 0 };
      let [plain, at] = ["", 0];
      for (const { kind, key } of edits) {
        if (kind === "move") {
          field = { ...field, caret: Math.min(key, field.text.length) };
          at = digits(field.text.slice(0, field.caret)).length;
        } else if (kind === "type") {
          field = typeAt(field, key);
          [plain, at] = [plain.slice(0, at) + key + plain.slice(at), at + 1];
        } else {
          const forward = kind === "delete";
          field = erase(field, forward);
          const cut = forward ? at : at - 1;
          if (cut >= 0 && cut < plain.length) [plain, at] = [plain.slice(0, cut) + plain.slice(cut + 1), cut];
        }
        assert.equal(digits(field.text), plain);
        assert.equal(digits(field.text.slice(0, field.caret)).length, at);
        assert.match(field.text, /^(\d{1,3}(\.\d{3})*)?$/);
      }
    }));
  });

  test("what is no whole number stays as typed, for the rules to refuse", () => {
    for (const text of ["1,5", "mười", "12a", "1.5", "1.23.456", "--3"]) assert.equal(readNumber(text), text);
    assert.deepEqual(["", "9.969", "9969", " 1 000\u00a0000 ", "-3", "007"].map(readNumber), [null, 9969, 9969, 1000000, -3, 7]);
    assert.deepEqual(regroup("1,5", 3), { text: "1,5", caret: 3 });
    assert.equal(regroup("-1234", 5).text, "-1.234");
    assert.equal(regroup("0050", 4).text, "50");
  });

  test("whatever is typed at the end is kept as it was typed, unless it is all digits: then only our dots are added", () => {
    const keys = fc.array(fc.constantFrom(..."0123456789.., "), { maxLength: 12 });
    fc.assert(fc.property(keys, (typed) => {
      let [text, ours] = ["", ""];
      for (const key of typed) {
        text += key;
        if (mayRegroup(ours, text, { inputType: "insertText", data: key })) text = ours = regroup(text, text.length).text;
        else [text, ours] = [ours === null ? text : ungroup(text, text.length, key).text, null];
      }
      const plain = typed.join("");
      assert.equal(text, /\D/.test(plain) ? plain.replace(/^0+(?=\d)/, "") : regroup(plain, plain.length).text);
      assert.equal(typeof readNumber(text) === "number", typeof readNumber(plain) === "number");
    }));
  });

  test("what is pasted over our dots is not taken for ours", () => {
    assert.equal(mayRegroup("1.250", "1.25", { inputType: "insertFromPaste", data: null }), false);
    assert.equal(mayRegroup("1.250", "1.25", { inputType: "insertText", data: "1.25" }), false);
    assert.equal(mayRegroup("1.250", "1.25", { inputType: "deleteContentBackward", data: null }), true);
    assert.equal(mayRegroup(null, "1.25", { inputType: "deleteContentBackward", data: null }), false);
    assert.equal(mayRegroup("1.250", "1250", { inputType: "insertFromPaste", data: null }), true);
  });

  test("large amounts in words", () => {
    assert.deepEqual([999999, 1000000, 12500000, 1234567890, 2e12, 1e15].map(inWords),
      ["", "1 triệu đồng", "12,5 triệu đồng", "khoảng 1,23 tỷ đồng", "2.000 tỷ đồng", "1.000.000 tỷ đồng"]);
  });
});

test("a time in two parts comes together, and apart again", () => {
  assert.deepEqual([["7", "05"], ["", ""], ["7", ""], ["", "30"], ["24", "00"]].map(joinTime), ["07:05", null, "7:", ":30", "24:00"]);
  for (const typed of [["07", "30"], ["7", ""], ["", "30"], ["", ""], ["24", "00"]]) assert.deepEqual(splitTime(joinTime(typed)), typed);
});

test("dates in three parts come together, and apart again", () => {
  assert.equal(joinDate(["17", "7", "2024"]), "2024-07-17");
  assert.equal(joinDate(["", "", ""]), null);
  assert.equal(joinDate(["17", "", ""]), "17//");
  assert.equal(joinDate(["1", "2", "24"]), "1/2/24");
  for (const typed of [["17", "7", "2024"], ["17", "", ""], ["", "", "20"], ["", "", ""], ["31", "2", "2024"]]) {
    assert.deepEqual(splitDate(joinDate(typed)), typed);
  }
});

describe("a photograph's position", () => {
  const read = (bytes) => exifPosition(new Blob([bytes]));

  test("is read in both byte orders, north and south, with its error", async () => {
    for (const little of [true, false]) {
      const found = await read(jpegWithPosition({ lat: [21, 39, 4.32], lon: [106, 34, 27.48], little, error: 12.4 }));
      assert.equal(found.lat.toFixed(4), "21.6512");
      assert.equal(found.lon.toFixed(4), "106.5743");
      assert.equal(found.accuracy, 12);
    }
    const south = await read(jpegWithPosition({ lat: [10, 30, 0], lon: [20, 0, 0], south: true, west: true }));
    assert.deepEqual(south, { lat: -10.5, lon: -20, accuracy: null });
  });

  test("is none where there is none, or no sense in it", async () => {
    const none = [
      new Uint8Array(),
      new TextEncoder().encode("not a picture at all"),
      new Uint8Array([0xff, 0xd8, 0xff, 0xd9]),
      jpegWithPosition({ lat: [0, 0, 0], lon: [0, 0, 0] }),
      jpegWithPosition({ lat: [91, 0, 0], lon: [10, 0, 0] }),
      jpegWithPosition({ lat: [21, 0, 0], lon: [106, 0, 0], over: 0 }),
      jpegWithPosition({ lat: [21, 0, 0], lon: [106, 0, 0], gps: false }),
    ];
    for (const bytes of none) assert.equal(await read(bytes), null);
  });

  test("never breaks anything, wherever a file was cut or damaged", async () => {
    const whole = jpegWithPosition({ lat: [21, 39, 4], lon: [106, 34, 27] });
    for (let length = 0; length < whole.length; length += 1) {
      const found = await read(whole.slice(0, length));
      assert.ok(found === null || Math.abs(found.lat - 21.65) < 0.01);
    }
    await fc.assert(fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
      const broken = whole.slice();
      broken[at] = value;
      const found = await read(broken);
      assert.ok(found === null || (Math.abs(found.lat) <= 90 && Math.abs(found.lon) <= 180));
    }), { numRuns: 500 });
  });
});

test("a picture is made smaller, never larger, and keeps its shape", () => {
  assert.deepEqual(scaled(4000, 3000, 1600), { width: 1600, height: 1200 });
  assert.deepEqual(scaled(800, 600, 1600), { width: 800, height: 600 });
  assert.deepEqual(scaled(10000, 1, 1600), { width: 1600, height: 1 });
});

const item = (id, type, more = {}) => ({
  id, type, label: id, required: false, unit: "", min: null, max: null, choices: [], allow_na: true, long: false, help: "", heading: "", visibility: "internal",
  show_if: {}, source: "", source_status: "practice", columns: [], expect: [], mandatory: false, counted: true, on_fail: null, on_pass: null, ...more,
});
const columns = [item("what", "text", { required: true }), item("amount", "money", { required: true })];
const definition = {
  id: "small", version: 1, complete: true, incomplete_note: "",
  sections: [{
    scope: "unit", title: "", note: "", passing: null, checks: [],
    items: [item("present", "yes_no_na", { required: true }), item("count", "number", { show_if: { present: ["yes"] }, required: true }), item("rows", "table", { columns }), item("day", "date")],
    figures: [{ id: "rest", label: "", unit: "", plus: ["count"], minus: [] }],
  }],
};

test("half-typed answers are not sent, and a half-filled row does not hold back the others", () => {
  const raw = { present: "yes", count: "12a", day: "31/2/", rows: [{ what: "một", amount: 1 }, { what: "hai" }, { what: "ba", amount: 3 }] };
  assert.deepEqual(sendable(definition, "unit", raw), { present: "yes", rows: [raw.rows[0], raw.rows[2]] });
  assert.deepEqual(sendable(definition, "unit", { ...raw, rows: [{ what: "hai" }] }), { present: "yes" });
});

test("progress counts what is asked", () => {
  const asked = ({ answered, total, missing }) => [answered, total, missing];
  assert.deepEqual(asked(progressOf(definition, "unit", {})), [0, 3, ["present"]]);
  assert.deepEqual(asked(progressOf(definition, "unit", { present: "yes", day: "17//" })), [1, 4, ["count"]]);
  assert.deepEqual(asked(progressOf(definition, "unit", { present: "no", count: 5 })), [1, 3, []]);
});

test("a check is told beside the last item it looks at, through figures too", () => {
  const [section] = definition.sections;
  assert.equal(placeOf(section, { left: ["rest"], at_most: [0], equals: [] }), "count");
  assert.equal(placeOf(section, { left: ["rows.amount", "count"], at_most: [], equals: [5] }), "rows");
});
