// Sends one photograph in pieces, continuing where the server's copy ends. After any doubt the server is asked first.
import { sha256 } from "./canonical.js";
import { problem } from "./problems.js";

export const PIECE_BYTES = 256 * 1024;
const PIECE_TIMEOUT_MS = 60_000;
const TRIES = 5;

const refused = (known) => ({ kind: "problem", problem: known });
const unclear = () => ({ kind: "retry", wide: false, problem: problem("server.unclear") });
const isState = (data, photo) =>
  data?.id === photo.id && Number.isInteger(data.offset) && data.offset >= 0 && data.offset <= photo.size;

// The server threw the incomplete file away. The bytes here are whole and are sent again from the start, but not for
// ever.
const differs = async (photo, blob, answer) => {
  if ((await sha256(blob)) !== photo.sha256) return refused(problem("photo.broken"));
  if (photo.failures + 1 >= TRIES) return answer;
  return { kind: "retry", wide: false, problem: answer.problem, offset: 0 };
};

// → {kind: "stored"} | {kind: "unknown"} (its record must be sent again) | a transport's answer of another kind, with
// `offset` when it is known. `onOffset(bytes)` follows each piece; false from it stops.
export const sendPhoto = async ({ photo, blob, request, onOffset }) => {
  if (!blob) return refused(problem("photo.lost"));
  const path = `/photos/${photo.id}`;
  let { offset } = photo;
  let wrong = 0;
  const ask = async () => {
    const answer = await request("GET", path);
    if (answer.problem?.key === "not_found") return { kind: "unknown" };
    if (answer.kind !== "ok") return answer;
    if (!isState(answer.data, photo)) return unclear();
    offset = answer.data.offset;
    return answer.data.state === "stored" ? { kind: "stored" } : null;
  };
  const piece = async () => {
    const body = await blob.slice(offset, offset + PIECE_BYTES).arrayBuffer();
    const headers = { "Upload-Offset": String(offset), "Content-Type": "application/octet-stream" };
    const answer = await request("PATCH", path, { body, headers, timeout: PIECE_TIMEOUT_MS });
    if (answer.problem?.key === "photo.offset" && (wrong += 1) < TRIES) return ask();
    if (answer.problem?.key === "photo.hash_differs") return differs(photo, blob, answer);
    if (answer.problem?.key === "not_found") return { kind: "unknown" };
    if (answer.kind !== "ok") return { ...answer, offset };
    const stored = answer.data?.state === "stored";
    // A server that takes a piece and reports no progress would be sent the same piece for ever.
    if (!isState(answer.data, photo) || (!stored && answer.data.offset === offset)) return unclear();
    offset = answer.data.offset;
    return stored ? { kind: "stored" } : null;
  };
  let end = photo.check ? await ask() : null;
  while (end === null) {
    end = await piece();
    if (end === null && !(await onOffset(offset))) end = { kind: "stopped", offset };
  }
  return end;
};
