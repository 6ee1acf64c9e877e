// A form that a button saves. What is typed into it and photographed is kept as a draft from the first letter, and
// offered again when the form is opened, also after the browser was killed.
import { alert, button, h } from "./dom.js";
import { ask } from "./parts.js";
import { when } from "./words.js";

const ABOUT = "about";
const hasContent = ({ answers }) => Object.keys(answers).some((key) => key !== ABOUT);

// Puts what was kept into the form's controls and keeps what is typed from now on. `about`: what the sheet speaks of, kept with
// its first word; `stop()` ends the form's own parts. → {about, away: button, bind(form), leave}
export const keepSheet = (app, sheet, { about = {}, stop = () => {} } = {}) => {
  const known = sheet.answers[ABOUT];
  const began = hasContent(sheet) && sheet.touchedAt;
  const remove = async () => {
    if (!(await ask(h("p", null, "Bỏ những gì đã ghi ở đây, kể cả ảnh? Không lấy lại được."), "Bỏ bản đang ghi"))) return;
    await sheet.discard();
    app.open();
  };
  const away = button("Bỏ bản đang ghi", remove, { kind: "outline-danger", sign: "trash", hidden: !began });
  sheet.subscribe(() => {
    away.hidden = !hasContent(sheet);
    if (!away.hidden && !sheet.answers[ABOUT]) sheet.set(ABOUT, about);
  });
  const bind = (form) => {
    if (began) form.prepend(alert("info", h("p", null, `Bản đang ghi dở, lần cuối lúc ${when(sheet.touchedAt)}. Ghi tiếp rồi lưu, hoặc bỏ.`)));
    for (const control of form.elements) {
      const value = sheet.answers[control.name];
      if (!control.name || value === undefined) continue;
      if (control.type === "radio") control.checked = value === control.value;
      else control.value = value;
    }
    form.addEventListener("input", ({ target }) => target.name && sheet.set(target.name, target.value));
    return form;
  };
  return {
    about: known ?? about,
    away,
    bind,
    leave: async () => {
      await stop();
      await (hasContent(sheet) ? sheet.close() : sheet.discard().catch(() => {}));
    },
  };
};
