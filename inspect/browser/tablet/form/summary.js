// What follows from the answers so far: verdict, counts, computed figures.
import { h } from "../dom.js";
import { withComma } from "../rules/fractions.js";

const TONE = { true: "passed", false: "failed", null: "open" };

const figure = (section, figures) => ({ id, label, unit }) =>
  [h("dt", null, label), h("dd", null, figures[id] === null ? "chưa đủ số liệu" : `${withComma(figures[id])} ${unit}`.trim())];

const verdict = (section, { passed, verdict: words, counts, incomplete, incomplete_note }) => [
  h("p", null, h("strong", { class: `verdict verdict-${TONE[passed]}` }, words), ` Đạt ${counts.passed}, chưa đạt ${counts.failed}, chưa trả lời ${counts.unanswered} trong ${counts.of} tiêu chí.`),
  h("p", { class: "form-text" }, `${section.passing.title}.`),
  incomplete && h("p", { class: "form-text" }, incomplete_note),
];

export const summary = (section) => {
  const body = h("div");
  const element = h("section", { class: "q form-summary", tabindex: "-1", hidden: !section.passing && !section.figures.length }, h("h2", { class: "q-heading" }, "Kết quả đến lúc này"), body);
  let said = "";
  const show = (evaluation) => {
    const { passed, counts, figures } = evaluation;
    const now = [passed, ...Object.values(counts), ...Object.values(figures)].join();
    if (now === said) return;
    said = now;
    const found = section.figures.length > 0 && h("dl", { class: "facts" }, section.figures.map(figure(section, figures)));
    body.replaceChildren(...[section.passing && verdict(section, evaluation), found].flat().filter(Boolean));
  };
  return { element, show };
};
