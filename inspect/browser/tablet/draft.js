// One draft: the answers are in memory and are written to storage within a moment. Another tab, or an acknowledgement,
// may change the stored copy: then both are merged, and what was last typed here is not lost.
import { blank, same } from "./canonical.js";
import { exchanged, originalOf, without, withoutMade, withOriginal } from "./draft-pictures.js";
import { differing, mergeKeepingYours, valueAt, withValue } from "./merge.js";
import { observable } from "./observable.js";
import { deletePicture, makePicture, putPicture, takeSheet } from "./pictures.js";
import { failure, problem, storageProblem } from "./problems.js";
import { guard } from "./session.js";

const SOON_MS = 150;
const AGAIN_MS = 3000;
const TEXT = { saved: "Đã lưu", saving: "Đang lưu…", failed: "Không lưu được" };
const STORES = ["tablet", "drafts", "photos", "blobs"];

export const savedState = (state, known = null) => ({ state, text: TEXT[state], problem: known });

export const makeDraft = (first, env) => {
  const { store, bus, clock, freeze, lastHolder, onClose, wait, unwait } = env;
  const { id, accountId, visitId } = first;
  const saved = observable(savedState("saved"));
  const listeners = new Set();
  const pending = new Map();
  const removals = new Set();
  // Pictures that were removed from the answers, but may still be restored.
  const hidden = new Set();
  // Of marked pictures among them, what they were made from.
  const originals = new Map();
  let stored = first;
  let answers = first.answers;
  let touchedAt = first.touchedAt;
  let timer = null;
  let writing = Promise.resolve();
  let changes = 0;
  let written = 0;
  let ended = false;

  const tell = (keys, from, news = false) => {
    if (keys.length || news) for (const listener of [...listeners]) listener({ keys, from });
  };
  const show = (state, known) => {
    if (saved.value.state !== state || saved.value.problem?.key !== known?.key) saved.set(savedState(state, known));
  };

  // Takes over a newer stored copy, whoever wrote it, and keeps what was typed here since both were `common`.
  const accept = (row, common, from) => {
    const before = answers;
    answers = mergeKeepingYours(common, row.answers, answers);
    const news = ["outcome", "problem", "conflicts"].some((name) => !same(row[name], stored[name]));
    stored = row;
    tell(differing(before, answers), from, news);
  };

  const put = (row, pictures, gone) =>
    store.write(STORES, async (at) => {
      await guard(at, accountId);
      const current = (await at("drafts").get(id)) ?? stored;
      const merged = current.rev === stored.rev ? row : mergeKeepingYours(stored.answers, current.answers, row);
      const dirty = !current.sheet && (current.dirty || !same(merged, current.answers));
      const next = { ...current, answers: merged, dirty, touchedAt: dirty || current.sheet ? touchedAt : current.touchedAt, rev: current.rev + 1 };
      // The draft is not sent without a picture that may still be restored.
      await at("drafts").put({ ...next, heldAt: hidden.size ? clock.now() : 0 });
      for (const picture of hidden) await mark(at, picture);
      for (const picture of pictures) await putPicture(at, picture);
      for (const picture of gone) await dropIfUnnamed(at, picture);
      return next;
    });

  const mark = async (at, picture) => {
    const row = await at("photos").get(picture);
    if (row) await at("photos").put({ ...row, leavingAt: clock.now() });
  };

  // A picture that a record names is still sent, unless the server refuses it.
  const dropIfUnnamed = async (at, picture) => {
    const row = await at("photos").get(picture);
    if (row?.state === "draft" || row?.state === "refused") await deletePicture(at, picture);
  };

  const storeWith = async (pictures) => {
    const gone = [...removals];
    const left = new Set([...pending.keys()].filter((key) => !pictures.includes(key)));
    const sent = answers;
    const row = await put(withoutMade(sent, left), pictures.map((key) => pending.get(key)), gone);
    for (const key of pictures) pending.delete(key);
    for (const key of gone) removals.delete(key);
    // Pictures for which there was no space stay in memory; only the answers in memory name them.
    accept(row, withoutMade(sent, left), "elsewhere");
  };

  const write = async () => {
    const upTo = changes;
    try {
      await storeWith([...pending.keys()]);
    } catch (error) {
      if (error.name !== "QuotaExceededError" || pending.size === 0) throw error;
      // The text is small and there may still be space for it.
      await storeWith([]);
      throw error;
    }
    written = upTo;
    bus.post("draft", { id, rev: stored.rev, from: "elsewhere" });
  };

  const later = (delay) => {
    if (timer !== null) return;
    timer = wait(() => {
      timer = null;
      save();
    }, delay);
  };

  // Only one runs at a time, because the draft must not change while it is compared with the stored copy.
  const inTurn = (work) => {
    writing = writing.then(work);
    return writing;
  };

  const writeIfChanged = async () => {
    if (ended || settled()) return;
    try {
      await write();
      if (settled()) show("saved");
      else later(SOON_MS);
    } catch (error) {
      show("failed", storageProblem(error));
      later(AGAIN_MS);
    }
  };

  const settled = () => written === changes && pending.size === 0;

  const save = async () => {
    if (timer !== null) unwait(timer);
    timer = null;
    await inTurn(writeIfChanged);
    // This was typed while the earlier words were being written; the caller wants it stored too.
    if (!settled() && saved.value.state === "saving") await inTurn(writeIfChanged);
  };

  const change = (next) => {
    const keys = differing(answers, next);
    if (keys.length === 0) return;
    answers = next;
    touchedAt = clock.now();
    changes += 1;
    if (saved.value.state !== "failed") show("saving");
    tell(keys, "here");
    later(SOON_MS);
  };

  // The stored copy has changed: the other tab wrote it, or an answer of the server did.
  const catchUp = async (from) => {
    const row = await store.get("drafts", id);
    if (!row || row.rev <= stored.rev) return;
    accept(row, stored.answers, from);
    if (!settled() || same(answers, row.answers)) return;
    changes += 1;
    later(SOON_MS);
  };
  const hear = (from) => inTurn(() => catchUp(from).catch(() => {}));

  const off = bus.on("draft", (event) => {
    if (event.id === id && event.rev > stored.rev) hear(event.from);
  });

  const remove = (picture) => {
    pending.delete(picture);
    removals.add(picture);
    changes += 1;
  };

  const addPicture = async (item, picture, { single = false } = {}) => {
    const made = await makePicture({ accountId, visitId, draftId: id, item, now: clock.now() }, picture);
    const before = valueAt(answers, item);
    const fresh = { attachment: made.row.id };
    pending.set(made.row.id, made);
    if (single && before?.attachment) remove(before.attachment);
    change(withValue(answers, item, single ? fresh : [...(Array.isArray(before) ? before : []), fresh]));
    await save();
    const stays = !pending.has(made.row.id);
    return { id: made.row.id, stored: stays, ...(stays ? {} : { problem: saved.value.problem }) };
  };

  // What goes with a picture when it leaves: itself, and what it was made from.
  const together = (picture) => [picture, originals.get(picture)?.attachment ?? originalOf(answers, picture)?.attachment].filter(Boolean);

  const hidePicture = async (item, picture) => {
    const original = originalOf(answers, picture);
    if (original) originals.set(picture, original);
    for (const one of together(picture)) hidden.add(one);
    change(without(answers, new Set([picture])));
    await save();
  };

  const showPicture = async (item, reference, { single = false, place = 0 } = {}) => {
    for (const one of together(reference.attachment)) hidden.delete(one);
    const before = valueAt(answers, item);
    if (single && before?.attachment) remove(before.attachment);
    const list = Array.isArray(before) ? before : [];
    const back = withValue(answers, item, single ? reference : [...list.slice(0, place), reference, ...list.slice(place)]);
    change(withOriginal(back, reference.attachment, originals.get(reference.attachment)));
    originals.delete(reference.attachment);
    await save();
  };

  const removePicture = async (item, picture) => {
    for (const one of together(picture)) {
      hidden.delete(one);
      remove(one);
    }
    originals.delete(picture);
    change(without(answers, new Set([picture])));
    await save();
  };

  // A picture on which something was marked takes the place of the one it was made from, which is sent too and kept.
  const markPicture = async (item, from, picture) => {
    const made = await makePicture({ accountId, visitId, draftId: id, item, now: clock.now() }, picture);
    const original = originalOf(answers, from) ?? { attachment: from };
    pending.set(made.row.id, made);
    if (originalOf(answers, from)) remove(from);
    const next = exchanged(answers, item, from, { attachment: made.row.id });
    change(withOriginal(withOriginal(next, from, null), made.row.id, original));
    await save();
    const stays = !pending.has(made.row.id);
    return { id: made.row.id, stored: stays, ...(stays ? {} : { problem: saved.value.problem }) };
  };

  const unmarkPicture = async (item, marked) => {
    const original = originalOf(answers, marked);
    if (!original) return;
    remove(marked);
    change(withOriginal(exchanged(answers, item, marked, original), marked, null));
    await save();
  };

  const set = (item, value) => change(withValue(answers, item, blank(value) ? null : value));

  const over = async (work) => {
    if (timer !== null) unwait(timer);
    const done = writing.then(work);
    writing = done.catch(() => {});
    await done;
    ended = true;
    draft.abandon();
    onClose(id);
  };

  const draft = {
    id, accountId, visitId,
    checklist: first.checklist, version: first.version, scope: first.scope, siteId: first.siteId,
    saved,
    get answers() {
      return answers;
    },
    get outcome() {
      return stored.outcome;
    },
    get problem() {
      return stored.problem;
    },
    get touchedAt() {
      return touchedAt;
    },
    get conflicts() {
      return stored.conflicts;
    },
    pending: (picture) => pending.get(picture),
    set,
    setInner: (group, key, value) => set(`${group}.${key}`, value),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: save,
    addPicture,
    hidePicture,
    showPicture,
    removePicture,
    markPicture,
    unmarkPicture,
    async leave() {
      await save();
      // If the draft stays marked as changed, the next pass freezes it.
      await freeze(id).catch(() => {});
    },
    settled,
    refresh: () => hear("elsewhere"),
    async close() {
      await save();
      if (!lastHolder(id)) return true;
      // What could not be stored is only in memory: it is kept and stored later.
      if (!settled()) return false;
      draft.abandon();
      onClose(id);
      return true;
    },
    // Ends the draft: `work` removes it from storage, and nothing is written afterwards. Rejects as `work` does.
    async end(work) {
      await save();
      if (!settled()) throw failure(saved.value.problem ?? problem("storage.failed"));
      await over(work);
    },
    // Throws away a sheet and its pictures, whether they were stored or not.
    async discard() {
      pending.clear();
      written = changes;
      await over(() => store.write(STORES, (at) => takeSheet(at, draft)));
    },
    // Nothing is written or received any more.
    abandon() {
      if (timer !== null) unwait(timer);
      off();
    },
  };
  return draft;
};
