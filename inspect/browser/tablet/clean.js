// Removes from the tablet what the server has acknowledged, after the number of days that the department sets. What was
// not sent is never removed.
import { returnStrays } from "./claims.js";
import { deletePicture, isLeaving, named } from "./pictures.js";
import { hasUnsent, removeVisit } from "./visits.js";

const DAY_MS = 86_400_000;
const STORES = ["visits", "papers", "drafts", "records", "photos", "blobs"];

const sweep = async (at, accountId, before, now) => {
  const of = (name) => at(name).index("accountId").getAll(accountId);
  const old = (row) => row.ackAt !== null && row.ackAt < before;
  const [records, visits] = await Promise.all([of("records"), of("visits")]);
  const strays = await returnStrays(at, { photos: await of("photos"), records });
  const photos = await of("photos");
  const oldPhotos = photos.filter((photo) => photo.state === "sent" && old(photo));
  for (const photo of oldPhotos) await deletePicture(at, photo.id);
  const drafts = new Map((await of("drafts")).map((draft) => [draft.id, named(draft.answers)]));
  const removed = photos.filter((row) => row.leavingAt && row.state === "draft" && !isLeaving(row, now) && !drafts.get(row.draftId)?.has(row.id));
  for (const photo of removed) await deletePicture(at, photo.id);
  // A record stays until its photographs have arrived too, because it may have to be sent again for them.
  const needed = new Set(photos.filter((photo) => photo.state !== "sent").map((photo) => photo.recordId));
  const oldRecords = records.filter((row) => (row.state === "sent" || row.state === "quarantined") && old(row) && !needed.has(row.id));
  for (const record of oldRecords) await at("records").delete(record.id);
  let gone = 0;
  for (const { id, goneAt } of visits) {
    if (!goneAt || goneAt >= before || (await hasUnsent(at, accountId, id))) continue;
    await removeVisit(at, accountId, id);
    gone += 1;
  }
  return { records: oldRecords.length, photos: oldPhotos.length, visits: gone, strays };
};

export const clean = async ({ store, session, clock, bus }) => {
  const accountId = session.accountId();
  if (!accountId) return { records: 0, photos: 0, visits: 0, strays: 0 };
  const before = clock.now() - session.keepDays() * DAY_MS;
  const done = await store.write(STORES, (at) => sweep(at, accountId, before, clock.now()));
  if (Object.values(done).some(Boolean)) bus.post("queue", null);
  return done;
};
