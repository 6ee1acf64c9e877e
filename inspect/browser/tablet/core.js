// Connects the parts of the tablet's core. See CORE.md.
import { openBus } from "./bus.js";
import { clean } from "./clean.js";
import { openClock } from "./clock.js";
import { openStore } from "./db.js";
import { openDrafts } from "./drafts.js";
import { exportFile } from "./export.js";
import { freezeDraft } from "./freeze.js";
import { openPictures } from "./pictures.js";
import { openQueue } from "./queue.js";
import { openRecords } from "./records.js";
import { openSession } from "./session.js";
import { openTake } from "./take.js";
import { openTransport } from "./transport.js";
import { openVisits } from "./visits.js";

const PATIENCE_MS = 3000;

const browser = () => ({
  locks: globalThis.navigator?.locks,
  storage: globalThis.navigator?.storage,
  online: () => globalThis.navigator?.onLine !== false,
});

const space = async (storage) => {
  const { usage = null, quota = null } = (await storage?.estimate?.().catch(() => null)) ?? {};
  return { usage, quota, persisted: (await storage?.persisted?.().catch(() => null)) ?? null };
};

// When the database cannot be opened, or another tab blocks it, `store.trouble` says so. The page must therefore exist
// to show it.
const opened = async ({ store, clock, session, queue, setTimeout: wait = globalThis.setTimeout, clearTimeout: unwait = globalThis.clearTimeout }) => {
  const load = async () => {
    // One transaction reads all of this: on a slow tablet a transaction costs more than what is read in it.
    const [rows] = await store.read(["meta", "tablet", "sealed"], (at) => Promise.all([session.load(at), clock.load(at), queue.load(at)]));
    await session.finish(rows);
  };
  let timer;
  const enough = new Promise((done) => {
    timer = wait(done, PATIENCE_MS);
  });
  await Promise.race([load().catch(() => {}), enough]);
  unwait(timer);
};

export const openCore = async (given = {}) => {
  const env = { ...browser(), ...given };
  env.store = openStore({ name: env.dbName });
  env.bus = openBus({ BroadcastChannel: env.BroadcastChannel, name: env.dbName });
  env.clock = openClock(env);
  env.transport = openTransport(env);
  env.session = openSession(env);
  env.drafts = openDrafts(env);
  env.visits = openVisits(env);
  env.records = openRecords(env);
  env.pictures = openPictures({ ...env, inMemory: env.drafts.pending });
  env.take = openTake({ ...env, beforeRenewal: env.drafts.flush });
  env.queue = openQueue({ ...env, beforeMerge: env.drafts.flush, clean: () => clean(env) });
  env.store.beforeUpgrade = env.drafts.flush;
  env.session.hooks.beforeLock = env.drafts.flush;
  env.drafts.hooks.freeze = (id) => freezeDraft(env, id);
  const { store, bus, clock, transport, session, visits, take, drafts, pictures, records, queue, storage } = env;
  await opened(env);
  return {
    store, bus, clock, transport, session, visits, take, drafts, pictures, records, queue,
    exportFile: () => exportFile(env),
    clean: () => clean(env),
    space: () => space(storage),
    askPersist: async () => (await storage?.persist?.().catch(() => false)) ?? false,
    async close() {
      queue.stop();
      await drafts.flush();
      drafts.abandon();
      bus.close();
      await store.close();
    },
  };
};
