// A server in memory with the meaning of the API's contract: idempotent records, three-way merge, photographs resumed
// by offset. It keeps count of what must happen once. `faults` decides what the network does to each request.
import { createHash, randomUUID } from "node:crypto";
import { canonical } from "../../inspect/browser/tablet/canonical.js";
import { merge } from "../../inspect/browser/tablet/merge.js";

const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const json = (status, data, headers = {}) =>
  new Response(data === null ? null : JSON.stringify(data), {
    status,
    headers: { "Rasoat-Api": "1", "Content-Type": "application/json", ...headers },
  });
const refuse = (status, key, reasons = [], headers = {}) =>
  json(status, { number: status, key, what: `Không được: ${key}`, todo: "Xem lại.", reasons }, headers);

export const PORTAL = () => new Response("<html>Xin chào, mời đăng nhập wifi</html>", { status: 200, headers: { "Content-Type": "text/html" } });

// What may happen to a request on its way. `done` handles it at the server.
const NETWORK = {
  ok: (done) => done(),
  lost: () => Promise.reject(new TypeError("Failed to fetch")),
  lostAnswer: async (done) => {
    await done();
    throw new TypeError("Failed to fetch");
  },
  error: async () => refuse(500, "server"),
  errorAfterCommit: async (done) => {
    await done();
    return refuse(500, "server");
  },
  portal: async () => PORTAL(),
  redirect: async () => ({ type: "opaqueredirect", status: 0, headers: new Headers() }),
  proxy: async () => new Response("<h1>502</h1>", { status: 502 }),
  forbiddenByPortal: async () => new Response("{}", { status: 403 }),
};

export const FAULTS = Object.keys(NETWORK);

export const makeServer = ({ visits = {}, keepDays = 7, now = Date.now } = {}) => {
  const server = {
    accounts: new Map(), tablets: new Map(), submissions: new Map(), photos: new Map(), responses: new Map(),
    sites: new Map(), dangers: new Map(), observations: new Map(), verdicts: new Map(), conflicts: [], takings: [], pulses: [], assigned: undefined,
    visits: new Map(Object.entries(visits)), papers: new Map(), open: new Set(Object.keys(visits)),
    requests: 0, exampleDate: null, refuseRecord: () => null, log: [],
  };

  const answered = (id) => {
    const response = server.responses.get(id);
    return response.revisions[response.revisions.length - 1];
  };
  const photoState = ({ id, state, bytes, size }) => ({ id, state, offset: bytes.length, size });

  const announce = (submission, body) => {
    const states = {};
    for (const photo of body.photos) {
      if (!server.photos.has(photo.id))
        server.photos.set(photo.id, { ...photo, submission, state: "expected", bytes: Buffer.alloc(0), storedTimes: 0 });
      const { state, offset } = photoState(server.photos.get(photo.id));
      states[photo.id] = { state, offset };
    }
    return states;
  };

  const receiveResponse = (id, { visit_id: visit, content }) => {
    const place = `${visit}|${content.checklist}|${content.scope}|${content.site_id ?? "unit"}`;
    if (!server.responses.has(place)) server.responses.set(place, { revisions: [{}] });
    const { revisions } = server.responses.get(place);
    const theirs = revisions[revisions.length - 1];
    const base = revisions[content.based_on] ?? {};
    const { answers, conflicts } = merge(base, theirs, content.answers);
    if (canonical(answers) !== canonical(theirs)) revisions.push(answers);
    for (const conflict of conflicts) server.conflicts.push({ ...conflict, place, submission: id });
    const alone = revisions[content.based_on] && canonical(theirs) === canonical(base);
    const outcome = conflicts.length ? "conflict" : alone ? "applied" : "merged";
    return { outcome, revision: revisions.length - 1, answers, conflicts: conflicts.map(({ item }) => item) };
  };

  const receiveOther = (id, { kind, content }) => {
    const [store, key] = { site: ["sites", content.id], danger: ["dangers", id], observation: ["observations", id], verdict: ["verdicts", id] }[kind];
    if (server[store].has(key)) throw new Error(`${kind} stored twice`);
    server[store].set(key, content);
    return { outcome: "applied", revision: null, answers: null, conflicts: [] };
  };

  const receive = (id, body) => {
    const digest = sha256(canonical(body));
    const known = server.submissions.get(id);
    if (known && known.digest !== digest) return refuse(409, "submission.differs");
    if (known) return json(200, { ...known.answer, repeated: true, photos: announce(id, body) });
    const refused = server.refuseRecord(body);
    if (refused) return refuse(422, refused.key, refused.reasons);
    const { site_id: site } = body.content;
    if (body.kind === "response" && site && !server.sites.has(site)) return refuse(404, "not_found");
    const photos = announce(id, body);
    const late = !server.open.has(body.visit_id) && body.kind !== "danger";
    const reason = { key: "visit.not_open", what: "Buổi làm việc không mở.", todo: "", reasons: [] };
    const came = late
      ? { outcome: "quarantined", revision: null, answers: null, conflicts: [], reason }
      : { reason: null, ...(body.kind === "response" ? receiveResponse(id, body) : receiveOther(id, body)) };
    const answer = { id, repeated: false, photos, ...came };
    server.submissions.set(id, { digest, answer, body });
    return json(201, answer);
  };

  const patchPhoto = (photo, offset, piece) => {
    if (photo.state === "stored") return json(200, photoState(photo));
    if (offset !== photo.bytes.length)
      return refuse(409, "photo.offset", [], { "Upload-Offset": String(photo.bytes.length) });
    photo.bytes = Buffer.concat([photo.bytes, piece]);
    if (photo.bytes.length < photo.size) return json(200, photoState(photo));
    if (sha256(photo.bytes) !== photo.sha256) {
      photo.bytes = Buffer.alloc(0);
      return refuse(422, "photo.hash_differs");
    }
    if (photo.notAPicture) return refuse(415, "photo.not_a_picture");
    photo.state = "stored";
    photo.storedTimes += 1;
    return json(200, photoState(photo));
  };

  const me = (account, tablet) =>
    json(200, {
      account: { id: account.id, username: account.username, name: account.name, agency: "Phòng mẫu", role: "officer" },
      server_time: new Date(server.time()).toISOString(), example_date: server.exampleDate,
      tablet: tablet ? { id: tablet.id, label: tablet.label, cut_off: false } : null, keep_days: keepDays, photo_limit_mb: 20, build: "b1",
    });

  const register = (id, account, { label }) => {
    const known = server.tablets.get(id);
    if (known && known.account !== account) return refuse(409, "tablet.other_account");
    if (known?.cutOff) return refuse(403, "tablet.cut_off");
    const lockKey = known?.lockKey ?? createHash("sha256").update(`key ${id}`).digest("base64");
    const tablet = { id, account, label, lockKey, token: `rst_${id}_${randomUUID()}`, cutOff: false };
    server.tablets.set(id, tablet);
    return json(200, { id, label, token: tablet.token, token_until: new Date(server.time() + 30 * 86_400_000).toISOString(), lock_key: lockKey, keep_days: keepDays, photo_limit_mb: 20 });
  };

  const bundleOf = (id, headers) => {
    const visit = server.visits.get(id);
    if (!visit) return refuse(404, "not_found");
    const responses = [...server.responses].filter(([place]) => place.startsWith(`${id}|`)).map(([place, { revisions }]) => {
      const [, checklist, scope, site] = place.split("|");
      return { checklist, version: 1, scope, site_id: site === "unit" ? null : site, revision: revisions.length - 1, answers: answered(place), files: {} };
    });
    const bundle = { ...visit, responses, example_date: server.exampleDate };
    const etag = sha256(canonical(bundle)).slice(0, 16);
    if (headers.get("If-None-Match") === `"${etag}"`) return new Response(null, { status: 304, headers: { "Rasoat-Api": "1" } });
    return json(200, { ...bundle, server_time: new Date(server.time()).toISOString(), etag }, { ETag: `"${etag}"` });
  };

  const trips = () =>
    json(200, {
      trips: [...server.visits.values()].map(({ visit }) => ({
        visit_id: visit.id, inspection_id: visit.inspection_id, unit: visit.unit, title: visit.title, happens_on: visit.happens_on,
        place: visit.place, status: visit.status, status_title: "", means: visit.means, duty: "member", taken: false,
      })),
    });

  const routes = (method, path, request) => {
    const [, name, id, more] = path.split("/");
    const { account, tablet, body, headers } = request;
    const key = `${method} ${name}${more ? `/${more}` : ""}`;
    const table = {
      "GET me": () => me(account, tablet),
      "PUT tablets": () => (tablet ? refuse(403, "forbidden") : register(id, account, JSON.parse(body))),
      "POST tablets/end": () => {
        const known = server.tablets.get(id);
        if (known && sha256(known.token.split("_")[2]) === JSON.parse(body).digest) known.token = "";
        return json(204, null);
      },
      "POST tablets/pulse": () => {
        server.pulses.push({ tablet: id, ...JSON.parse(body) });
        return json(200, { server_time: new Date(server.time()).toISOString(), cut_off: false, keep_days: keepDays, assigned: server.assigned });
      },
      "GET trips": trips,
      "GET visits/bundle": () => bundleOf(id, headers),
      "PUT visits/taking": () => {
        server.takings.push({ visit: id, tablet: tablet.id, ...JSON.parse(body) });
        return json(204, null);
      },
      "GET files": () => new Response(server.papers.get(id), { headers: { "Rasoat-Api": "1", "Content-Length": String(server.papers.get(id).length) } }),
      "GET files/small": () => new Response(server.papers.get(id), { headers: { "Rasoat-Api": "1", "Content-Length": String(server.papers.get(id).length) } }),
      "PUT submissions": () => receive(id, JSON.parse(body)),
      "GET photos": () => (server.photos.has(id) ? json(200, photoState(server.photos.get(id))) : refuse(404, "not_found")),
      "PATCH photos": () =>
        server.photos.has(id) ? patchPhoto(server.photos.get(id), Number(headers.get("Upload-Offset")), Buffer.from(body)) : refuse(404, "not_found"),
    };
    return table[key] ? table[key]() : refuse(404, "not_found");
  };

  // Bearer or session; a session may write only with its own header.
  const identify = (init, cookie, path) => {
    const headers = new Headers(init.headers);
    const bearer = headers.get("Authorization")?.slice("Bearer ".length);
    const tablet = bearer ? [...server.tablets.values()].find(({ token }) => token && token === bearer) : null;
    if (bearer && !tablet) return { refused: refuse(401, "login.required") };
    if (tablet?.cutOff) return { refused: refuse(403, "tablet.cut_off") };
    if (!tablet && !cookie && !path.endsWith("/end")) return { refused: refuse(401, "login.required") };
    if (!tablet && init.method !== "GET" && headers.get("X-Rasoat") !== "1") return { refused: refuse(403, "forbidden") };
    return { tablet, account: tablet ? tablet.account : cookie, body: init.body, headers };
  };

  const handle = (url, init, cookie) => {
    const path = url.replace("/api/v1", "");
    server.log.push(`${init.method} ${path.split("/")[1]}`);
    const request = identify(init, cookie, path);
    return request.refused ?? routes(init.method, path, request);
  };

  server.time = now;
  server.addAccount = (username) => {
    const account = { id: randomUUID(), username, name: `Người ${username}` };
    server.accounts.set(username, account);
    return account;
  };
  // A browser's fetch. `cookie()` is the account signed in at the desk's page, or null; `fault()` names a fault.
  server.fetchFor = ({ cookie = () => null, fault = () => "ok" } = {}) => async (url, init) => {
    server.requests += 1;
    if (init.signal?.aborted) throw new DOMException("aborted", "AbortError");
    return NETWORK[fault(url, init)](async () => handle(url, init, cookie()));
  };
  server.answers = (place) => answered(place);
  return server;
};
