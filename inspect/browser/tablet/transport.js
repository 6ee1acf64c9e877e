// One request to the server's API, and what its answer means. Never throws: the answer's `kind` is
//   ok       - the server did it; `data`
//   problem  - the server refuses it for what it says (4xx); `problem`
//   login    - nobody is signed in, or no longer
//   cut_off  - this tablet was cut off
//   retry    - nothing is known: no network, a portal's page, an error; `wide`: it concerns all requests, not this one
// What lacks the header Rasoat-Api does not come from the server, whatever it says and with whatever status.
import { problem } from "./problems.js";

export const TIMEOUT_MS = 20_000;
const AGAIN = new Set([408, 425, 429, 502, 503, 504]);

const retry = (key, wide, more = {}) => ({ kind: "retry", wide, problem: problem(key), ...more });

const refusal = (data) => ({
  ...problem("server.refused"),
  ...(data && typeof data.what === "string" ? data : {}),
  reasons: Array.isArray(data?.reasons) ? data.reasons : [],
});

const parse = (text) => {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const meaning = (response, data) => {
  const { status, headers } = response;
  const more = { status, headers, data };
  if (data === undefined) return retry("server.unclear", false, more);
  if (status === 401) return { kind: "login", problem: problem("login.required"), ...more };
  if (status === 403 && data?.key === "tablet.cut_off") return { kind: "cut_off", problem: refusal(data), ...more };
  if (AGAIN.has(status)) return retry("server.busy", true, more);
  if (status >= 500) return retry("server.error", false, more);
  if (status >= 400) return { kind: "problem", problem: refusal(data), ...more };
  if (status >= 200 && status < 300) return { kind: "ok", ...more };
  return status === 304 ? { kind: "ok", ...more } : retry("server.unclear", false, more);
};

export const fromServer = (response) => response.type !== "opaqueredirect" && response.headers.get("Rasoat-Api") === "1";

const init = ({ method, token, json, body, headers, clock, signal }) => ({
  method,
  signal,
  cache: "no-store",
  // A captive portal answers with a redirect; the API never does.
  redirect: "manual",
  credentials: token ? "omit" : "same-origin",
  body: json === undefined ? body : typeof json === "string" ? json : JSON.stringify(json),
  headers: {
    Accept: "application/json",
    "Rasoat-Clock": clock.iso(),
    ...(token ? { Authorization: `Bearer ${token}` } : { "X-Rasoat": "1" }),
    ...(json === undefined ? {} : { "Content-Type": "application/json" }),
    ...headers,
  },
});

export const openTransport = (env) => {
  const { clock, api = "/api/v1", fetch = (...args) => globalThis.fetch(...args), online = () => true } = env;
  const { setTimeout: wait = globalThis.setTimeout, clearTimeout: unwait = globalThis.clearTimeout } = env;

  // `read(response, heard)` reads the body; `heard()` restarts the timeout while bytes still arrive.
  const exchange = async (method, path, options, read) => {
    if (!online()) return retry("network.none", true);
    const controller = new AbortController();
    const abort = () => controller.abort();
    const { timeout = TIMEOUT_MS, signal } = options;
    let timer = wait(abort, timeout);
    const heard = () => {
      unwait(timer);
      timer = wait(abort, timeout);
    };
    signal?.addEventListener("abort", abort);
    try {
      const url = path.startsWith("/api/") ? path : `${api}${path}`;
      const response = await fetch(url, init({ ...options, method, clock, signal: controller.signal }));
      if (!fromServer(response)) return retry("network.captive", true, { status: response.status });
      return await read(response, heard);
    } catch {
      return retry(controller.signal.aborted ? "network.slow" : "network.unreachable", true);
    } finally {
      unwait(timer);
      signal?.removeEventListener("abort", abort);
    }
  };

  const request = (method, path, options = {}) => {
    const asked = clock.now();
    return exchange(method, path, options, async (response) => {
      const data = parse(await response.text());
      if (data && typeof data === "object") await clock.note(data, asked, clock.now());
      return meaning(response, data);
    });
  };

  // A large body, with `onBytes(bytes so far, total or null)`; `data` is a Blob.
  const download = (path, { onBytes = () => {}, ...options } = {}) =>
    exchange("GET", path, options, async (response, heard) => {
      if (response.status !== 200) return meaning(response, parse(await response.text()));
      // A compressed body's Content-Length is not the number of bytes that will be read.
      const length = response.headers.get("Content-Encoding") ? null : Number(response.headers.get("Content-Length")) || null;
      const parts = [];
      let bytes = 0;
      for (let reader = response.body.getReader(), step = await reader.read(); !step.done; step = await reader.read()) {
        heard();
        parts.push(step.value);
        bytes += step.value.byteLength;
        onBytes(bytes, length);
      }
      if (length !== null && bytes !== length) return retry("network.unreachable", true);
      const type = response.headers.get("Content-Type") ?? "application/octet-stream";
      return { kind: "ok", status: 200, headers: response.headers, data: new Blob(parts, { type }) };
    });

  return { request, download };
};
