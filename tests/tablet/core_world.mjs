// Tablets of one model world: a clock that only moves when told, browsers that can be killed, a server in memory.
import "fake-indexeddb/auto";
import { openCore } from "../../inspect/browser/tablet/core.js";
import { makeServer } from "./fake_server.mjs";

export const VISIT = "0190a000-0000-7000-8000-000000000001";
let worlds = 0;

const definition = (version) => ({
  id: "song", version, title: "Điểm sông",
  sections: [{ scope: "unit", items: ["a", "b", "c"].map((id) => ({ id, type: "text" })) }],
});

export const bundle = (id = VISIT, more = {}) => ({
  visit: { id, inspection_id: "i1", unit: "Xã Mẫu", title: "Buổi 1", happens_on: "2024-07-17", place: "", status: "ghi", means: ["filling"], team: [] },
  definitions: [definition(1)],
  checklists: [{ checklist: "song", version: 1, required: true }],
  site_kinds: {}, sites: [], findings: [], obligations: [], figures: [], papers: [], phones: [],
  ...more,
});

// Real ones keep Node alive; these deliver after the present turn, as browsers do.
const channels = () => {
  const open = new Set();
  return class {
    constructor(name) {
      this.name = name;
      open.add(this);
    }
    postMessage(data) {
      const copy = structuredClone(data);
      for (const other of open)
        if (other !== this && other.name === this.name) setImmediate(() => open.has(other) && other.onmessage?.({ data: copy }));
    }
    close() {
      open.delete(this);
    }
  };
};

const makeLocks = () => {
  const held = new Map();
  return {
    free: (owner) => held.forEach((by, name) => by === owner && held.delete(name)),
    of: (owner) => ({
      async request(name, options, work) {
        if (held.has(name)) return work(null);
        held.set(name, owner);
        try {
          return await work({ name });
        } finally {
          if (held.get(name) === owner) held.delete(name);
        }
      },
    }),
  };
};

export const breathe = async (turns = 1) => {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((done) => setImmediate(done));
};

export const makeWorld = (options = {}) => {
  let now = Date.parse("2024-07-17T01:00:00Z");
  worlds += 1;
  const prefix = `world-${worlds}`;
  const timers = new Map();
  let timerId = 0;
  const server = makeServer({ visits: { [VISIT]: bundle() }, now: () => now, ...options });
  const world = { server, online: true };

  world.now = () => now;
  // Runs what falls due, in order, as far as `ms` ahead.
  world.advance = async (ms) => {
    const end = now + ms;
    for (;;) {
      await breathe(10);
      const due = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      timers.delete(due[0]);
      now = Math.max(now, due[1].at);
      due[1].run();
    }
    now = end;
    await breathe(40);
  };

  world.tablet = (name, { account = null, fault = () => "ok", online = () => true, locks: withLocks = true, ...more } = {}) => {
    const locks = makeLocks();
    const tablet = { name, cookie: account, fault, online, core: null, cores: [], Channel: channels() };
    tablet.open = async (extra = {}) => {
      const life = { dead: false };
      const fetch = server.fetchFor({ cookie: () => tablet.cookie, fault: (...args) => tablet.fault(...args) });
      const never = new Promise(() => {});
      const env = {
        fetch: async (...args) => {
          if (life.dead) return never;
          const answer = fetch(...args);
          const settled = await Promise.race([answer, aborted(args[1].signal)]);
          return life.dead ? never : settled;
        },
        now: () => now + (tablet.clockOff ?? 0),
        random: () => 0.5,
        locks: withLocks ? locks.of(life) : undefined,
        BroadcastChannel: tablet.Channel,
        setTimeout: (run, ms) => {
          timerId += 1;
          timers.set(timerId, { at: now + ms, run: () => life.dead || run() });
          return timerId;
        },
        clearTimeout: (id) => timers.delete(id),
        online: () => tablet.online(),
        dbName: `${prefix}-${name}`,
        ...more,
        ...extra,
      };
      const core = await openCore(env);
      core.life = life;
      tablet.cores.push(core);
      tablet.core = core;
      return core;
    };
    // The process is gone: memory with it; what was being written is written or not.
    tablet.kill = async (core = tablet.core) => {
      core.life.dead = true;
      locks.free(core.life);
      core.bus.close();
      await core.store.close();
    };
    return tablet;
  };
  return world;
};

const aborted = (signal) =>
  new Promise((done, fail) => signal?.addEventListener("abort", () => fail(new DOMException("aborted", "AbortError"))));

// Signed in, with the visit taken along.
export const ready = async (world, name, options = {}) => {
  const account = options.account ?? world.server.accounts.get("mot") ?? world.server.addAccount("mot");
  const tablet = world.tablet(name, { ...options, account });
  const core = await tablet.open();
  const registered = await core.session.register({ label: name });
  const taken = await core.take.visit(VISIT);
  if (!registered.ok || !taken.ok) throw new Error(JSON.stringify({ registered, taken }));
  return tablet;
};

// Until nothing waits, or for two hours of the world's time.
export const settle = async (world, tablets) => {
  for (let round = 0; round < 60; round += 1) {
    for (const { core } of tablets) {
      await core.drafts.flush();
      await core.queue.poke();
    }
    await world.advance(120_000);
    const states = tablets.map(({ core }) => core.queue.state.value);
    if (states.every((state) => !state.waitingRecords && !state.waitingPhotos && !state.drafts)) return;
  }
};

export const picture = (text = "ảnh", size = 1000) => ({
  blob: new Blob([text, new Uint8Array(size)], { type: "image/jpeg" }),
  name: `${text}.jpg`, position: null, width: 4, height: 3,
});
export const PLACE = { visitId: VISIT, checklist: "song", scope: "unit", siteId: null };
export const SERVER_PLACE = `${VISIT}|song|unit|unit`;
