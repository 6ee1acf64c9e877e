// What waits to be sent, and in which order: by priority, then by age; records before photographs.
import { isDue } from "./backoff.js";
import { isExpected } from "./claims.js";
import { isHalfDone } from "./visits.js";

const byTurn = (a, b) => a.priority - b.priority || a.seq - b.seq;
const ACTIVE = new Set(["waiting", "sending"]);
const UNSENT = new Set(["waiting", "sending", "refused"]);

// A response for a site that was added here is sent after the site.
const siteBefore = (record, sites) => (record.siteId ? (sites.get(record.siteId) ?? null) : null);

const recordEntry = (record, sites) => ({
  id: record.id, type: "record", kind: record.kind, visitId: record.visitId, draftId: record.draftId, recordId: record.id,
  item: record.item, state: record.state, attempts: record.attempts, lastTryAt: record.lastTryAt, nextTryAt: record.nextTryAt,
  problem: record.problem, waitsFor: UNSENT.has(record.state) ? siteBefore(record, sites) : null, size: record.body.length, offset: 0,
  ackAt: record.ackAt, outcome: record.answer?.outcome ?? null, madeAt: record.madeAt,
  priority: record.priority, seq: record.seq,
});

const photoEntry = (photo, records) => {
  const record = records.get(photo.recordId);
  return {
    id: photo.id, type: "photo", kind: record?.kind ?? "response", visitId: photo.visitId, draftId: photo.draftId,
    recordId: photo.recordId, item: photo.item, state: photo.state, attempts: photo.attempts, lastTryAt: photo.lastTryAt,
    nextTryAt: photo.nextTryAt, problem: photo.problem, waitsFor: photo.announced ? null : photo.recordId, size: photo.size,
    offset: photo.offset, ackAt: photo.ackAt, outcome: null, madeAt: photo.takenAt,
    priority: record?.priority ?? 2, seq: record?.seq ?? 0,
  };
};

// What will be sent, was refused or has arrived. A photograph that has no way to the server is none of these, and whoever
// counts or lists the queue does not see it.
export const readQueue = (store, accountId) =>
  store.read(["records", "photos", "drafts"], async (at) => {
    const of = (name) => at(name).index("accountId").getAll(accountId);
    const [records, photos, drafts] = await Promise.all([of("records"), of("photos"), of("drafts")]);
    const ids = new Set(records.map(({ id }) => id));
    return { records, photos: photos.filter((photo) => photo.state !== "draft" && isExpected(photo, ids)), drafts };
  });

const groups = ({ records, photos }) => {
  const sites = new Map(
    records.filter(({ kind, state }) => kind === "site" && UNSENT.has(state)).map((record) => [JSON.parse(record.body).content.id, record.id]),
  );
  const known = new Map(records.map((record) => [record.id, record]));
  return [
    records.map((record) => recordEntry(record, sites)).sort(byTurn),
    photos.map((photo) => photoEntry(photo, known)).sort(byTurn),
  ];
};

const RANK = { sending: 0, waiting: 0, refused: 1 };

export const allEntries = (rows) => {
  const rank = ({ state }) => RANK[state] ?? 2;
  const contents = new Map(rows.records.map(({ id, body }) => [id, JSON.parse(body).content]));
  return groups(rows)
    .flat()
    .map((entry) => ({ ...entry, content: entry.type === "record" ? contents.get(entry.id) : null }))
    .sort((a, b) => rank(a) - rank(b));
};

// Whether an entry can be sent, or was being sent by a tab that died.
export const isBusy = ({ records, photos }) => [...records, ...photos].some(({ state }) => ACTIVE.has(state));

export const nextEntry = (rows, now) => {
  const ready = (entry) => ACTIVE.has(entry.state) && !entry.waitsFor && isDue(entry.nextTryAt, now);
  const active = {
    records: rows.records.filter(({ kind, state }) => ACTIVE.has(state) || (kind === "site" && state === "refused")),
    photos: rows.photos.filter(({ state }) => ACTIVE.has(state)),
  };
  return groups(active).flat().find(ready) ?? null;
};

export const counts = ({ records, photos, drafts }) => {
  const active = (rows) => rows.filter(({ state }) => ACTIVE.has(state)).length;
  const refused = (rows) => rows.filter(({ state }) => state === "refused").length;
  return {
    waitingRecords: active(records),
    waitingPhotos: active(photos),
    refused: refused(records) + refused(photos),
    drafts: drafts.filter(({ dirty }) => dirty).length,
    sheets: drafts.filter(isHalfDone).length,
  };
};
