// The visits that were taken along, as the screens ask for them. They are only those of the member who is signed in.
import { blank } from "./canonical.js";
import { isExpected } from "./claims.js";
import { failure, problem } from "./problems.js";

const UNSENT = new Set(["waiting", "sending", "refused"]);
const OWN = ["drafts", "records", "photos", "papers"];

// A sheet with some content that was neither saved nor thrown away.
export const isHalfDone = ({ sheet, answers }) => Boolean(sheet) && !blank(answers);

// Whether some part of the visit exists only here. Call it inside a transaction.
export const hasUnsent = async (at, accountId, visitId) => {
  const of = (name) => at(name).index("visit").getAll([accountId, visitId]);
  const [drafts, records, photos] = await Promise.all([of("drafts"), of("records"), of("photos")]);
  const ids = new Set(records.map(({ id }) => id));
  return (
    drafts.some((draft) => draft.dirty || isHalfDone(draft)) ||
    records.some((row) => UNSENT.has(row.state)) ||
    photos.some((row) => UNSENT.has(row.state) && isExpected(row, ids))
  );
};

// Deletes everything of a visit, including the visit. Call it inside a transaction that made sure nothing is unsent.
export const removeVisit = async (at, accountId, visitId) => {
  const photos = await at("photos").index("visit").getAllKeys([accountId, visitId]);
  await Promise.all(photos.map((id) => at("blobs").delete(id)));
  for (const name of OWN) {
    const keys = await at(name).index("visit").getAllKeys([accountId, visitId]);
    await Promise.all(keys.map((key) => at(name).delete(key)));
  }
  await at("visits").delete([accountId, visitId]);
};

const addedSite = (record) => ({ ...JSON.parse(record.body).content, added: true, sent: !UNSENT.has(record.state) });

// The sites of the bundle, and those added on this tablet.
export const sitesOf = (row, records) => {
  const known = row?.bundle.sites ?? [];
  const ids = new Set(known.map((site) => site.id));
  const added = records.filter((record) => record.kind === "site").map(addedSite);
  return [...known, ...added.filter((site) => !ids.has(site.id))];
};

export const openVisits = ({ store, session }) => {
  const mine = async (read) => {
    const accountId = session.accountId();
    return accountId ? read(accountId) : undefined;
  };
  const get = (id) => mine((accountId) => store.get("visits", [accountId, id]));
  return {
    get,
    async list() {
      const rows = (await mine((accountId) => store.ofAccount("visits", accountId))) ?? [];
      const on = ({ bundle }) => bundle.visit.happens_on ?? "";
      return rows.sort((a, b) => (on(a) < on(b) ? 1 : on(a) > on(b) ? -1 : 0));
    },
    definition: (row, checklist, version) =>
      row.bundle.definitions.find((definition) => definition.id === checklist && definition.version === version),
    async sites(id) {
      const [row, records] = await Promise.all([get(id), mine((accountId) => store.ofVisit("records", accountId, id))]);
      return sitesOf(row, records ?? []);
    },
    paper: async (visitId, paperId) =>
      (await mine((accountId) => store.get("papers", [accountId, visitId, paperId])))?.blob,
    async forget(id) {
      const accountId = session.accountId();
      try {
        await store.write([...OWN, "blobs", "visits"], async (at) => {
          if (await hasUnsent(at, accountId, id)) throw failure(problem("visit.unsent"));
          await removeVisit(at, accountId, id);
        });
        return { ok: true };
      } catch (error) {
        return { ok: false, problem: error.problem ?? problem("storage.failed") };
      }
    },
  };
};
