// Signing in uses the office's sign-in page: its session then gets a token for this browser. The name that the tablet
// will have is kept here meanwhile.
const COMING = "rasoat-signing-in";
const ENDING = "rasoat-end-session";

export const NOT_REACHED = { what: "Chưa tới được máy chủ.", todo: "Kiểm tra mạng rồi bấm lại." };

const usual = (core) => core.session.state.value.account?.label || "Máy tính bảng";

const register = async (core, label) => {
  const { ok, problem } = await core.session.register({ label });
  if (ok) core.queue.poke();
  return ok ? null : problem;
};

// The address to which the sign-in page returns: it gives this browser its token. Returns a problem or null.
export const comeBack = async (core) => {
  const label = sessionStorage.getItem(COMING);
  sessionStorage.removeItem(COMING);
  return label ? register(core, label) : null;
};

// Signs in at once if there is a session of the office's pages, or else through the sign-in page. Returns a problem or
// null. A new `label` becomes the name of the tablet.
export const signIn = async (core, label = usual(core)) => {
  await core.drafts.flush();
  if (!(await endSession(core))) return NOT_REACHED;
  const problem = await register(core, label);
  if (problem?.key !== "login.required") return problem;
  sessionStorage.setItem(COMING, label);
  location.assign(`/sign-in?next=${encodeURIComponent(`/tablet/${location.hash}`)}`);
  return null;
};

// Signing out here must also end the office's session, because the next person could otherwise get in with it. Without
// a network it is ended later: when there is one, and at the latest before anybody signs in again.
export const leaveSession = async (core) => {
  localStorage.setItem(ENDING, "1");
  await endSession(core);
};

// Returns whether no session is left to end. The answer of a hotel's network ends none.
export const endSession = async (core) => {
  if (!localStorage.getItem(ENDING)) return true;
  const { kind } = await core.transport.request("DELETE", "/session", { timeout: 5000 });
  const ended = kind === "ok" || kind === "login";
  if (ended) localStorage.removeItem(ENDING);
  return ended;
};
