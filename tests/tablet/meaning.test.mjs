// The meaning of a visit's state comes from the server; what was taken along before that tells it by the name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isOver, means } from "../../inspect/browser/tablet/meaning.js";

test("the meaning decides, whatever the state is called", () => {
  const visit = { status: "đang ghi", means: ["filling"] };
  assert.deepEqual([means(visit, "filling"), means(visit, "held"), isOver(visit)], [true, false, false]);
  assert.equal(means({ status: "open", means: ["held"] }, "filling"), false);
  assert.deepEqual([["held"], ["called_off"], ["not_begun"], []].map((told) => isOver({ status: "x", means: told })), [true, true, false, false]);
  assert.equal(isOver(undefined), true, "not listed any more");
});

test("a visit that was taken along before the server told meanings", () => {
  const told = Object.fromEntries(["planned", "open", "closed", "cancelled", "mới"].map((status) => [status, ["not_begun", "filling", "held", "called_off"].filter((name) => means({ status }, name))]));
  assert.deepEqual(told, { planned: ["not_begun"], open: ["filling"], closed: ["held"], cancelled: ["called_off"], mới: [] });
});
