// Changes a site that was added on this tablet before the server has received it. The site keeps its id, because drafts
// refer to it.
import { canonical } from "./canonical.js";
import { newId } from "./ids.js";
import { failure, problem, storageProblem } from "./problems.js";
import { guard } from "./session.js";

// Whether the record may still be replaced: the server refused it, or no part of it ever left the tablet.
export const changeable = (row) => row.state === "refused" || (row.state === "waiting" && row.attempts === 0 && !row.exportedAt);

const rewritten = (row, content, now) => {
  const body = JSON.parse(row.body);
  const changed = { ...body, content: { ...body.content, ...content } };
  // The server may have stored a record that it refused: other content must not be sent under the same id.
  return { ...row, id: newId(() => now), body: canonical(changed), state: "waiting", attempts: 0, failures: 0, nextTryAt: 0, problem: null };
};

// Rejects with an Error that has a `.problem`, as the records of the core do.
export const changeSite = async ({ store, bus, clock, session }, recordId, content) => {
  const inside = async (at) => {
    const row = await at("records").get(recordId);
    await guard(at, session.accountId());
    if (!row || row.accountId !== session.accountId() || !changeable(row)) throw failure(problem("record.kept"));
    await at("records").delete(recordId);
    await at("records").put(rewritten(row, content, clock.now()));
  };
  await store.write(["tablet", "records"], inside).catch((error) => {
    throw failure(storageProblem(error));
  });
  bus.post("queue", null);
};
