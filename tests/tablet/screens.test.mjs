// What the screens say: words, and how far each checklist is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { mine } from "../../inspect/browser/tablet/assigned.js";
import { normal, scanned, shown } from "../../inspect/browser/tablet/place-code.js";
import { reportedFor } from "../../inspect/browser/tablet/reported.js";
import { slots, words } from "../../inspect/browser/tablet/slots.js";
import { became, wholeOf } from "../../inspect/browser/tablet/spot-verdict.js";
import { day, size, when } from "../../inspect/browser/tablet/words.js";

const ITEM = { type: "yes_no_na", label: "?", required: false, show_if: {}, expect: [], allow_na: false, counted: true, mandatory: false };
const section = (scope, ...items) => ({ scope, title: "", note: "", items: items.map((item) => ({ ...ITEM, ...item })), figures: [], checks: [], passing: null });
const definition = (id, version, ...sections) => ({ id, version, title: `${id} ${version}`, complete: true, site_kinds: ["water_point"], sections });
const SIGNS = definition("signs", 1, section("site", { id: "a", required: true }, { id: "b" }), section("unit", { id: "c", required: true }));
const LAKE = { id: "lake", kind: "water_point", name: "hồ" };
const HOME = { id: "home", kind: "household", name: "nhà" };

const bundle = (more = {}) => ({ bundle: { checklists: [{ checklist: "signs", version: 1, required: true }], definitions: [SIGNS], responses: [], ...more } });
const draft = (more) => ({ id: "d", checklist: "signs", version: 1, scope: "site", siteId: "lake", answers: {}, dirty: false, ...more });

test("a checklist is asked for the unit and at each site of its kind", () => {
  const found = slots(bundle(), [LAKE, HOME], [], []);
  assert.deepEqual(found.map(({ scope, site, state }) => [scope, site?.id ?? null, state]), [["unit", null, "missing"], ["site", "lake", "missing"]]);
  assert.equal(found[1].href("v"), "#/visit/v/fill/signs/site/lake");
  assert.equal(found[0].href("v"), "#/visit/v/fill/signs/unit/unit");
});

test("what was answered here stands before what the server knew", () => {
  const response = { checklist: "signs", version: 1, scope: "site", site_id: "lake", answers: { a: "yes" } };
  const [, known] = slots(bundle({ responses: [response] }), [LAKE], [], []);
  assert.equal(known.state, "done");
  const [, here] = slots(bundle({ responses: [response] }), [LAKE], [draft({ answers: { b: "no" } })], []);
  assert.deepEqual([here.state, here.missing], ["partial", 1]);
  assert.equal(words(here)[0], "Đang ghi: còn 1 mục bắt buộc");
});

test("what changed or waits is marked as unsent", () => {
  const unsent = (one, records = []) => slots(bundle(), [LAKE], [draft(one)], records)[1].unsent;
  assert.equal(unsent({}), false);
  assert.equal(unsent({ dirty: true }), true);
  for (const state of ["waiting", "sending", "refused"]) assert.equal(unsent({}, [{ draftId: "d", state }]), true, state);
  assert.equal(unsent({}, [{ draftId: "d", state: "sent" }, { draftId: "other", state: "waiting" }]), false);
});

test("a checklist that was begun stays on its version, also when it is no longer asked for", () => {
  const old = definition("signs", 1, section("site", { id: "a" }));
  const moved = bundle({ checklists: [{ checklist: "signs", version: 2, required: true }], definitions: [old, { ...SIGNS, version: 2 }] });
  const [, begun] = slots(moved, [LAKE], [draft({ answers: { a: "yes" } })], []);
  assert.deepEqual([begun.title, begun.state], ["signs 1", "done"]);
  const gone = bundle({ checklists: [] });
  const found = slots(gone, [LAKE], [draft({ answers: { a: "yes" } })], []);
  assert.deepEqual(found.filter((one) => one.draft).map(({ required, state }) => [required, state]), [[false, "done"]]);
});

test("dates and sizes are said as people say them", () => {
  assert.equal(day("2024-07-17"), "17/07/2024");
  assert.equal(day(null), "");
  const now = new Date(2024, 6, 17, 16, 0);
  assert.equal(when(new Date(2024, 6, 17, 9, 5).getTime(), now), "09:05");
  assert.equal(when(new Date(2024, 6, 16, 9, 5).getTime(), now), "09:05 ngày 16/07/2024");
  assert.deepEqual([0, 9, 1000, 262_400, 999_700, 1_500_000, 10_700_000_000].map(size), ["0 kB", "1 kB", "1 kB", "262 kB", "1 MB", "1,5 MB", "10,7 GB"]);
});

test("every state of the queue has its words", () => {
  const source = readFileSync(new URL("../../inspect/browser/tablet/words.js", import.meta.url), "utf8");
  for (const state of ["waiting", "sending", "sent", "refused", "quarantined"]) assert.match(source, new RegExp(`  ${state}: \\["`));
});

test("what the unit reported is told for its checklist about the unit, and a bundle of before has none", () => {
  const reported = [{ checklist: "signs", item: "c", words: "67 điểm" }, { checklist: "homes", item: "c", words: "1 hộ" }];
  assert.deepEqual(reportedFor({ reported }, "signs", "unit").map((one) => one.words), ["67 điểm"]);
  assert.deepEqual(reportedFor({ reported }, "signs", "site"), []);
  assert.deepEqual(reportedFor({}, "signs", "unit"), []);
});

test("the verdict of the whole follows from its parts, as at the desk", () => {
  const whole = (...verdicts) => wholeOf(verdicts.map((verdict) => ({ verdict })));
  assert.deepEqual([whole("met", "met"), whole("not_met"), whole("met", "not_met"), whole("partly_met", "met")], ["met", "not_met", "partly_met", "partly_met"]);
});

test("a verdict says whether it waits, counts or became something seen", () => {
  const told = (state, outcome = null) => became({ state, outcome, content: { parts: [{ verdict: "met" }] } })[0];
  assert.equal(told("waiting"), "Kết luận: đã thực hiện, chưa gửi");
  assert.equal(told("sent", "applied"), "Đã thành kết luận: đã thực hiện");
  assert.equal(told("sent", "observed"), "Đã ghi thành điều đoàn thấy: đã thực hiện");
  assert.equal(told("quarantined", "quarantined"), "Kết luận đến muộn: đã thực hiện");
  assert.equal(told("refused"), "Sở chưa nhận kết luận");
});

test("the member's own part is what was given, and a bundle of before has none", () => {
  const found = slots(bundle(), [LAKE], [], []);
  const given = (assigned) => mine({ assigned }, found).map(({ scope, site }) => [scope, site?.id ?? null]);
  assert.deepEqual(given([{ checklist: "signs", site_id: "lake" }]), [["site", "lake"]]);
  assert.deepEqual(given([{ checklist: "signs", site_id: null }, { checklist: "other", site_id: "lake" }]), [["unit", null]]);
  assert.deepEqual(mine({}, found), []);
});

test("a code is read as the server reads it, and one of another installation is refused in words", () => {
  // The same code as in tests/tablets/taking/test_places.py.
  for (const typed of ["XKY-V2W-NF8", " xkyv2wnf8 "]) assert.equal(normal(typed), "XKYV2WNF8");
  for (const odd of ["", "XKY-V2W-NF9", "XKY-V2W-NG8", "XKYV2WNF8A", "OOOOOOOOO", "ĐĐĐĐĐĐĐĐĐ"]) assert.equal(normal(odd), "", odd);
  assert.equal(shown("XKYV2WNF8"), "XKY-V2W-NF8");
  const here = "https://rasoat.vidu.example";
  assert.deepEqual(scanned(`${here}/tablet/#/place/XKYV2WNF8`, here), { code: "XKYV2WNF8" });
  assert.match(scanned("https://tinh-khac.vidu.example/tablet/#/place/XKYV2WNF8", here).problem.what, /hệ thống khác: tinh-khac.vidu.example/);
  for (const odd of ["XKYV2WNF8", "WIFI:S:quan;;", `${here}/tablet/#/place/XKYV2WNF9`, "", `${here}/`]) assert.match(scanned(odd, here).problem.what, /không phải mã điểm/);
});
