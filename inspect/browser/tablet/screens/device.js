// "Máy này": the name of this tablet, what is stored on it, whether its clock is right, and signing out.
import { alert, button, facts, field, fill, h, panel } from "../dom.js";
import { ask, isIn, live, problemBox, progress } from "../parts.js";
import { BUILD, install, installable, onInstallable } from "../shell.js";
import { leaveSession, NOT_REACHED, signIn } from "../sign-in.js";
import { day, number, size, when } from "../words.js";

const spacePanel = ({ usage, quota, persisted }, askPersist) =>
  panel(
    "Chỗ chứa",
    usage !== null && quota > 0 && progress("Đã dùng", usage, quota, `${size(usage)} trên ${size(quota)}`),
    usage !== null && quota > 0 && quota - usage < 200_000_000 && alert("warning", h("p", null, "Máy sắp hết chỗ. Gửi hết hàng chờ, xóa bớt ảnh và ứng dụng khác trong máy.")),
    persisted
      ? h("p", null, "Trình duyệt đã hứa không tự xóa dữ liệu của trang này.")
      : alert("warning", h("p", null, "Trình duyệt có thể tự xóa dữ liệu khi máy hết chỗ. Cài trang này vào máy, rồi xin giữ."), h("div", { class: "actions" }, button("Xin giữ dữ liệu", askPersist, { "data-key": "persist" }))),
  );

const clockPart = ({ off, skew, exampleDate }) => [
  off && alert("warning", h("p", null, `Đồng hồ của máy lệch ${number(Math.round(Math.abs(skew) / 60_000))} phút. Giờ gửi về Sở được sửa lại cho đúng; nên chỉnh đồng hồ trong phần cài đặt của máy.`)),
  exampleDate && alert("info", h("p", null, `Dữ liệu ví dụ: hôm nay được coi là ngày ${day(exampleDate)}.`)),
];

const consequence = ({ waitingRecords = 0, waitingPhotos = 0, drafts = 0, sheets = 0, refused = 0 }) => {
  const count = waitingRecords + waitingPhotos + drafts + sheets + refused;
  return [
    h("h2", null, "Đăng xuất khỏi máy này?"),
    count ? h("p", null, h("strong", null, `Còn ${count} mục chưa gửi.`), " Chúng được khóa lại trong máy và chỉ mở ra khi chính bạn đăng nhập lại trên máy này. Không ai khác xem được, và Sở chưa nhận được cho đến lúc đó.") : h("p", null, "Mọi thứ đã về Sở. Chuyến đi đã mang theo được xóa khỏi máy."),
    h("p", null, "Muốn vào lại cần có mạng."),
  ];
};

const leave = async (app, told) => {
  const { core } = app;
  await core.drafts.flush();
  if (!(await ask(consequence(await core.queue.count()), "Đăng xuất", { no: "Ở lại" }))) return;
  const { ok, problem } = await core.session.signOut();
  if (!ok) fill(told, problemBox(problem));
  else {
    await leaveSession(core);
  }
};

const memberPanel = (app, state, told) => {
  const { account, status } = state;
  if (!isIn(status)) return panel("Thành viên", h("p", null, "Chưa có ai đăng nhập trên máy này."), button("Đăng nhập", async () => fill(told, problemBox(await signIn(app.core))), { kind: "primary", disabled: !navigator.onLine, "data-key": "sign-in" }), told);
  return panel(
    "Thành viên",
    facts([["Họ tên", account.name], ["Cơ quan", account.agency], ["Tên đăng nhập", account.username], ["Đăng nhập đến", when(account.tokenUntil)], ["Giữ bản đã gửi", `${account.keepDays} ngày`]]),
    status === "expired" && alert("warning", h("p", null, "Đã hết hạn đăng nhập: vẫn ghi được, đăng nhập lại để gửi.")),
    h("div", { class: "actions" }, status === "expired" && button("Đăng nhập lại", async () => { app.notice = await signIn(app.core); app.open(); }, { kind: "primary", "data-key": "sign-in" }), button("Đăng xuất", () => leave(app, told), { kind: "outline-danger", sign: "lock", "data-key": "sign-out" })),
    told,
  );
};

const labelPanel = (app, account) => {
  const input = field("Tên gọi của máy", (id) => h("input", { class: "form-control", id, name: "label", value: account.label, maxlength: 60, autocomplete: "off" }), { help: "Sở thấy tên này, ví dụ: Máy tính bảng 2. Đổi tên cần có mạng, có thể phải đăng nhập lại." });
  const told = h("p", { role: "status" });
  const save = async (event) => {
    event.preventDefault();
    const label = input.querySelector("input").value.trim();
    if (!label) return fill(told, "Nhập tên của máy.");
    const problem = await signIn(app.core, label).catch(() => NOT_REACHED);
    return fill(told, problem ? `${problem.what} ${problem.todo}` : "Đã đổi tên.");
  };
  return panel("Tên máy", h("form", { onsubmit: save }, input, told, h("button", { class: "btn", type: "submit" }, "Đổi tên")));
};

const shellPanel = (app) => [
  panel(
    "Trang này",
    facts([["Bản", BUILD]]),
    app.useNewBuild && h("p", null, button("Có bản mới, bấm để dùng", app.useNewBuild, { kind: "primary", "data-key": "new-build" })),
    installable() ? h("p", null, "Cài vào máy để mở như một ứng dụng.") : h("p", { class: "subtitle" }, "Để cài vào máy: mở danh mục của trình duyệt, chọn “Thêm vào màn hình chính” hoặc “Cài đặt ứng dụng”."),
    installable() && button("Cài vào máy", install, { kind: "primary", sign: "download", "data-key": "install" }),
  ),
];

const content = async (app, told) => {
  const { core } = app;
  const state = core.session.state.value;
  return [
    clockPart(core.clock.state.value),
    memberPanel(app, state, told),
    spacePanel(await core.space(), () => core.askPersist()),
    shellPanel(app),
  ];
};

export const device = async (app) => {
  const told = h("div", { role: "alert" });
  const [body, stop] = await live(h("div", null), () => content(app, told), [app.core.session.state, app.core.clock.state, { subscribe: onInstallable }]);
  return { title: "Máy này", back: { words: "Chuyến đi của tôi", href: "#/" }, body: [body, isIn(app.core.session.state.value.status) && labelPanel(app, app.core.session.state.value.account)], leave: stop };
};
device.always = true;
