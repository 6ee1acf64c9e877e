// Who works on this tablet. While somebody is signed in, the token and the key that seals unsent work are stored here.
import { newId } from "./ids.js";
import { observable } from "./observable.js";
import { failure, problem, storageProblem } from "./problems.js";
import { countSealed, sealAccount, unsealAccount } from "./sealing.js";

const GRACE_MS = 300;
const WHO = ["meta", "tablet", "sealed"];

// While work is being sealed or opened, a part of it is in neither place: nobody may write.
const isOpen = (row) => Boolean(row?.signedIn) && !row.leaving && !row.opening && !row.cutOff;

const statusOf = (row) => {
  if (!row) return "none";
  if (row.cutOff) return "cut_off";
  if (!isOpen(row)) return "signed_out";
  return row.tokenExpired ? "expired" : "ready";
};

const shown = (row) => {
  if (!row) return null;
  const { accountId, tabletId, username, name, agency, role, label, keepDays, tokenUntil } = row;
  return { accountId, tabletId, username, name, agency, role, label, keepDays, tokenUntil };
};

// Call it inside a transaction over `tablet`. Nothing may be written for a member whose work is sealed.
export const guard = async (at, accountId) => {
  const row = accountId && (await at("tablet").get(accountId));
  if (!isOpen(row)) throw failure(problem(row?.cutOff ? "tablet.cut_off" : "session.locked"));
};

export const openSession = (env) => {
  const { store, bus, transport, clock, build = "", userAgent = globalThis.navigator?.userAgent ?? "" } = env;
  const { setTimeout: wait = globalThis.setTimeout } = env;
  const state = observable({ status: "none", account: null, sealed: 0 });
  let current = null;
  let owing = false;

  // Call it inside a transaction over WHO.
  const load = async (at) => {
    const [meta, rows] = await Promise.all([at("meta").get("account"), at("tablet").getAll()]);
    const row = rows.find(({ accountId }) => accountId === meta?.accountId);
    const sealed = row ? await at("sealed").index("accountId").count(row.accountId) : 0;
    current = row ?? null;
    owing = rows.some(({ ending }) => ending);
    state.set({ status: statusOf(row), account: shown(row), sealed });
    return rows;
  };
  const read = () => store.read(WHO, load);
  const changed = async () => {
    await read();
    bus.post("session", null);
  };
  const change = (accountId, changes) =>
    store.write("tablet", async (at) => {
      const row = await at("tablet").get(accountId);
      if (row) await at("tablet").put({ ...row, ...changes });
    });

  // The core sets this: what must be written or stopped before a member's work is sealed.
  const hooks = { beforeLock: async () => {} };
  const letOthersWrite = async () => {
    bus.post("leaving", null);
    await hooks.beforeLock();
    await new Promise((done) => wait(done, GRACE_MS));
  };

  const lockUp = async (accountId, changes, leaving) => {
    await letOthersWrite();
    await change(accountId, { ...changes, leaving });
    await changed();
    await sealAccount(store, accountId, changes);
    await changed();
  };

  const unlock = async (row) => {
    const failed = await unsealAccount(store, row.accountId, row.lockKey);
    await change(row.accountId, { opening: false });
    await changed();
    return failed;
  };

  const leave = async (row) => {
    try {
      await lockUp(row.accountId, {}, "signed_out");
      return { ok: true };
    } catch (error) {
      // Sealing was interrupted; the next start tries the rest again.
      await change(row.accountId, { leaving: "", opening: true })
        .then(() => unlock(row))
        .catch(() => {});
      return { ok: false, problem: error.problem ?? problem("lock.failed") };
    }
  };

  const finishWhatWasCutShort = async (row) => {
    if (row.leaving) await sealAccount(store, row.accountId, {});
    else if (row.opening) await unlock(row);
  };

  const finish = async (rows) => {
    const cut = rows.filter((row) => row.leaving || row.opening);
    for (const row of cut) await finishWhatWasCutShort(row).catch(() => {});
    if (cut.length) await read();
  };

  const put = (tabletId, label) =>
    transport.request("PUT", `/tablets/${tabletId}`, { json: { label, user_agent: userAgent.slice(0, 1000), build } });

  const register = async ({ label = "" } = {}) => {
    const me = await transport.request("GET", "/me");
    if (me.kind !== "ok") return { ok: false, problem: me.problem };
    const { account } = me.data;
    const known = await store.get("tablet", account.id);
    if (current?.signedIn && current.accountId !== account.id) {
      const left = await leave(current);
      if (!left.ok) return left;
    }
    let tabletId = known?.tabletId ?? newId(clock.now);
    let given = await put(tabletId, label || known?.label || "");
    if (given.problem?.key === "tablet.other_account") {
      tabletId = newId(clock.now);
      given = await put(tabletId, label);
    }
    if (given.kind !== "ok") return { ok: false, problem: given.problem };
    return enter(account, tabletId, given.data);
  };

  const enter = async (account, tabletId, given) => {
    const { id: accountId, username, name, agency, role } = account;
    const { token, token_until: tokenUntil, lock_key: lockKey, keep_days: keepDays, photo_limit_mb: photoLimitMb, label } = given;
    const row = { accountId, tabletId, username, name, agency, role, label, token, tokenUntil, lockKey, keepDays, photoLimitMb };
    try {
      await store.write(["tablet", "meta"], async (at) => {
        await at("tablet").put({ ...row, cutOff: false, signedIn: true, tokenExpired: false, leaving: "", opening: true });
        await at("meta").put({ key: "account", accountId });
      });
      const failed = await unlock(row);
      return failed ? { ok: true, problem: problem("lock.wrong_key") } : { ok: true };
    } catch (error) {
      return { ok: false, problem: storageProblem(error) };
    }
  };

  const signOut = async () => {
    const row = current;
    if (!row?.signedIn) return { ok: true };
    const left = await leave(row);
    await settle();
    return left;
  };

  // Ends, on the server, the tokens of those who signed out here; without a network it is tried again later. A token
  // that the server does not know, or that a newer one replaced, has ended already. Never rejects.
  const settle = async () => {
    if (!owing) return;
    const rows = await store.read("tablet", (at) => at("tablet").getAll()).catch(() => []);
    for (const { accountId, tabletId, ending } of rows.filter((row) => row.ending)) {
      const answer = await transport.request("POST", `/tablets/${tabletId}/end`, { json: { digest: ending }, timeout: 5000 });
      if (answer.kind === "ok" || answer.kind === "problem") await settled(accountId, ending).catch(() => {});
    }
    await read().catch(() => {});
  };
  const settled = (accountId, ending) =>
    store.write("tablet", async (at) => {
      const row = await at("tablet").get(accountId);
      if (row?.ending === ending) await at("tablet").put({ ...row, ending: "" });
    });

  // 401 and 403 of an answer to `token`; a newer token may have been given meanwhile.
  const heard = async (answer, token) => {
    if (answer.kind !== "login" && answer.kind !== "cut_off") return;
    const row = current && (await store.get("tablet", current.accountId));
    if (!row || row.token !== token) return;
    if (answer.kind === "login") {
      await change(row.accountId, { tokenExpired: true });
      await changed();
      return;
    }
    // This holds even when sealing fails half-way: the flags prevent every write, and the next start continues.
    await lockUp(row.accountId, { cutOff: true }, "cut_off").catch(() => {});
  };

  // A request in the member's name.
  const request = async (method, path, options = {}) => {
    const token = current?.token ?? "";
    if (!token || statusOf(current) !== "ready") return { kind: "login", problem: problem("login.required") };
    const answer = await (options.blob ? transport.download(path, { ...options, token }) : transport.request(method, path, { ...options, token }));
    await heard(answer, token);
    return answer;
  };

  const refresh = async () => {
    const answer = await request("GET", "/me");
    if (answer.kind !== "ok") return { ok: false, problem: answer.problem };
    const { account, keep_days: keepDays, photo_limit_mb: photoLimitMb, tablet } = answer.data;
    const changes = { username: account.username, name: account.name, agency: account.agency, role: account.role, keepDays, photoLimitMb };
    await change(current.accountId, { ...changes, ...(tablet ? { label: tablet.label } : {}) });
    await changed();
    return { ok: true };
  };

  const members = async () => {
    const rows = await store.read("tablet", (at) => at("tablet").getAll());
    return Promise.all(
      rows.map(async (row) => ({ ...shown(row), status: statusOf(row), sealed: await countSealed(store, row.accountId) })),
    );
  };

  bus.on("session", (data, here) => here || read().catch(() => {}));
  bus.on("leaving", (data, here) => here || hooks.beforeLock().catch(() => {}));
  return {
    state,
    hooks,
    load,
    finish,
    register,
    refresh,
    signOut,
    settle,
    members,
    request,
    accountId: () => (isOpen(current) ? current.accountId : null),
    tabletId: () => current?.tabletId,
    keepDays: () => current?.keepDays ?? 7,
    photoLimitMb: () => current?.photoLimitMb ?? 20,
  };
};
