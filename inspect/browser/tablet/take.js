// Taking a visit along: the bundle and its papers are stored completely or not at all.
import { isOver } from "./meaning.js";
import { guard } from "./session.js";
import { problem, storageProblem } from "./problems.js";

const PAPER_TIMEOUT_MS = 60_000;
const UNSENT = new Set(["waiting", "sending", "refused"]);

// The time at which the visit ended: from then on it is kept for keepDays.
const overSince = (visit, before, now) => (isOver(visit) ? (before ?? now) : null);

// A draft without unsent changes continues from the newer answers; any other waits until the server has merged it.
const renewed = (draft, records, responses) => {
  const unsent = records.some((record) => record.draftId === draft.id && UNSENT.has(record.state));
  const newer = responses.find(
    (response) =>
      response.checklist === draft.checklist && response.scope === draft.scope && (response.site_id ?? null) === draft.siteId,
  );
  if (draft.dirty || unsent || !newer || newer.version !== draft.version || newer.revision <= draft.basedOn) return null;
  return { ...draft, answers: newer.answers, base: newer.answers, basedOn: newer.revision, rev: draft.rev + 1 };
};

// What was begun here stays on its version, also when nothing on the server stands on that any more: inside a transaction, the
// bundle with those definitions of the old one.
const withOldDefinitions = async (at, accountId, bundle) => {
  const { id } = bundle.visit;
  const of = (name) => at(name).index("visit").getAll([accountId, id]);
  const [old, drafts, records] = await Promise.all([at("visits").get([accountId, id]), of("drafts"), of("records")]);
  const unsent = records.filter(({ kind, state }) => kind === "response" && UNSENT.has(state)).map(({ body }) => JSON.parse(body).content);
  const key = (checklist, version) => `${checklist}/${version}`;
  const used = new Set([...drafts.map((one) => key(one.checklist, one.version)), ...unsent.map((one) => key(one.checklist, one.checklist_version))]);
  for (const one of bundle.definitions) used.delete(key(one.id, one.version));
  const kept = (old?.bundle.definitions ?? []).filter((one) => used.has(key(one.id, one.version)));
  return { ...bundle, definitions: [...bundle.definitions, ...kept] };
};

const renewDrafts = async (at, accountId, visitId, responses) => {
  const drafts = await at("drafts").index("visit").getAll([accountId, visitId]);
  const records = await at("records").index("visit").getAll([accountId, visitId]);
  const fresh = drafts.map((draft) => renewed(draft, records, responses)).filter(Boolean);
  for (const draft of fresh) await at("drafts").put(draft);
  return fresh.map(({ id, rev }) => ({ id, rev }));
};

// Papers, and pictures of earlier visits, which are kept beside them.
const filesOf = ({ papers, pictures = [] }) => [...papers, ...pictures];

const dropOtherPapers = async (at, accountId, visitId, papers) => {
  const wanted = new Set(papers.map((paper) => paper.id));
  const keys = await at("papers").index("visit").getAllKeys([accountId, visitId]);
  for (const key of keys) if (!wanted.has(key[2])) await at("papers").delete(key);
};

export const openTake = ({ store, bus, session, clock, beforeRenewal = async () => {} }) => {
  const ask = (path, options = {}) => session.request("GET", path, options);

  const storeBundle = async (accountId, id, bundle, etag, size) => {
    const takenAt = clock.now();
    const row = { id, accountId, etag, size, takenAt, ready: true, goneAt: overSince(bundle.visit, null, takenAt) };
    await beforeRenewal();
    const fresh = await store.write(["tablet", "visits", "papers", "drafts", "records"], async (at) => {
      await guard(at, accountId);
      await at("visits").put({ ...row, bundle: await withOldDefinitions(at, accountId, bundle) });
      await dropOtherPapers(at, accountId, id, filesOf(bundle));
      return renewDrafts(at, accountId, id, bundle.responses);
    });
    for (const draft of fresh) bus.post("draft", { ...draft, from: "server" });
    bus.post("visits", { id });
  };

  // A paper is stored under the attachment's id, whose content never changes, so that what arrived before an
  // interruption is not fetched again.
  const fetchPapers = async (accountId, id, papers, signal, tell) => {
    let bytes = 0;
    for (const [place, paper] of papers.entries()) {
      const key = [accountId, id, paper.id];
      const begun = bytes;
      if ((await store.get("papers", key)) === undefined) {
        const onBytes = (read) => tell(begun + read, place);
        const answer = await ask(paper.url, { blob: true, timeout: PAPER_TIMEOUT_MS, signal, onBytes });
        if (answer.kind !== "ok") return { problem: answer.problem };
        await store.write(["tablet", "papers"], async (at) => {
          await guard(at, accountId);
          await at("papers").put({ id: paper.id, visitId: id, accountId, blob: answer.data });
        });
      }
      bytes += (await store.get("papers", key)).blob.size;
      tell(bytes, place + 1);
    }
    return { bytes };
  };

  // Pictures of earlier visits help and are not needed: where one does not come, the visit is taken along without the rest,
  // which come when it is taken again. Returns their bytes.
  const fetchPictures = async (accountId, id, pictures, signal) => {
    let bytes = 0;
    for (const { id: picture, url } of pictures) {
      const known = await store.get("papers", [accountId, id, picture]);
      const answer = known ? null : await session.request("GET", url, { blob: true, timeout: PAPER_TIMEOUT_MS, signal });
      if (answer && answer.kind !== "ok") return bytes;
      const blob = known?.blob ?? answer.data;
      if (!known)
        await store.write(["tablet", "papers"], async (at) => {
          await guard(at, accountId);
          await at("papers").put({ id: picture, visitId: id, accountId, blob });
        });
      bytes += blob.size;
    }
    return bytes;
  };

  const fetchBundle = async (id, known, signal, tell) => {
    const headers = known?.ready ? { "If-None-Match": known.etag } : {};
    const answer = await ask(`/visits/${id}/bundle`, { blob: true, headers, signal, onBytes: tell });
    if (answer.kind !== "ok") return { problem: answer.problem };
    if (answer.status === 304) return { bundle: known.bundle, etag: known.etag, bytes: 0 };
    let bundle;
    try {
      bundle = JSON.parse(await answer.data.text());
    } catch {
      bundle = null;
    }
    if (bundle?.visit?.id !== id) return { problem: problem("server.unclear") };
    await clock.note(bundle, clock.now(), clock.now());
    return { bundle, etag: answer.headers.get("ETag") ?? `"${bundle.etag}"`, bytes: answer.data.size };
  };

  const take = async (id, { onProgress = () => {}, signal } = {}) => {
    const accountId = session.accountId();
    if (!accountId) return { ok: false, problem: problem("session.none") };
    const known = await store.get("visits", [accountId, id]);
    const got = await fetchBundle(id, known, signal, (bytes, total) =>
      onProgress({ step: "bundle", bytes, total, files: 0, filesTotal: 0 }),
    );
    if (got.problem) return { ok: false, problem: got.problem };
    const { bundle, etag, bytes } = got;
    const { papers } = bundle;
    const total = papers.every((paper) => paper.size) ? papers.reduce((sum, paper) => sum + paper.size, 0) : null;
    const fetched = await fetchPapers(accountId, id, papers, signal, (read, files) =>
      onProgress({ step: "papers", bytes: read, total, files, filesTotal: papers.length }),
    );
    if (fetched.problem) return { ok: false, problem: fetched.problem };
    const pictured = await fetchPictures(accountId, id, bundle.pictures ?? [], signal);
    const size = (bytes || new Blob([JSON.stringify(bundle)]).size) + fetched.bytes + pictured;
    await storeBundle(accountId, id, bundle, etag, size);
    onProgress({ step: "telling", bytes: size, total: size, files: papers.length, filesTotal: papers.length });
    // The visit is complete here in any case. That the desk does not know it yet is shown, and taking the visit again
    // solves it.
    const told = await session.request("PUT", `/visits/${id}/taking`, { json: { bundle: bundle.etag, size } });
    return told.kind === "ok" ? { ok: true, size } : { ok: true, size, problem: told.problem };
  };

  const remember = (accountId, trips) =>
    store.write(["tablet", "meta", "visits"], async (at) => {
      await guard(at, accountId);
      await at("meta").put({ key: `trips/${accountId}`, trips, at: clock.now() });
      const listed = new Map(trips.map((trip) => [trip.visit_id, trip]));
      for (const row of await at("visits").index("accountId").getAll(accountId))
        await at("visits").put({ ...row, goneAt: overSince(listed.get(row.id), row.goneAt, clock.now()) });
    });

  const trips = async () => {
    const accountId = session.accountId();
    if (!accountId) return { ok: false, trips: [], at: null, problem: problem("session.none") };
    const answer = await ask("/trips");
    const good = answer.kind === "ok" && Array.isArray(answer.data?.trips);
    if (good) await remember(accountId, answer.data.trips).catch(() => {});
    const last = good ? { trips: answer.data.trips, at: clock.now() } : await store.get("meta", `trips/${accountId}`);
    const rows = new Map((await store.ofAccount("visits", accountId)).map((row) => [row.id, row]));
    const listed = (last?.trips ?? []).map((trip) => ({
      ...trip,
      here: rows.has(trip.visit_id),
      takenAt: rows.get(trip.visit_id)?.takenAt ?? null,
    }));
    const told = good ? {} : { problem: answer.problem ?? problem("server.unclear") };
    return { ok: good, trips: listed, at: last?.at ?? null, ...told };
  };

  return {
    trips,
    visit: (id, options) => take(id, options).catch((error) => ({ ok: false, problem: storageProblem(error) })),
  };
};
