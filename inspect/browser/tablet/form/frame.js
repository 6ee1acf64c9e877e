// One question on the page: heading, label, help, control, errors, what follows from the answer, note, danger, source.
import { button, fill, h, icon, lazily } from "../dom.js";
import { own } from "../rules/objects.js";
import { before } from "./before.js";
import { boxes } from "./boxes.js";
import { CELLS } from "./cells.js";
import { checkBox } from "./checks.js";
import { drafted } from "./drafted.js";
import { labelled, markInvalid } from "./labelled.js";
import { location } from "./location.js";
import { note } from "./notes.js";
import { photos } from "./photos.js";
import { signature } from "./signature.js";
import { table } from "./table.js";

const CONTROLS = { ...CELLS, select_multiple: boxes, photo: photos, location, signature, table };
const STATUS = { verified: "Đã đối chiếu nguồn", secondary: "Theo nguồn thứ cấp", practice: "Theo thực tế kiểm tra" };
const SIGN = { verified: "✓", secondary: "≈", practice: "•", typed: "✎" };

// “Do Nguyễn Văn A nhập ngày 17/07/2024”, of what an administrator typed from its source.
const status = ({ source_status: kind, typed_by: by, typed_on: on }) => STATUS[kind] ?? `Do ${by} nhập ngày ${on?.split("-").reverse().join("/")}`;

// A small sign; a finger or the Enter key opens what it stands for.
const source = (question) => {
  if (!question.source && !question.expect.length) return null;
  const kind = question.source_status;
  const sign = h("span", { class: `q-status q-status-${kind}`, "aria-hidden": "true" }, SIGN[kind] ?? "•");
  const summary = h("summary", null, sign, " Nguồn", h("span", { class: "visually-hidden" }, `: ${status(question)}`));
  return h("details", { class: "q-source" }, summary, h("p", null, h("strong", null, status(question)), ". ", question.source));
};

const danger = (question, onDanger) =>
  onDanger && button("Nguy hiểm", () => onDanger(question), { kind: "link", class: "btn btn-link q-danger", sign: "exclamation-triangle", "aria-label": `Báo nguy hiểm: ${question.label}` });

const errorLine = (id) => {
  const element = h("p", { class: "field-error", id, role: "alert", hidden: true });
  const tell = (messages) => {
    const said = messages.join(" ");
    if (element.textContent !== said) element.textContent = said;
    element.hidden = !said;
  };
  return { element, tell };
};

// The messages of this item alone, and those of its cells by “row.column”.
const sorted = (name, errors) => {
  const whole = [];
  const cells = {};
  for (const { field, message } of errors) {
    const [first, second] = field.split(".");
    if (field === name || (first.startsWith("_") && second === name)) whole.push(message);
    else if (field.startsWith(`${name}.`)) cells[field.slice(name.length + 1)] = message;
  }
  return { whole, cells };
};

const conflictLine = () => h("p", { class: "q-conflict" }, icon("clock-history"), "Hai máy ghi khác nhau ở mục này; chờ trưởng đoàn chọn.");

// What the unit reported stands beside the question and is never its answer.
const told = (reported, id) =>
  reported && h("p", { class: "q-told", id: `${id}-told` }, "Đơn vị báo cáo: ", h("strong", null, reported.words), ` (${reported.source})`, reported.note && `. ${reported.note}`);

// Label, help, control and error of one question.
const bodyOf = (question, control, id, reported) => {
  const error = errorLine(`${id}-error`);
  const help = question.help && h("p", { class: "form-text", id: `${id}-help` }, question.help);
  const marks = question.mandatory ? [h("span", { class: "q-mandatory" }, "Tiêu chí bắt buộc")] : [];
  const describedBy = [`${id}-error`, help && `${id}-help`, reported && `${id}-told`].filter(Boolean).join(" ");
  const element = labelled(question, control, { id, marks, before: [help, told(reported, id)], after: [error.element], describedBy });
  const isBusy = () => element.contains(document.activeElement) && document.activeElement.matches("input:not([type=radio], [type=checkbox]), textarea, select");
  // No error is shown while somebody is still typing.
  const tell = ({ whole, cells }) => {
    const said = isBusy() ? [] : whole;
    error.tell(said);
    markInvalid(control.input, said.length > 0);
    control.tell?.(cells);
  };
  return { element, tell };
};

const heading = (question, group) => {
  if (question.heading) return h("h2", { class: "q-heading" }, question.heading);
  return group && h("p", { class: "q-group" }, group);
};

// The content of the question's section.
const contentOf = (env, element) => {
  const { question, group, draft, checks, onDanger } = env;
  const id = `q-${question.id}`;
  const control = CONTROLS[question.type]({ ...env, id });
  const body = bodyOf(question, control, id, env.reported);
  const earlier = question.type === "photo" ? before(env.before?.(question.id), question.label) : null;
  const remark = note({ draft, question, id });
  const box = drafted({ draft, name: question.id, id: `${id}-say` });
  const boxes = checks.map((check) => checkBox({ check, draft, id: `q-${check.id}` }));
  const waiting = lazily(() => ({ element: conflictLine() }));
  const foot = h("div", { class: "q-foot" }, source(question), h("div", { class: "q-tools" }, control.tool, remark.opener, danger(question, onDanger)));
  fill(element, heading(question, group), waiting.place, earlier?.element, body.element, box.element, boxes.map((one) => one.element), remark.element, foot);
  const show = ({ errors, evaluation, drafts, conflicts }) => {
    waiting.place.hidden = !conflicts.includes(question.id);
    if (!waiting.place.hidden) waiting.get();
    body.tell(sorted(question.id, errors));
    box.show(drafts.get(question.id));
    for (const one of boxes) one.show(evaluation);
    control.refresh?.();
  };
  const write = (answers) => {
    control.write(own(answers, question.id) ?? null);
    remark.write(answers);
  };
  const close = () => {
    earlier?.close();
    control.close?.();
  };
  return { show, write, settle: control.settle, close };
};

export const frame = (env) => {
  const { question, draft } = env;
  const element = h("section", { class: "q", id: `item-${question.id}`, "data-item": question.id, tabindex: "-1" });
  let [body, judged] = [null, null];
  // The place exists first; its content is drawn later.
  const draw = () => {
    if (body) return;
    body = contentOf(env, element);
    body.write(draft.answers);
    if (judged) body.show(judged);
  };
  const show = (now) => {
    judged = now;
    element.hidden = now.hidden.includes(question.id);
    body?.show(now);
  };
  return { question, element, draw, show, write: (answers) => body?.write(answers), settle: () => body?.settle?.(), close: () => body?.close?.() };
};
