// The drafts of the signed-in member: one for each place that is filled in.
import { newId } from "./ids.js";
import { makeDraft, savedState } from "./draft.js";
import { observable } from "./observable.js";
import { failure, problem } from "./problems.js";
import { guard } from "./session.js";

const WORST = ["failed", "saving", "saved"];
export const placeOf = (checklist, scope, siteId) => `${checklist}|${scope}|${siteId ?? "unit"}`;

// A response keeps the version with which it began, also when there is a newer one.
const beginning = (bundle, checklist, scope, siteId) => {
  const begun = bundle.responses.find(
    (response) => response.checklist === checklist && response.scope === scope && (response.site_id ?? null) === siteId,
  );
  const listed = bundle.checklists.find((entry) => entry.checklist === checklist);
  if (begun) return { version: begun.version, answers: begun.answers, basedOn: begun.revision };
  if (!listed) throw failure(problem("checklist.not_here"));
  return { version: listed.version, answers: {}, basedOn: 0 };
};

const EMPTY = { version: null, answers: {}, basedOn: 0 };

// Call it inside a transaction over `tablet` and `drafts`.
const find = async (at, accountId, visitId, place) => {
  await guard(at, accountId);
  const drafts = await at("drafts").index("visit").getAll([accountId, visitId]);
  return drafts.find((draft) => draft.place === place);
};

const findOrBegin = async (store, accountId, { visitId, checklist = null, scope = null, siteId = null, sheet = null }, now) => {
  const id = newId(() => now);
  const place = sheet ? `sheet|${sheet}` : placeOf(checklist, scope, siteId);
  const known = await store.read(["tablet", "drafts"], (at) => find(at, accountId, visitId, place));
  if (known) return known;
  return store.write(["tablet", "visits", "drafts"], async (at) => {
    // The other tab may have begun the draft meanwhile.
    const begun = await find(at, accountId, visitId, place);
    if (begun) return begun;
    const visit = await at("visits").get([accountId, visitId]);
    if (!visit) throw failure(problem("visit.not_here"));
    const { version, answers, basedOn } = sheet ? EMPTY : beginning(visit.bundle, checklist, scope, siteId);
    const row = {
      id, accountId, visitId, place, checklist, version, scope, siteId, sheet,
      answers, base: answers, basedOn,
      rev: 1, touchedAt: now, dirty: false, outcome: null, problem: null, conflicts: [],
    };
    await at("drafts").put(row);
    return row;
  });
};

export const openDrafts = (env) => {
  const { store, bus, session, clock, setTimeout: wait = globalThis.setTimeout } = env;
  const { clearTimeout: unwait = globalThis.clearTimeout } = env;
  const saved = observable(savedState("saved"));
  const open = new Map();
  // The core sets this, because freezing belongs to the queue.
  const hooks = { freeze: async () => {} };

  const sumUp = () => {
    const states = [...open.values()].map(({ draft }) => draft.saved.value);
    const worst = WORST.map((name) => states.find(({ state }) => state === name)).find(Boolean) ?? savedState("saved");
    if (worst.state !== saved.value.state || worst.problem !== saved.value.problem) saved.set(worst);
  };

  const begin = (row) => {
    const draft = makeDraft(row, {
      store, bus, clock, wait, unwait,
      freeze: (id) => hooks.freeze(id),
      lastHolder: (id) => {
        const entry = open.get(id);
        if (entry) entry.holders = Math.max(0, entry.holders - 1);
        return entry?.holders === 0;
      },
      onClose: letGo,
    });
    draft.saved.subscribe(sumUp);
    return { draft, holders: 0 };
  };

  const letGo = (id) => {
    open.delete(id);
    sumUp();
  };

  // The key is a place of a checklist, or a `sheet`: a form outside a checklist that a button saves.
  const openDraft = async (wanted) => {
    const accountId = session.accountId();
    if (!accountId) throw failure(problem("session.none"));
    const heard = new Set();
    const off = bus.on("draft", (event) => heard.add(event.id));
    const row = await findOrBegin(store, accountId, wanted, clock.now()).finally(off);
    if (!open.has(row.id)) open.set(row.id, begin(row));
    const entry = open.get(row.id);
    entry.holders += 1;
    // An answer of the server may have come between reading the draft and listening for changes.
    if (heard.has(row.id)) await entry.draft.refresh();
    return entry.draft;
  };

  const list = async (visitId, { sheets = false } = {}) => {
    const accountId = session.accountId();
    const rows = accountId ? await store.ofVisit("drafts", accountId, visitId) : [];
    return rows.filter((row) => Boolean(row.sheet) === sheets).map((row) => ({ ...row, answers: open.get(row.id)?.draft.answers ?? row.answers }));
  };

  // Another member's answers do not stay in memory, except for those that could not be stored.
  session.state.subscribe(() => {
    for (const { draft } of [...open.values()]) {
      if (draft.accountId === session.accountId() || !draft.settled()) continue;
      draft.abandon();
      letGo(draft.id);
    }
  });

  const all = () => [...open.values()].map(({ draft }) => draft);
  return {
    hooks,
    saved,
    open: openDraft,
    list,
    flush: async () => {
      await Promise.all(all().map((draft) => draft.flush()));
    },
    pending: (picture) => all().map((draft) => draft.pending(picture)).find(Boolean),
    abandon: () => all().forEach((draft) => draft.abandon()),
  };
};
