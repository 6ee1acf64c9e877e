// Any interleaving of typing, photographs, sending, faults and deaths, on one to three tablets, ends in the same state:
// the server has everything that was told to be saved, once, and no tablet holds anything back.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FAULTS } from "./fake_server.mjs";
import { breathe, makeWorld, PLACE, picture, ready, SERVER_PLACE, settle, VISIT } from "./core_world.mjs";

// Few and always the same in every run of the suite; `make long` sets MODEL_RUNS and a MODEL_SEED of its own.
const SEED = Number(process.env.MODEL_SEED ?? 20240717);
const RUNS = Number(process.env.MODEL_RUNS ?? 30);
const ITEMS = ["a", "b", "c"];

// A member, and what the tablet has promised: the number of the last own value of each item that was told "Đã lưu".
const begin = async (world, index) => {
  const member = { index, typed: new Map(), promised: new Map(), photos: new Map(), dangers: [], faults: [], count: 0 };
  member.tablet = await ready(world, `tablet-${index}`, {
    account: world.server.addAccount(`member-${index}`),
    fault: () => member.faults.shift() ?? "ok",
    locks: index !== 1,
  });
  await openDraft(member);
  return member;
};

const openDraft = async (member) => {
  member.draft = await member.tablet.core.drafts.open(PLACE);
};

const note = (member) => {
  if (member.draft.saved.value.state !== "saved") return;
  for (const [item, { number }] of member.typed) member.promised.set(item, number);
};

const type = (member, item) => {
  member.count += 1;
  member.typed.set(item, { number: member.count });
  member.draft.set(item, `${member.index}/${item}/${member.count}`);
};

const restart = async (member) => {
  await member.tablet.kill();
  member.typed.clear();
  // Whoever may still undo a removal is the form that is gone with the process.
  for (const photo of member.photos.values()) photo.hidden = false;
  await member.tablet.open();
  await openDraft(member);
};

const ACTS = {
  type: async (member, { item, number }) => {
    type(member, ITEMS[item]);
    await breathe(number);
  },
  note: (member, { item }) => member.draft.setInner("_notes", ITEMS[item], `note ${member.index}/${(member.count += 1)}`),
  wait: (member, { number }, world) => world.advance(number * 400),
  photo: async (member, { number }) => {
    const data = picture(`p${member.index}-${(member.count += 1)}`, number * 30_000);
    const { id, stored } = await member.draft.addPicture("pictures", data);
    assert.ok(stored);
    member.photos.set(id, { blob: data.blob, removed: false });
  },
  removePhoto: async (member) => {
    const [id] = [...member.photos].find(([, { removed }]) => !removed) ?? [];
    if (!id) return;
    member.photos.get(id).removed = true;
    await member.draft.removePicture("pictures", id);
  },
  // Removed with the possibility to undo it; the undo comes at once, later or never.
  hidePhoto: async (member) => {
    const [id] = [...member.photos].find(([, { removed }]) => !removed) ?? [];
    if (!id) return;
    Object.assign(member.photos.get(id), { removed: true, hidden: true });
    await member.draft.hidePicture("pictures", id);
  },
  showPhoto: async (member, { number }) => {
    const [id] = [...member.photos].find(([, { hidden }]) => hidden) ?? [];
    if (!id) return;
    Object.assign(member.photos.get(id), { removed: false, hidden: false });
    await member.draft.showPicture("pictures", { attachment: id }, { place: number });
  },
  export: (member) => member.tablet.core.exportFile(),
  clean: (member) => member.tablet.core.clean(),
  danger: async (member) => {
    member.count += 1;
    const what = `giếng ${member.index}/${member.count}`;
    const { recordId } = await member.tablet.core.records.addDanger(VISIT, { what }, [picture(what)]);
    member.dangers.push([recordId, what]);
  },
  leave: (member) => member.draft.leave(),
  tick: (member) => member.tablet.core.queue.poke(),
  typeWhileSending: async (member, { item, number }) => {
    const sent = member.tablet.core.queue.poke();
    await breathe(number);
    type(member, ITEMS[item]);
    await sent;
  },
  typeWhileSaving: async (member, { item, number }) => {
    type(member, ITEMS[item]);
    const saving = member.draft.flush();
    await breathe(number % 8);
    type(member, ITEMS[(item + 1) % 3]);
    await saving;
  },
  dieWhileSending: async (member, { number }) => {
    member.tablet.core.queue.poke();
    await breathe(number * 2);
    note(member);
    await restart(member);
  },
  dieWhileTyping: async (member, { item, number }, world) => {
    type(member, ITEMS[item]);
    if (number % 2) await world.advance(160);
    note(member);
    await restart(member);
  },
  faults: (member, { faults }) => {
    member.faults.push(...faults);
  },
  takeAgain: (member) => member.tablet.core.take.visit(VISIT),
  signOutAndIn: async (member) => {
    member.faults.length = 0;
    const leaving = member.tablet.core.session.signOut();
    await member.world.advance(1000);
    const left = await leaving;
    assert.ok(left.ok, JSON.stringify(left));
    assert.equal((await member.tablet.core.session.register({})).ok, true);
    for (const photo of member.photos.values()) photo.hidden = false;
    await openDraft(member);
  },
};

const act = fc.record({
  who: fc.nat({ max: 2 }),
  does: fc.constantFrom(...Object.keys(ACTS), "type", "type", "tick", "leave", "faults", "typeWhileSending"),
  item: fc.nat({ max: 2 }),
  number: fc.nat({ max: 20 }),
  faults: fc.array(fc.constantFrom(...FAULTS), { maxLength: 6 }),
});

const numbersSeen = ({ server }, index, item) => {
  const offered = server.conflicts.filter((conflict) => conflict.item === item).map(({ yours }) => yours);
  const stood = server.responses.get(SERVER_PLACE)?.revisions.map((answers) => answers[item]) ?? [];
  const own = [...offered, ...stood].filter((value) => typeof value === "string" && value.startsWith(`${index}/${item}/`));
  return own.map((value) => Number(value.split("/")[2]));
};

const checkMember = async (world, member) => {
  const { server } = world;
  for (const [item, number] of member.promised)
    assert.ok(numbersSeen(world, member.index, item).some((seen) => seen >= number), `lost ${member.index}/${item}/${number}`);
  const standing = server.responses.has(SERVER_PLACE) ? server.answers(SERVER_PLACE) : {};
  const shown = (standing.pictures ?? []).map(({ attachment }) => attachment);
  assert.equal(new Set(shown).size, shown.length, "a photograph is named twice");
  for (const [id, { blob, removed }] of member.photos) {
    assert.equal(shown.includes(id), !removed, `photograph ${id} ${removed ? "came back" : "is not named"}`);
    if (removed) continue;
    const stored = server.photos.get(id);
    assert.equal(stored?.storedTimes, 1, `photograph stored ${stored?.storedTimes} times`);
    assert.deepEqual(stored.bytes, Buffer.from(await blob.arrayBuffer()));
  }
  for (const [id, what] of member.dangers) {
    assert.equal(server.dangers.get(id)?.what, what);
    const [photo] = server.submissions.get(id).body.photos;
    assert.equal(server.photos.get(photo.id).storedTimes, 1);
  }
  const row = await member.tablet.core.store.get("drafts", member.draft.id);
  assert.deepEqual(row.answers, row.base);
  assert.deepEqual(member.draft.answers, row.answers);
  if (row.basedOn) assert.deepEqual(server.responses.get(SERVER_PLACE).revisions[row.basedOn], row.base);
};

const run = async (size, acts) => {
  const world = makeWorld();
  const members = [];
  for (let index = 0; index < size; index += 1) members.push(Object.assign(await begin(world, index), { world }));
  for (const step of acts) {
    const member = members[step.who % size];
    await ACTS[step.does](member, step, world);
    members.forEach(note);
  }
  for (const member of members) {
    member.faults.length = 0;
    await member.draft.flush();
    assert.equal(member.draft.saved.value.state, "saved");
    note(member);
  }
  const tablets = members.map(({ tablet }) => tablet);
  await settle(world, tablets);
  for (const member of members) {
    const { waitingRecords, waitingPhotos, drafts, refused } = member.tablet.core.queue.state.value;
    assert.deepEqual({ waitingRecords, waitingPhotos, drafts, refused }, { waitingRecords: 0, waitingPhotos: 0, drafts: 0, refused: 0 });
    await checkMember(world, member);
  }
  if (size === 1) {
    assert.deepEqual(world.server.conflicts, [], "a member alone cannot disagree with anybody");
    if (world.server.responses.size) assert.deepEqual(world.server.answers(SERVER_PLACE), members[0].draft.answers);
  }
  for (const tablet of tablets) await tablet.kill();
};

for (const size of [1, 2, 3])
  test(`${size} tablet(s): everything saved arrives once`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), (acts) => run(size, acts)),
      { numRuns: RUNS, seed: SEED },
    );
  });
