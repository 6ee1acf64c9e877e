// The database on the tablet. Browsers close it when they like (iOS in the background, Android when short of memory).
// It is then opened again and the transaction repeated once, so what runs inside must be able to run twice.
import { openDB } from "idb";
import { observable } from "./observable.js";
import { problem, storageProblem } from "./problems.js";

export const OWNED = ["visits", "papers", "drafts", "records", "photos", "blobs"];

const upgrade = (db) => {
  db.createObjectStore("tablet", { keyPath: "accountId" });
  db.createObjectStore("meta", { keyPath: "key" });
  // Two members who share the tablet may both take the same visit along.
  const keys = { visits: ["accountId", "id"], papers: ["accountId", "visitId", "id"] };
  for (const name of OWNED) {
    const store = db.createObjectStore(name, { keyPath: keys[name] ?? "id" });
    store.createIndex("accountId", "accountId");
    if (name === "visits" || name === "blobs") continue;
    store.createIndex("visit", ["accountId", "visitId"]);
  }
  db.createObjectStore("sealed", { keyPath: "id" }).createIndex("accountId", "accountId");
};

// The errors with which a browser reports that it has closed the connection; Safari has its own.
const isClosed = (error) => error?.name === "InvalidStateError" || (error?.name === "UnknownError" && /connection|closing|lost/i.test(error.message));

const run = async (db, stores, mode, work) => {
  const tx = db.transaction(stores, mode, { durability: mode === "readwrite" ? "strict" : "default" });
  tx.done.catch(() => {});
  let result;
  try {
    result = await work((name) => tx.objectStore(name));
  } catch (error) {
    if (!tx.error) {
      try {
        tx.abort();
      } catch {
        // The transaction has ended by itself; its own error follows.
      }
    }
    // The failed request has the reason; the transaction only says that it was aborted.
    await tx.done.catch(() => {});
    throw tx.error ?? error;
  }
  await tx.done;
  return result;
};

export const openStore = ({ name = "rasoat" } = {}) => {
  const trouble = observable(null);
  let opening = null;
  let ended = false;
  const tell = (known) => {
    if (trouble.value?.key !== known?.key) trouble.set(known);
  };
  const lost = () => {
    opening = null;
  };
  const open = () =>
    openDB(name, 1, {
      upgrade,
      blocked: () => tell(problem("storage.blocked")),
      blocking: async (current, next, { target }) => {
        await store.beforeUpgrade().catch(() => {});
        target.close();
        lost();
        if (next !== null) tell(problem("storage.newer"));
      },
      terminated: lost,
    });
  const connect = async () => {
    if (ended) throw new DOMException("closed", "InvalidStateError");
    opening ??= open();
    const mine = opening;
    try {
      return await mine;
    } catch (error) {
      if (opening === mine) lost();
      throw error;
    }
  };
  const attempt = async (stores, mode, work) => {
    const db = await connect();
    const result = await run(db, stores, mode, work);
    tell(null);
    return result;
  };
  const transact = async (stores, mode, work) => {
    try {
      return await attempt(stores, mode, work);
    } catch (error) {
      if (!isClosed(error) || ended) return fail(error);
    }
    lost();
    return attempt(stores, mode, work).catch(fail);
  };
  const fail = (error) => {
    // A full disk and the program's own refusals are shown where they happen; every other trouble concerns all screens.
    if (error.name !== "QuotaExceededError" && !error.problem) tell(storageProblem(error));
    throw error;
  };
  const store = {
    trouble,
    // Called before this tab closes the database for a newer version: what is in memory must be written now.
    beforeUpgrade: async () => {},
    read: (stores, work) => transact([stores].flat(), "readonly", work),
    write: (stores, work) => transact([stores].flat(), "readwrite", work),
    get: (store, key) => transact([store], "readonly", (at) => at(store).get(key)),
    ofAccount: (store, accountId) => transact([store], "readonly", (at) => at(store).index("accountId").getAll(accountId)),
    ofVisit: (store, accountId, visitId) =>
      transact([store], "readonly", (at) => at(store).index("visit").getAll([accountId, visitId])),
    async close() {
      ended = true;
      const mine = opening;
      lost();
      (await mine?.catch(() => null))?.close();
    },
    // For tests: does what a browser does when it closes the connection.
    async closeConnection() {
      (await opening)?.close();
    },
  };
  return store;
};
