// Photographs and signatures: what is known of them, and their bytes, each in a store of its own.
import { sha256 } from "./canonical.js";
import { newId } from "./ids.js";

const taken = (at, now) => (at === null || at === undefined ? now : typeof at === "number" ? at : Date.parse(at) || now);

const HOUR_MS = 3_600_000;
const MOST_NAME = 200;
const MOST_ACCURACY = 1_000_000;
const within = (value, most) => Number.isFinite(value) && Math.abs(value) <= most;

// A receiver that reports nonsense must not cause the server to refuse the record.
const whereabouts = (position) => {
  const { lat, lon, accuracy } = position ?? {};
  if (!within(lat, 90) || !within(lon, 180)) return null;
  return { lat, lon, accuracy: within(accuracy, MOST_ACCURACY) && accuracy >= 0 ? accuracy : null };
};

// Returns {row, bytes}: the content of the two stores. The hash is made here, so that what is sent can be checked
// against it.
export const makePicture = async ({ accountId, visitId, draftId = null, recordId = null, item, now }, picture) => {
  const { blob, thumb = null, name = "", takenAt, position = null, width = null, height = null } = picture;
  const id = newId(() => now);
  const row = {
    id, accountId, visitId, draftId, recordId, item,
    sha256: await sha256(blob),
    size: blob.size,
    name: [...name].slice(0, MOST_NAME).join(""), takenAt: taken(takenAt, now), position: whereabouts(position), width, height,
    state: recordId ? "waiting" : "draft",
    announced: false, offset: 0, check: false, attempts: 0, failures: 0,
    lastTryAt: null, nextTryAt: 0, problem: null, ackAt: null,
  };
  return { row, bytes: { id, accountId, blob, thumb } };
};

export const putPicture = async (at, { row, bytes }) => {
  await at("photos").put(row);
  await at("blobs").put(bytes);
};

export const deletePicture = async (at, id) => {
  await at("photos").delete(id);
  await at("blobs").delete(id);
};

// Inside a transaction: a sheet leaves the storage. → its pictures, of which those without a `record` to go with are deleted.
export const takeSheet = async (at, { id, accountId, visitId, answers }, record = null) => {
  const names = named(answers);
  const photos = await at("photos").index("visit").getAll([accountId, visitId]);
  const taken = [];
  for (const row of photos.filter(({ draftId }) => draftId === id)) {
    if (record && names.has(row.id)) taken.push({ ...row, ...record, draftId: null, state: "waiting" });
    else await deletePicture(at, row.id);
  }
  for (const row of taken) await at("photos").put(row);
  await at("drafts").delete(id);
  return taken;
};

// How a record announces it to the server.
export const announced = ({ id, item, sha256: digest, size, name, takenAt, position }) => ({
  id, item, sha256: digest, size, name, taken_at: new Date(takenAt).toISOString(), position,
});

// The picture was removed so recently that it may be restored. When a tab died meanwhile, the picture is deleted an
// hour later.
export const isLeaving = ({ leavingAt = 0 }, now) => Math.abs(now - leavingAt) < HOUR_MS;

// Every id that an answers document names, including those in the cells of tables.
export const named = (value, found = new Set()) => {
  if (value && typeof value === "object") {
    if (typeof value.attachment === "string") found.add(value.attachment);
    for (const part of Object.values(value)) named(part, found);
  }
  return found;
};

export const openPictures = ({ store, session, inMemory }) => {
  const get = async (id) => {
    const pending = inMemory(id);
    if (pending) return { row: pending.row, blob: pending.bytes.blob, thumb: pending.bytes.thumb };
    const [row, bytes] = await store.read(["photos", "blobs"], (at) => Promise.all([at("photos").get(id), at("blobs").get(id)]));
    return row && bytes && row.accountId === session.accountId() ? { row, blob: bytes.blob, thumb: bytes.thumb } : undefined;
  };
  return {
    get,
    mostMb: session.photoLimitMb,
    thumb: async (id) => {
      const found = await get(id);
      return found && (found.thumb ?? found.blob);
    },
    ofVisit: async (visitId) => {
      const accountId = session.accountId();
      return accountId ? store.ofVisit("photos", accountId, visitId) : [];
    },
  };
};
