// Signing in goes through the office's page: its session then gives this browser a token of its own.
// Holds what the tablet is to be called.
const COMING = "rasoat-signing-in";
const ENDING = "rasoat-end-session";

export const NOT_REACHED = { what: "Chưa tới được máy chủ.", todo: "Kiểm tra mạng rồi bấm lại." };

const usual = (core) => core.session.state.value.account?.label || "Máy tính bảng";

const register = async (core, label) => {
  const { ok, problem } = await core.session.register({ label });
  if (ok) core.queue.poke();
  return ok ? null : problem;
};

// Where the sign-in page sent the person back to: gives this browser its token. Returns a problem or null.
export const comeBack = async (core) => {
  const label = sessionStorage.getItem(COMING);
  sessionStorage.removeItem(COMING);
  return label ? register(core, label) : null;
};

// With a session of the office's pages at once, else by way of the sign-in page. Returns a problem or null. Under a new
// `label` the tablet is called by that from then on.
export const signIn = async (core, label = usual(core)) => {
  await core.drafts.flush();
  await endSession();
  const problem = await register(core, label);
  if (problem?.key !== "login.required") return problem;
  sessionStorage.setItem(COMING, label);
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
