// Nobody may work here now: nobody has signed in, the member signed out, or the department cut this tablet off.
import { alert, button, fill, h, panel } from "../dom.js";
import { problemBox } from "../parts.js";
import { NOT_REACHED, signIn } from "../sign-in.js";

const TITLES = { none: "Rà Soát trên máy tính bảng", signed_out: "Đã đăng xuất", cut_off: "Máy này đã bị ngắt" };

const words = {
  none: () => h("p", null, "Mang bảng kiểm theo, ghi tại chỗ khi không có mạng, gửi về Sở khi có mạng. Lần đầu cần có mạng để đăng nhập."),
  signed_out: () => h("p", null, "Đăng nhập để làm việc trên máy này. Cần có mạng."),
  cut_off: () => alert("danger", h("p", null, h("strong", null, "Sở đã ngắt máy này.")), h("p", null, "Dữ liệu trong máy đã được khóa. Gọi cho Sở; khi Sở nối lại, đăng nhập để mở ra và gửi tiếp.")),
};

const sealed = (members) =>
  members.length > 0 &&
  panel(
    "Đang khóa trong máy",
    h("ul", { class: "rows" }, members.map((one) => h("li", null, h("div", { class: "row" }, h("span", { class: "row-text" }, h("span", { class: "row-title" }, one.name), h("span", { class: "row-note" }, "Còn việc chưa gửi; chỉ mở ra khi người này đăng nhập lại.")))))),
  );

export const locked = async (app) => {
  const { core } = app;
  const { status } = core.session.state.value;
  const told = h("div", { role: "alert" });
  const enter = async (event) => {
    const pressed = event.currentTarget;
    pressed.disabled = true;
    try {
      const problem = await signIn(core);
      if (problem) fill(told, problemBox(problem));
    } catch {
      fill(told, problemBox(NOT_REACHED));
    }
    pressed.disabled = false;
  };
  const members = (await core.session.members()).filter((one) => one.sealed > 0);
  return {
    title: TITLES[status] ?? TITLES.none,
    body: [
      h("section", { class: "panel" }, (words[status] ?? words.none)(), told, h("div", { class: "actions" }, button("Đăng nhập", enter, { kind: "primary", sign: "person-circle" }))),
      sealed(members),
    ],
  };
};
