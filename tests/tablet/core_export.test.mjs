import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { makeWorld, PLACE, picture, ready, SERVER_PLACE, settle, VISIT } from "./core_world.mjs";

// As the desk reads it.
const read = async (blob) => {
  const bytes = Buffer.from(await blob.arrayBuffer());
  const end = bytes.indexOf("\n");
  const [, length] = bytes.subarray(0, end).toString().match(/^RASOAT-EXPORT 1 (\d+)$/);
  const begin = end + 1 + Number(length);
  const header = JSON.parse(bytes.subarray(end + 1, begin).toString());
  header.records = header.records.map(({ id, sha256, body }) => {
    assert.equal(createHash("sha256").update(body).digest("hex"), sha256);
    return { id, body: JSON.parse(body) };
  });
  const raw = bytes.subarray(begin);
  assert.equal(raw.length, header.photos.reduce((sum, { size }) => sum + size, 0));
  const files = header.photos.map(({ offset, size, sha256 }) => {
    const file = raw.subarray(offset, offset + size);
    assert.equal(createHash("sha256").update(file).digest("hex"), sha256);
    return file;
  });
  return { header, files };
};

test("everything unsent in one file, without a network: records, photographs, what is being written, refused ones", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t", { online: () => world.online });
  world.server.refuseRecord = ({ kind }) => (kind === "observation" ? { key: "form.invalid", reasons: [] } : null);
  await tablet.core.records.addObservation(VISIT, { obligation_id: "o", seen: "done" }, [picture("quan sát")]);
  await tablet.core.queue.poke();
  world.online = false;
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set("a", "đang gõ");
  await draft.addPicture("b", picture("ảnh 1"));
  await draft.addPicture("b", picture("ảnh 2"));
  await tablet.core.records.addDanger(VISIT, { what: "Giếng" }, [picture("giếng")]);
  const { blob, name, records, photos } = await tablet.core.exportFile();
  assert.match(name, /^rasoat-mot-2024-07-17-.*\.rasoat$/);
  assert.deepEqual([records, photos], [3, 4]);
  const { header, files } = await read(blob);
  assert.deepEqual(header.records.map(({ body }) => body.kind), ["danger", "observation", "response"]);
  assert.equal(header.account.username, "mot");
  const announced = new Map(header.records.flatMap(({ id, body }) => body.photos.map((photo) => [photo.id, id])));
  for (const { id, submission_id: submission } of header.photos) assert.equal(announced.get(id), submission);
  assert.equal(files.length, 4);
  await tablet.kill();
});

test("exported, imported at the desk, and sent later all the same: nothing twice", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t", { online: () => world.online });
  world.online = false;
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set("a", "một");
  const { id } = await draft.addPicture("b", picture("ảnh"));
  const { header } = await read((await tablet.core.exportFile()).blob);
  draft.set("a", "hai");
  await draft.leave();
  assert.equal((await tablet.core.records.list()).length, 1, "what is in a file may arrive: it is not replaced");
  const second = await read((await tablet.core.exportFile()).blob);
  assert.deepEqual(second.header.records.map(({ body }) => body.content.answers.a), ["một", "hai"]);
  const desk = world.server.fetchFor({ cookie: () => world.server.accounts.get("mot") });
  const [record] = header.records;
  const headers = { "X-Rasoat": "1" };
  await desk(`/api/v1/submissions/${record.id}`, { method: "PUT", headers, body: JSON.stringify(record.body) });
  world.online = true;
  await settle(world, [tablet]);
  assert.equal((await tablet.core.records.list())[0].answer.repeated, true);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "hai", b: [{ attachment: id }] });
  assert.deepEqual([world.server.conflicts, world.server.photos.get(id).storedTimes], [[], 1]);
  await tablet.kill();
});

test("what is not well formed does not make the file's record one that is refused", async () => {
  const world = makeWorld();
  const prepare = (definition, scope, answers) => Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== "sai"));
  const tablet = await ready(world, "t", { prepare });
  const draft = await tablet.core.drafts.open(PLACE);
  tablet.fault = () => "lost";
  draft.set("a", "một");
  await draft.leave();
  await tablet.core.queue.poke();
  draft.set("b", "sai");
  draft.set("c", "ba");
  const { header } = await read((await tablet.core.exportFile()).blob);
  assert.deepEqual(header.records.map(({ body }) => body.content.answers), [{ a: "một" }, { a: "một", c: "ba" }]);
  await tablet.kill();
});

test("a photograph whose record has arrived is exported under that record", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  tablet.fault = (url, { method }) => (method === "PATCH" ? "lost" : "ok");
  const { recordId } = await tablet.core.records.addDanger(VISIT, { what: "Giếng" }, [picture("giếng", 300_000)]);
  await tablet.core.queue.poke();
  const { header } = await read((await tablet.core.exportFile()).blob);
  assert.deepEqual([header.records, header.photos.map(({ submission_id: id }) => id)], [[], [recordId]]);
  await tablet.kill();
});
