// Puts a screen on the page: the heading gets the focus, the parts stay up to date, and the screen is told when it is
// left.
import { alert, fill, h, icon } from "./dom.js";
import { isIn, problemBox } from "./parts.js";
import { locked } from "./screens/locked.js";

const main = () => document.getElementById("content");

// A screen is `async (app, params) => ({title, …} | null)`; null when the address leads nowhere, or no longer does.
const nowhere = () => ({
  title: "Không có trang này",
  body: [h("p", null, "Có thể chuyến đi đã được gỡ khỏi máy, hoặc thuộc thành viên khác."), h("p", null, h("a", { class: "btn", href: "#/" }, "Về chuyến đi của tôi"))],
});

const header = ({ title, back, subtitle, actions }) => [
  back && h("a", { class: "back", href: back.href }, icon("arrow-left"), back.words),
  h("div", { class: "head" }, h("div", null, h("h1", { tabindex: "-1" }, title), subtitle && h("p", { class: "subtitle" }, subtitle)), actions && h("div", { class: "row-marks" }, actions)),
];

const failed = (error) => ({
  title: "Chưa mở được",
  body: [error.problem ? problemBox(error.problem) : alert("danger", h("p", null, "Trang gặp lỗi. Những gì đã lưu vẫn còn trong máy; mở lại trang này.")), h("p", null, h("a", { class: "btn", href: "#/" }, "Về chuyến đi của tôi"))],
});

const draw = async (app, screen, params) => {
  if (!isIn(app.core.session.state.value.status) && !screen?.always) return locked(app);
  try {
    return (await screen?.(app, params)) ?? nowhere();
  } catch (error) {
    if (!error.problem) console.error(error);
    return failed(error);
  }
};

export const present = async (app, screen, params, { first }) => {
  const shown = await draw(app, screen, params);
  const notice = app.notice;
  app.notice = null;
  fill(main(), header(shown), notice && problemBox(notice), shown.body);
  document.title = `${shown.title} · Rà Soát`;
  app.place?.(location.hash.slice(1) || "/");
  if (!first) main().querySelector("h1").focus({ preventScroll: true });
  return shown.leave;
};
