// Writes into the tablet's database, in one transaction, what the server answered to a record.
import { same } from "./canonical.js";
import { makeRecord, nextSeq, responseBody } from "./freeze.js";
import { newId } from "./ids.js";
import { merge, mergeKeepingYours, withValue } from "./merge.js";
import { announced, named } from "./pictures.js";

export const ACKNOWLEDGES = ["drafts", "records", "photos"];
const OUTCOMES = new Set(["applied", "merged", "conflict", "quarantined", "observed", "admitted", "set_aside"]);

export const isOutcome = (data, record) =>
  data?.id === record.id && OUTCOMES.has(data.outcome) && typeof (data.answers ?? {}) === "object";

// After the record was frozen, the person changed a value that somebody else had changed as well. The draft is sent
// with the revision from which both began, so that the server sees two different answers and asks the lead, and does
// not take it for an edit of the newer one.
const contest = async (at, draft, frozen, outcome, conflicts, now) => {
  const answers = conflicts.reduce((all, { item, yours }) => withValue(all, item, yours), outcome.answers);
  const [names, known] = [named(answers), named(outcome.answers)];
  const id = newId(() => now);
  const all = await at("photos").index("visit").getAll([draft.accountId, draft.visitId]);
  const photos = all.filter((row) => row.draftId === draft.id && names.has(row.id) && !known.has(row.id) && !row.announced);
  for (const row of photos) await at("photos").put({ ...row, recordId: id, state: "waiting" });
  const body = responseBody(draft, answers, frozen.based_on, photos, now);
  const seq = await nextSeq(at, draft.accountId);
  const more = { accountId: draft.accountId, visitId: draft.visitId, kind: "response", draftId: draft.id };
  await at("records").put(makeRecord({ id, ...more, seq, body, now, contested: true }));
};

const intoDraft = async (at, record, outcome, now) => {
  const draft = await at("drafts").get(record.draftId);
  if (!draft) return null;
  const told = { outcome: outcome.outcome, problem: outcome.reason ?? null, conflicts: outcome.conflicts ?? [], rev: draft.rev + 1 };
  if (!outcome.answers || outcome.revision === null) {
    await at("drafts").put({ ...draft, ...told });
    return told.rev;
  }
  const frozen = JSON.parse(record.body).content;
  const { conflicts } = merge(frozen.answers, outcome.answers, draft.answers);
  // "applied": nobody else had written. The answer differs from what was sent only in its normal form.
  const disputed = outcome.outcome === "applied" ? [] : conflicts;
  const answers = mergeKeepingYours(frozen.answers, outcome.answers, draft.answers);
  if (disputed.length) await contest(at, draft, frozen, outcome, disputed, now);
  const dirty = !same(answers, outcome.answers);
  await at("drafts").put({ ...draft, ...told, answers, base: outcome.answers, basedOn: outcome.revision, dirty });
  return told.rev;
};

const tellPhotos = async (at, record, states, now) => {
  for (const { id } of JSON.parse(record.body).photos) {
    const row = await at("photos").get(id);
    if (!row) continue;
    const told = states?.[id];
    const stored = told?.state === "stored";
    // What had arrived is sent again too when the server says that it does not have it any more.
    const again = row.state === "draft" || (row.state === "sent" && told?.state === "expected");
    const state = stored ? "sent" : again ? "waiting" : row.state;
    const offset = stored ? row.size : (told?.offset ?? row.offset);
    await at("photos").put({ ...row, announced: true, recordId: record.id, state, offset, ackAt: stored ? (row.ackAt ?? now) : null });
  }
};

// Call it inside a transaction over ACKNOWLEDGES. It returns the draft's new rev, or null. A record that is missing was
// sealed meanwhile: it will be sent again and gets the same answer.
export const acknowledge = async (at, recordId, outcome, now) => {
  const record = await at("records").get(recordId);
  if (!record) return null;
  const state = outcome.outcome === "quarantined" ? "quarantined" : "sent";
  await tellPhotos(at, record, outcome.photos, now);
  const rev = record.draftId && !record.merged ? await intoDraft(at, record, outcome, now) : null;
  const heard = { state, ackAt: now, answer: outcome, problem: outcome.reason ?? null, merged: true, failures: 0, nextTryAt: 0 };
  await at("records").put({ ...record, ...heard });
  return rev;
};
