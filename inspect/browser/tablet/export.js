// Writes everything that was not sent into one file: the last resort when a tablet finds no network for days, or is
// about to fail. The first line is `RASOAT-EXPORT 1 <bytes of the header>`; then come the header and the pictures'
// bytes one after the other. A picture's `offset` counts from the first byte after the header.
import { sha256 } from "./canonical.js";
import { isExpected } from "./claims.js";
import { freezeDue, outgoing, responseBody } from "./freeze.js";
import { newId } from "./ids.js";
import { named } from "./pictures.js";

const STORES = ["visits", "records", "photos", "drafts", "blobs"];
const UNSENT = new Set(["waiting", "sending", "refused"]);

// What was typed while an earlier record of the draft is being sent becomes a record of its own, only in the file.
const snapshot = async (at, draft, photos, { now, prepare }) => {
  const answers = await outgoing(at, draft, prepare);
  const names = named(answers);
  const own = photos.filter((photo) => photo.draftId === draft.id && names.has(photo.id) && photo.state !== "sent" && !photo.announced);
  return { id: newId(() => now), body: responseBody(draft, answers, draft.basedOn, own, now), own };
};

const collect = async (at, accountId, how) => {
  const { now } = how;
  const of = (name) => at(name).index("accountId").getAll(accountId);
  const [rows, photos, drafts] = await Promise.all([of("records"), of("photos"), of("drafts")]);
  const unsent = rows.filter(({ state }) => UNSENT.has(state)).sort((a, b) => a.priority - b.priority || a.seq - b.seq);
  const records = unsent.map(({ id, body }) => ({ id, body }));
  const snapshots = [];
  for (const draft of drafts) if (draft.dirty) snapshots.push(await snapshot(at, draft, photos, how));
  const owner = new Map(snapshots.flatMap(({ id, own }) => own.map((photo) => [photo.id, id])));
  const kept = new Set(rows.map(({ id }) => id));
  const pictures = [];
  for (const photo of photos) {
    const submission = (photo.state !== "draft" && isExpected(photo, kept) ? photo.recordId : null) ?? owner.get(photo.id);
    const bytes = submission && photo.state !== "sent" ? await at("blobs").get(photo.id) : null;
    if (bytes) pictures.push({ photo, submission, blob: bytes.blob });
  }
  for (const row of unsent) await at("records").put({ ...row, exportedAt: now });
  return { records: [...records, ...snapshots.map(({ id, body }) => ({ id, body: JSON.stringify(body) }))], pictures };
};

const layOut = (pictures) => {
  let offset = 0;
  return pictures.map(({ photo, submission, blob }) => {
    const entry = { id: photo.id, submission_id: submission, sha256: photo.sha256, size: blob.size, offset };
    offset += blob.size;
    return entry;
  });
};

export const exportFile = async (env) => {
  const { store, session, clock, prepare } = env;
  const { account } = session.state.value;
  await env.drafts.flush();
  await freezeDue(env, { all: true });
  const now = clock.now();
  const { records, pictures } = await store.write(STORES, (at) => collect(at, account.accountId, { now, prepare }));
  const header = {
    tablet: { id: account.tabletId, label: account.label },
    account: { id: account.accountId, username: account.username, name: account.name },
    made_at: clock.iso(now),
    // The body is the very text that is sent, with its digest, so that a letter damaged on a memory stick is noticed.
    records: await Promise.all(records.map(async ({ id, body }) => ({ id, sha256: await sha256(body), body }))),
    photos: layOut(pictures),
  };
  const head = new TextEncoder().encode(JSON.stringify(header));
  const parts = [`RASOAT-EXPORT 1 ${head.length}\n`, head, ...pictures.map(({ blob }) => blob)];
  const name = `rasoat-${account.username}-${clock.iso(now).slice(0, 19).replace(/[:T]/g, "-")}.rasoat`;
  return { blob: new Blob(parts, { type: "application/octet-stream" }), name, records: records.length, photos: pictures.length };
};
