// The queue: it freezes drafts that nobody has touched for a moment and sends what waits, one entry at a time, as long
// as there is a network.
import { noteAssigned } from "./assigned.js";
import { isDue, pauseAfter } from "./backoff.js";
import { same } from "./canonical.js";
import { allEntries, counts, isBusy, nextEntry, readQueue } from "./entries.js";
import { freezeDue } from "./freeze.js";
import { observable } from "./observable.js";
import { problem, storageProblem } from "./problems.js";
import { openSending } from "./sending.js";
import { openTurn } from "./turn.js";

const EVERY_MS = 5000;
const CLEAN_EVERY_MS = 3_600_000;
const PULSE_EVERY_MS = 300_000;
const NOTHING = { waitingRecords: 0, waitingPhotos: 0, refused: 0, drafts: 0, sheets: 0 };

export const openQueue = (env) => {
  const { store, bus, session, clock, build = "", online = () => true, random = Math.random, clean = async () => {} } = env;
  const { setTimeout: wait = globalThis.setTimeout, clearTimeout: unwait = globalThis.clearTimeout } = env;
  // `counted`: whether the numbers have been computed yet.
  const state = observable({ counted: false, paused: false, sending: null, rest: null, login: false, elsewhere: false, ...NOTHING });
  const sending = openSending(env);
  const turn = openTurn(env);
  let paused = false;
  let current = null;
  let rest = null;
  let failures = 0;
  let elsewhere = false;
  let running = null;
  let again = false;
  let timer = null;
  let started = false;
  let pulsed = { at: -Infinity, text: "" };
  let cleanedAt = -Infinity;

  const tell = (sums) => {
    const login = session.state.value.status === "expired";
    const next = { ...state.value, paused, sending: current, rest, login, elsewhere, ...sums };
    // Screens are drawn anew for each news.
    if (!same(next, state.value)) state.set(next);
    return state.value;
  };
  const show = async () => {
    const accountId = session.accountId();
    return tell({ ...(accountId ? counts(await readQueue(store, accountId)) : NOTHING), counted: true });
  };

  // Inside a transaction over `meta`. What waits is counted after the first screen.
  const load = async (at) => {
    paused = (await at("meta").get("paused"))?.value ?? false;
    tell({});
  };

  const restFor = (known) => {
    failures += 1;
    rest = { until: clock.now() + pauseAfter(failures, random), problem: known };
  };

  const goesOn = (accountId) => !paused && session.accountId() === accountId && session.state.value.status === "ready";

  // Returns whether to continue with the next entry.
  const sendOne = async (accountId, renew) => {
    const rows = await readQueue(store, accountId);
    const entry = nextEntry(rows, clock.now());
    if (!entry) return false;
    current = entry.id;
    tell(counts(rows));
    const goOn = async () => (await renew()) && goesOn(accountId);
    const answer = await sending.send(entry, { goOn, onProgress: () => state.set({ ...state.value }) });
    current = null;
    if (answer.kind === "ok") {
      failures = 0;
      rest = null;
    }
    if (answer.kind === "retry" && answer.wide) restFor(answer.problem);
    return (answer.kind === "ok" || answer.kind === "problem" || (answer.kind === "retry" && !answer.wide)) && (await goOn());
  };

  const sendAll = async (accountId) => {
    if (rest && !isDue(rest.until, clock.now())) return;
    if (!online()) {
      rest = { until: clock.now(), problem: problem("network.none") };
      return;
    }
    rest = null;
    elsewhere = false;
    if (!isBusy(await readQueue(store, accountId))) return;
    const had = await turn(async (renew) => {
      await sending.recover(accountId);
      while (await sendOne(accountId, renew));
    });
    elsewhere = !had;
  };

  const pulse = async () => {
    const { waitingRecords: records, waitingPhotos: photos } = state.value;
    const text = `${session.tabletId()} ${records} ${photos}`;
    if (!online() || rest || elsewhere || (text === pulsed.text && !isDue(pulsed.at + PULSE_EVERY_MS, clock.now()))) return;
    const json = { waiting_records: records, waiting_photos: photos, build };
    const answer = await session.request("POST", `/tablets/${session.tabletId()}/pulse`, { json });
    if (answer.kind !== "ok") return;
    pulsed = { at: clock.now(), text };
    if (await noteAssigned(store, session.accountId(), answer.data.assigned)) state.set({ ...state.value });
  };

  const pass = async () => {
    const accountId = session.accountId();
    if (accountId) await freezeDue(env);
    await show();
    if (!accountId || !goesOn(accountId)) return;
    // After an acknowledgement the next record of its draft can be made.
    do await sendAll(accountId);
    while (!rest && goesOn(accountId) && (await freezeDue(env)));
    await show();
    if (goesOn(accountId)) await pulse();
    await show();
  };

  const tick = () => {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      try {
        do {
          again = false;
          await pass();
        } while (again);
      } catch (error) {
        // The storage failed: nothing is lost by waiting for the next pass.
        current = null;
        rest = { until: clock.now(), problem: storageProblem(error) };
        state.set({ ...state.value, sending: null, rest });
      } finally {
        running = null;
      }
      return state.value;
    })();
    return running;
  };

  const poke = () => {
    failures = 0;
    rest = null;
    session.settle();
    return tick();
  };

  const cleanSometimes = async () => {
    if (!isDue(cleanedAt + CLEAN_EVERY_MS, clock.now())) return;
    cleanedAt = clock.now();
    await clean().catch(() => {});
  };

  const round = async () => {
    await session.settle();
    await tick();
    await cleanSometimes();
    if (started) timer = wait(round, EVERY_MS);
  };

  const setPaused = async (value) => {
    paused = value;
    await store.write("meta", (at) => at("meta").put({ key: "paused", value }));
    bus.post("paused", value);
    await show();
  };

  const retryWhere = async (chosen) => {
    const accountId = session.accountId();
    if (!accountId) return;
    await store.write(["records", "photos"], async (at) => {
      for (const name of ["records", "photos"])
        for (const row of await at(name).index("accountId").getAll(accountId))
          if (chosen(row)) await at(name).put({ ...row, state: row.state === "refused" ? "waiting" : row.state, nextTryAt: 0 });
    });
    await poke();
  };

  bus.on("paused", (value, here) => {
    if (here) return;
    paused = value;
    show().catch(() => {});
  });
  bus.on("queue", () => show().catch(() => {}));
  session.state.subscribe(() => state.value.counted && show().catch(() => {}));
  return {
    state,
    load,
    count: show,
    tick,
    poke,
    start() {
      if (started) return;
      started = true;
      round();
    },
    stop() {
      started = false;
      if (timer !== null) unwait(timer);
    },
    async entries() {
      const accountId = session.accountId();
      const restUntil = rest?.until ?? 0;
      const due = (entry) => (entry.state === "waiting" ? { ...entry, nextTryAt: Math.max(entry.nextTryAt, restUntil) } : entry);
      return accountId ? allEntries(await readQueue(store, accountId)).map(due) : [];
    },
    pause: () => setPaused(true),
    async resume() {
      await setPaused(false);
      await poke();
    },
    retry: (id) => retryWhere((row) => row.id === id && (row.state === "waiting" || row.state === "refused")),
    retryAll: () => retryWhere((row) => row.state === "waiting" || row.state === "refused"),
  };
};
