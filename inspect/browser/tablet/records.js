// Records that never were a draft: a site, a danger, an observation, a verdict on the spot. Each is stored with its pictures at once.
import { newId } from "./ids.js";
import { makeRecord, nextSeq } from "./freeze.js";
import { announced, deletePicture, makePicture, putPicture, takeSheet } from "./pictures.js";
import { failure, problem, storageProblem } from "./problems.js";
import { guard } from "./session.js";

const STORES = ["tablet", "drafts", "records", "photos", "blobs"];

export const openRecords = ({ store, bus, session, clock }) => {
  // `from`: pictures, or the sheet from which the record is made and which ends with it.
  const add = async (kind, visitId, content, from = []) => {
    const accountId = session.accountId();
    if (!accountId) throw failure(problem("session.none"));
    const now = clock.now();
    const id = newId(() => now);
    const item = content.item ?? "";
    const made = await Promise.all([from].flat().filter(({ blob }) => blob).map((one) => makePicture({ accountId, visitId, recordId: id, item, now }, one)));
    const write = async (at) => {
      await guard(at, accountId);
      const rows = from.end ? await takeSheet(at, from, { recordId: id, item }) : made.map(({ row }) => row);
      const body = { kind, visit_id: visitId, made_at: new Date(now).toISOString(), content, photos: rows.map(announced) };
      const seq = await nextSeq(at, accountId);
      await at("records").put(makeRecord({ id, accountId, visitId, kind, seq, body, now }));
      for (const picture of made) await putPicture(at, picture);
    };
    const keep = () => store.write(STORES, write);
    await (from.end ? from.end(keep) : keep()).catch((error) => {
      throw failure(storageProblem(error));
    });
    bus.post("queue", null);
    return { recordId: id };
  };

  const discardInside = async (at, accountId, id) => {
    const record = await at("records").get(id);
    if (record?.state !== "refused" || record.draftId || record.accountId !== accountId) throw failure(problem("record.kept"));
    const photos = await at("photos").index("visit").getAll([record.accountId, record.visitId]);
    for (const photo of photos) if (photo.recordId === id) await deletePicture(at, photo.id);
    await at("records").delete(id);
  };

  return {
    body: (row) => JSON.parse(row.body),
    async addSite(visitId, { kind, name, place = "", latitude = null, longitude = null }, sheet) {
      const siteId = newId(clock.now);
      const added = await add("site", visitId, { id: siteId, kind, name, place, latitude, longitude }, sheet);
      return { siteId, ...added };
    },
    addDanger: (visitId, danger, pictures) => {
      const { site_id = null, checklist = "", item = "", what, place = "", latitude = null, longitude = null, accuracy = null } = danger;
      return add("danger", visitId, { site_id, checklist, item, what, place, latitude, longitude, accuracy }, pictures);
    },
    addObservation: (visitId, { obligation_id, seen, note = "" }, pictures) =>
      add("observation", visitId, { obligation_id, seen, note }, pictures),
    addVerdict: (visitId, { obligation_id, version, parts, evidence = "" }, pictures) =>
      add("verdict", visitId, { obligation_id, version, parts, evidence }, pictures),
    async list(visitId) {
      const accountId = session.accountId();
      if (!accountId) return [];
      const rows = await (visitId ? store.ofVisit("records", accountId, visitId) : store.ofAccount("records", accountId));
      return rows.sort((a, b) => a.seq - b.seq);
    },
    async discard(id) {
      try {
        await store.write(STORES, (at) => discardInside(at, session.accountId(), id));
        bus.post("queue", null);
        return { ok: true };
      } catch (error) {
        return { ok: false, problem: storageProblem(error) };
      }
    },
  };
};

