// Seals everything of one member on this tablet, and opens it again: row by row, each in its own transaction. When it
// is interrupted, the next start finishes it.
import { same } from "./canonical.js";
import { OWNED } from "./db.js";
import { digestOf, importKey, seal, unseal } from "./lock.js";

const keyOf = (store, row) =>
  store === "visits" ? [row.accountId, row.id] : store === "papers" ? [row.accountId, row.visitId, row.id] : row.id;

const comparable = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => !(value instanceof Blob)));

const sealRow = async (store, key, name, place) => {
  const row = await store.get(name, place);
  if (!row) return;
  const id = `${name}/${[place].flat().join("/")}`;
  const { iv, data } = await seal(key, id, row);
  await store.write([name, "sealed"], async (at) => {
    const current = await at(name).get(place);
    // The other tab received an answer meanwhile: the next round seals the newer row.
    if (!current || !same(comparable(current), comparable(row))) return;
    await at("sealed").put({ id, store: name, accountId: row.accountId, iv, data });
    await at(name).delete(place);
  });
};

const keysOf = (store, name, accountId) => store.read(name, (at) => at(name).index("accountId").getAllKeys(accountId));

// Ends the member's session on this tablet. Returns true when nothing was left unsealed and the key was deleted.
const forgetKey = (store, accountId, changes) =>
  store.write([...OWNED, "tablet", "meta"], async (at) => {
    for (const name of OWNED) if (await at(name).index("accountId").count(accountId)) return false;
    const row = await at("tablet").get(accountId);
    await at("tablet").put({ ...row, ...changes, token: "", lockKey: "", signedIn: false, leaving: "", opening: false });
    await at("meta").delete(`trips/${accountId}`);
    return true;
  });

export const sealAccount = async (store, accountId, changes) => {
  const { lockKey, token } = await store.get("tablet", accountId);
  const key = await importKey(lockKey);
  // With the digest the token can be ended and nothing else, so it may stay here until there is a network.
  const ending = token ? await digestOf(token.split("_").slice(2).join("_")) : "";
  do {
    for (const name of OWNED)
      for (const place of await keysOf(store, name, accountId)) await sealRow(store, key, name, place);
  } while (!(await forgetKey(store, accountId, { ending, ...changes })));
};

// Returns how many rows could not be opened; they stay sealed.
export const unsealAccount = async (store, accountId, lockKey) => {
  const key = await importKey(lockKey);
  let failed = 0;
  for (const id of await keysOf(store, "sealed", accountId)) {
    const sealed = await store.get("sealed", id);
    const row = sealed && (await unseal(key, id, sealed).catch(() => null));
    if (!row) failed += sealed ? 1 : 0;
    else
      await store.write([sealed.store, "sealed"], async (at) => {
        // The other tab opened it meanwhile, and somebody may have worked on it since.
        if (!(await at("sealed").get(id))) return;
        if (!(await at(sealed.store).get(keyOf(sealed.store, row)))) await at(sealed.store).put(row);
        await at("sealed").delete(id);
      });
  }
  return failed;
};

export const countSealed = (store, accountId) =>
  store.read("sealed", (at) => at("sealed").index("accountId").count(accountId));
