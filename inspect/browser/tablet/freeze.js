// A draft becomes a record: a body that never changes again and is sent, with the same bytes each time, until the
// server has acknowledged it. At most one record of a draft is being sent; what is typed meanwhile is in the next one.
import { blank, canonical, same } from "./canonical.js";
import { assignPictures, untoldPictures } from "./claims.js";
import { newId } from "./ids.js";
import { withValue } from "./merge.js";
import { announced, named } from "./pictures.js";
import { guard } from "./session.js";

export const QUIET_MS = 5000;
// This is a little longer than a removal can be undone.
const HELD_MS = 15_000;
export const PRIORITY = { danger: 0, site: 1, response: 2, observation: 2, verdict: 2 };
export const FREEZES = ["tablet", "visits", "drafts", "records", "photos", "blobs"];
export const UNSENT = new Set(["waiting", "sending", "refused"]);

// The order of sending among entries of the same priority. Deleting acknowledged records never puts a later one first.
export const nextSeq = async (at, accountId) => {
  const records = await at("records").index("accountId").getAll(accountId);
  return records.reduce((most, { seq }) => Math.max(most, seq), 0) + 1;
};

export const makeRecord = ({ id, accountId, visitId, kind, seq, body, draftId = null, now, ...more }) => ({
  id, accountId, visitId, kind, draftId, seq,
  priority: PRIORITY[kind],
  body: canonical(body),
  siteId: body.content.site_id ?? null,
  item: body.content.item ?? null,
  madeAt: now, state: "waiting", attempts: 0, failures: 0, lastTryAt: null, nextTryAt: 0,
  problem: null, ackAt: null, answer: null, exportedAt: null, merged: false, contested: false,
  ...more,
});

export const responseBody = (draft, answers, basedOn, photos, now) => ({
  kind: "response",
  visit_id: draft.visitId,
  made_at: new Date(now).toISOString(),
  content: {
    checklist: draft.checklist,
    checklist_version: draft.version,
    scope: draft.scope,
    site_id: draft.siteId,
    based_on: basedOn,
    answers,
  },
  photos: photos.map(announced),
});

// A record that never left the tablet may be replaced as a whole; one that was refused is replaced because it must
// change.
const replaceable = (record) =>
  record.state === "refused" || (record.state === "waiting" && record.attempts === 0 && !record.exportedAt && !record.contested);

// A record in quarantine never became part of the base: even the same answers are sent again. So are those that name a
// photograph of which the server does not know.
const isSettled = (draft, answers, untold) =>
  same(answers, draft.base) && draft.outcome !== "quarantined" && !untold.some(({ id }) => named(answers).has(id));

// An answer that is not well formed is not sent; the server keeps its earlier answer until this one is corrected.
const withBase = (answers, draft) => {
  const held = Object.keys(draft.base).filter((key) => !blank(draft.answers[key]) && blank(answers[key]));
  return held.reduce((kept, key) => withValue(kept, key, draft.base[key]), answers);
};

const wellFormed = async (at, draft, prepare) => {
  if (!prepare) return draft.answers;
  const visit = await at("visits").get([draft.accountId, draft.visitId]);
  const definition = visit?.bundle.definitions.find(({ id, version }) => id === draft.checklist && version === draft.version);
  try {
    return definition ? withBase(prepare(definition, draft.scope, draft.answers), draft) : draft.answers;
  } catch {
    // The server checks again and says what is wrong. What was written must be able to leave the tablet in any case.
    return draft.answers;
  }
};

const clean = (answers) => Object.entries(answers).reduce((kept, [key, value]) => (blank(value) ? withValue(kept, key, null) : kept), answers);

// Call it inside a transaction over `visits`. Returns the draft's answers in the form in which they are sent.
export const outgoing = async (at, draft, prepare) => clean(await wellFormed(at, draft, prepare));

// Call it inside a transaction over FREEZES. Returns the record, or null when there is nothing to send or one is being
// sent.
const freezeInside = async (at, accountId, draftId, recordId, { now, prepare }) => {
  await guard(at, accountId);
  const draft = await at("drafts").get(draftId);
  if (!draft?.dirty || draft.accountId !== accountId) return null;
  const records = await at("records").index("visit").getAll([accountId, draft.visitId]);
  const unsent = records.filter((record) => record.draftId === draftId && UNSENT.has(record.state));
  if (!unsent.every(replaceable)) return null;
  const answers = await outgoing(at, draft, prepare);
  for (const record of unsent) await at("records").delete(record.id);
  await at("drafts").put({ ...draft, dirty: false, problem: null, rev: draft.rev + 1 });
  const untold = await untoldPictures(at, draft, new Set(unsent.map(({ id }) => id)));
  const settled = isSettled(draft, answers, untold);
  const photos = await assignPictures(at, untold, { draft, answers, recordId: settled ? null : recordId, now });
  if (settled) return null;
  const body = responseBody(draft, answers, draft.basedOn, photos, now);
  const seq = await nextSeq(at, accountId);
  const record = makeRecord({ id: recordId, accountId, visitId: draft.visitId, kind: "response", seq, body, draftId, now });
  await at("records").put(record);
  return record;
};

export const freezeDraft = async (env, draftId) => {
  const { store, bus, session, clock, prepare } = env;
  const accountId = session.accountId();
  if (!accountId) return null;
  const now = clock.now();
  const recordId = newId(() => now);
  const record = await store.write(FREEZES, (at) => freezeInside(at, accountId, draftId, recordId, { now, prepare }));
  bus.post("queue", null);
  const draft = await store.get("drafts", draftId);
  if (draft) bus.post("draft", { id: draftId, rev: draft.rev, from: "elsewhere" });
  return record;
};

// Freezes every changed draft that nobody has touched for a moment, or all of them. A clock that was set back does not
// delay a draft. Returns how many records were made.
export const freezeDue = async (env, { all = false } = {}) => {
  const accountId = env.session.accountId();
  if (!accountId) return 0;
  const now = env.clock.now();
  const drafts = await env.store.ofAccount("drafts", accountId);
  const quiet = ({ touchedAt, heldAt = 0 }) => Math.abs(now - touchedAt) >= QUIET_MS && Math.abs(now - heldAt) >= HELD_MS;
  const due = drafts.filter((draft) => draft.dirty && (all || quiet(draft)));
  let made = 0;
  for (const draft of due) made += (await freezeDraft(env, draft.id)) ? 1 : 0;
  return made;
};
