// Signing in goes through the office's page: its session then gives this browser a token of its own.
const COMING = "rasoat-signing-in";
const ENDING = "rasoat-end-session";

const label = (core) => core.session.state.value.account?.label || "Máy tính bảng";

// Whether this page was opened by the sign-in page on its way back; asked once.
export const comesFromSignIn = () => {
  const coming = sessionStorage.getItem(COMING) !== null;
  sessionStorage.removeItem(COMING);
  return coming;
};

// Gives this browser its token; returns a problem or null.
export const register = async (core) => {
  const { ok, problem } = await core.session.register({ label: label(core) });
  if (ok) core.queue.poke();
  return ok ? null : problem;
};

// With a session of the office's pages at once, else by way of the sign-in page. Returns a problem or null.
export const signIn = async (core) => {
  await core.drafts.flush();
  await endSession();
  const problem = await register(core);
  if (problem?.key !== "login.required") return problem;
  sessionStorage.setItem(COMING, "1");
  location.assign(`/sign-in?next=${encodeURIComponent(`/tablet/${location.hash}`)}`);
  return null;
};

// Who signs out here must not leave the office's session behind, or the next one is let in by it. Without a network
// it is ended before anybody signs in again.
export const leaveSession = async () => {
  localStorage.setItem(ENDING, "1");
  await endSession().catch(() => {});
};

const endSession = async () => {
  if (!localStorage.getItem(ENDING)) return;
  const page = await (await fetch("/sign-in")).text();
  const token = new DOMParser().parseFromString(page, "text/html").querySelector('[name="csrf_token"]')?.value ?? "";
  await fetch("/sign-out", { method: "POST", body: new URLSearchParams({ csrf_token: token }) });
  localStorage.removeItem(ENDING);
};
