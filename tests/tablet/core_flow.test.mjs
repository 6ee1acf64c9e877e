import assert from "node:assert/strict";
import { test } from "node:test";
import { makeWorld, PLACE, picture, ready, SERVER_PLACE, settle } from "./core_world.mjs";

test("typed, photographed, sent once", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t1");
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set("a", "một");
  assert.equal(draft.saved.value.state, "saving");
  assert.equal(draft.answers.a, "một");
  await world.advance(200);
  assert.equal(draft.saved.value.state, "saved");
  const added = await draft.addPicture("b", picture("x", 600_000));
  assert.equal(added.stored, true);
  await draft.leave();
  await settle(world, [tablet]);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "một", b: [{ attachment: added.id }] });
  assert.equal(world.server.photos.get(added.id).storedTimes, 1);
  assert.equal(draft.outcome, "applied");
  assert.equal(world.server.submissions.size, 1);
  await tablet.core.close();
});
