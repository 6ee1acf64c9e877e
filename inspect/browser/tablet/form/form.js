// The checklist form: it draws a section, keeps the draft up to date and shows at once what follows. See FORM.md.
import { h } from "../dom.js";
import { evaluate } from "../rules/index.js";
import { sectionOf } from "../rules/questions.js";
import { bar } from "./bar.js";
import { placeOf } from "./checks.js";
import { extras } from "./extras.js";
import { frame } from "./frame.js";
import { life } from "./life.js";
import { pager } from "./pager.js";
import { keepPosition } from "./position.js";
import { progressOf } from "./progress.js";
import { summary } from "./summary.js";

const localDay = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
const localTime = () => new Date().toTimeString().slice(0, 5);

const head = (definition, section, modes) => [
  section.note && h("p", { class: "form-note" }, section.note),
  section.passing && !definition.complete && h("div", { class: "alert alert-warning" }, h("div", null, h("strong", null, "Bảng kiểm chưa đủ tiêu chí. "), definition.incomplete_note)),
  modes,
];

// Runs `act` once before the browser draws next, however often it was asked for.
const onceAFrame = (act) => {
  let asked = 0;
  const run = () => {
    asked = 0;
    act();
  };
  return {
    ask: () => { asked ||= requestAnimationFrame(run); },
    cancel: () => cancelAnimationFrame(asked),
  };
};

const framesOf = (section, env) => {
  const frames = new Map();
  let group = "";
  for (const question of section.items) {
    group = question.heading || group;
    const checks = section.checks.filter((check) => placeOf(section, check) === question.id);
    const change = (value) => {
      env.draft.set(question.id, value);
      env.changed();
    };
    const reported = env.reported?.find((one) => one.item === question.id);
    frames.set(question.id, frame({ ...env, question, group, checks, change, reported }));
  }
  if (env.extras) {
    const last = extras(env);
    frames.set(last.question.id, last);
  }
  return frames;
};

// The draft as it is now: progress, and what follows from the answers.
const judge = ({ definition, scope, draft, context }) => {
  const { answers, ...progress } = progressOf(definition, scope, draft.answers);
  return { ...progress, evaluation: evaluate(definition, scope, answers, context) };
};

// What the server refused is shown until it is changed here. Keys are “item” or “_notes.item”; fields may go deeper.
const serverErrors = (draft, touched) =>
  (draft.problem?.reasons ?? []).filter(({ field }) => ![...touched].some((key) => field === key || field.startsWith(`${key}.`)));

// Gives the draft and what follows from it to every part of the form after each change.
const refresher = (options, touched, parts) => {
  const { draft, onChange } = options;
  let current = null;
  const refresh = () => {
    const { frames, result, pages, foot } = parts();
    current = judge(options);
    const drafts = new Map(current.evaluation.drafts.map((one) => [one.item, one]));
    const errors = [...current.errors, ...serverErrors(draft, touched)];
    for (const one of frames.values()) one.show({ ...current, errors, drafts, conflicts: draft.conflicts ?? [] });
    result.show(current.evaluation);
    pages.show();
    foot.show(current);
    onChange?.(current);
  };
  return { refresh, current: () => current };
};

export const openForm = (root, options) => {
  const { definition, scope, draft, onMode, mode = "list", first, now = Date.now, today = localDay, timeOfDay = localTime } = options;
  const section = sectionOf(definition, scope);
  const whereabouts = keepPosition(now);
  const touched = new Set();
  let editedAt = draft.touchedAt ?? 0;
  const { refresh, current } = refresher(options, touched, () => ({ frames, result, pages, foot }));
  const later = onceAFrame(refresh);
  const frames = framesOf(section, { ...options, now, today, timeOfDay, whereabouts, changed: later.ask, editedAt: () => editedAt });
  const result = summary(section);
  const pages = pager({ root, pages: [...frames.values(), result], onMode });
  const goTo = (id) => frames.has(id) && pages.open(frames.get(id));
  const foot = bar({ frames, saved: draft.saved, goTo, pager: pages });
  const content = [head(definition, section, pages.modes), [...frames.values()].map((one) => one.element), result.element, foot.element];
  const edited = () => { editedAt = now(); };
  const { drawn, settle, close } = life({ root, draft, frames, later, refresh, whereabouts, foot, touched, edited, content, first, start: () => pages.set(mode) });
  return { goTo, setMode: pages.set, progress: current, drawn, settle, close };
};
