// Sends one entry and stores what its answer says. The answer's kind decides what the queue does next.
import { acknowledge, ACKNOWLEDGES, isOutcome } from "./acknowledge.js";
import { pauseAfter } from "./backoff.js";
import { returnToDraft } from "./claims.js";
import { sendPhoto } from "./photos-send.js";
import { problem } from "./problems.js";

export const openSending = ({ store, bus, session, clock, beforeMerge = async () => {}, random = Math.random }) => {
  const change = (name, id, changes) =>
    store.write(name, async (at) => {
      const row = await at(name).get(id);
      // The entry was sealed meanwhile: nothing of it may be written unsealed again.
      if (!row) return null;
      const next = { ...row, ...changes(row) };
      await at(name).put(next);
      return next;
    });

  const begin = (name, id) =>
    change(name, id, (row) => ({ state: "sending", attempts: row.attempts + 1, lastTryAt: clock.now() }));

  // A failure of the network says nothing about the entry: it is due as soon as there is a network.
  const putBack = (name, id, answer) =>
    change(name, id, (row) => {
      const more = name === "photos" ? { check: true, offset: answer.offset ?? row.offset } : {};
      const failures = answer.kind === "retry" && !answer.wide ? row.failures + 1 : row.failures;
      const nextTryAt = failures > row.failures ? clock.now() + pauseAfter(failures, random) : 0;
      return { ...more, state: "waiting", failures, nextTryAt, problem: answer.problem ?? row.problem };
    });

  const refuse = async (name, id, known) => {
    const row = await change(name, id, () => ({ state: "refused", problem: known, nextTryAt: 0, check: true }));
    if (name !== "records" || !row?.draftId) return;
    const draft = await change("drafts", row.draftId, (old) => ({ problem: known, rev: old.rev + 1 }));
    if (draft) bus.post("draft", { id: draft.id, rev: draft.rev, from: "server" });
  };

  const settle = async (name, id, answer) => {
    if (answer.kind === "problem") await refuse(name, id, answer.problem);
    else await putBack(name, id, answer);
    return answer;
  };

  const sendRecord = async (id) => {
    const record = await begin("records", id);
    if (!record) return { kind: "ok" };
    let answer = await session.request("PUT", `/submissions/${id}`, { json: record.body });
    if (answer.kind === "ok" && !isOutcome(answer.data, record)) answer = { kind: "retry", wide: false, problem: problem("server.unclear") };
    if (answer.kind !== "ok") return settle("records", id, answer);
    await beforeMerge();
    const rev = await store.write(ACKNOWLEDGES, (at) => acknowledge(at, id, answer.data, clock.now()));
    if (rev) bus.post("draft", { id: record.draftId, rev, from: "server" });
    return answer;
  };

  // The server has lost the record that announced the photograph (an older backup was restored): both are sent again. When
  // the record is not here any more, the draft announces the photograph in a new one.
  const announceAgain = (photo) =>
    store.write(["records", "photos", "drafts"], async (at) => {
      const record = await at("records").get(photo.recordId);
      const row = await at("photos").get(photo.id);
      if (row && !record && row.draftId) return returnToDraft(at, row);
      const failures = photo.failures + 1;
      const nextTryAt = clock.now() + pauseAfter(failures, random);
      if (row) await at("photos").put({ ...row, state: "waiting", announced: !record, offset: 0, check: true, failures, nextTryAt });
      if (record) await at("records").put({ ...record, state: "waiting", ackAt: null });
      return undefined;
    });

  const sendPicture = async (id, { goOn, onProgress }) => {
    const photo = await begin("photos", id);
    if (!photo) return { kind: "ok" };
    const blob = (await store.get("blobs", id))?.blob;
    const onOffset = async (offset) => {
      const row = await change("photos", id, () => ({ offset }));
      onProgress();
      return row !== null && (await goOn());
    };
    const answer = await sendPhoto({ photo, blob, request: session.request, onOffset });
    if (answer.kind === "unknown") {
      await announceAgain(photo);
      return { kind: "retry", wide: false };
    }
    if (answer.kind !== "stored") return settle("photos", id, answer);
    const now = clock.now();
    await change("photos", id, ({ size }) => ({ state: "sent", offset: size, ackAt: now, problem: null, failures: 0, nextTryAt: 0, check: false }));
    return { kind: "ok" };
  };

  // A tab was sending this when it died. Nobody knows how much arrived, so the server is asked.
  const recover = async (accountId) => {
    await store.write(["records", "photos"], async (at) => {
      for (const name of ["records", "photos"])
        for (const row of await at(name).index("accountId").getAll(accountId))
          if (row.state === "sending") await at(name).put({ ...row, state: "waiting", nextTryAt: 0, ...(name === "photos" ? { check: true } : {}) });
    });
  };

  return {
    recover,
    send: (entry, watch) => (entry.type === "record" ? sendRecord(entry.id) : sendPicture(entry.id, watch)),
  };
};
