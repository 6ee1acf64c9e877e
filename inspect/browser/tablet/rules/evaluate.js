// What follows from a response: whether it passes, which items fail, which figures disagree, and which sentences are
// drafted.
import { own } from "./objects.js";
import { judge, sectionOf } from "./questions.js";
import { breached, plainFigure, workOut } from "./figures.js";
import { count, decide, verdict } from "./scoring.js";
import { filler } from "./sentences.js";
import { hidden, holds, visible } from "./shown.js";

// [id, item or check, whether it is good] of everything that could be judged, items first.
const outcomesOf = (section, seen, figures) => {
  const items = section.items.map((item) => [item.id, item, judge(item, own(seen, item.id))]);
  const checks = section.checks
    .filter((check) => check.on_fail && holds(check.show_if, seen))
    .map((check) => [check.id, check, breached(check, seen, figures)])
    .map(([id, check, broken]) => [id, check, broken === null ? null : !broken]);
  return [...items, ...checks].filter(([, , good]) => good !== null);
};

const contradictionsOf = (section, seen, figures, explanations) =>
  section.checks
    .filter((check) => !check.on_fail && holds(check.show_if, seen) && breached(check, seen, figures))
    .map((check) => ({ check: check.id, message: check.message, explanation: own(explanations, check.id) ?? "" }));

const draft = ([item, source, good], say) => {
  if (good && source.on_pass) {
    const sentence = say(source.on_pass);
    return [{ item, kind: "strength", sentence, recommendation: "", addressee: "", due_days: null }];
  }
  if (good || !source.on_fail) return [];
  const { shortcoming, recommendation, addressee, due_days } = source.on_fail;
  return [{ item, kind: "shortcoming", sentence: say(shortcoming), recommendation: say(recommendation), addressee, due_days }];
};

// Evaluates a document in normal form (from `validate`). Hidden items are ignored.
export const evaluate = (definition, scope, answers, context = {}) => {
  const section = sectionOf(definition, scope);
  const seen = visible(section, answers);
  const figures = workOut(section, seen);
  const outcomes = outcomesOf(section, seen, figures);
  const contradictions = contradictionsOf(section, seen, figures, answers._explanations ?? {});
  const passed = decide(definition, section, seen);
  const incomplete = !definition.complete && section.passing !== null;
  const say = filler(section, seen, figures, context);
  const isItem = (id) => section.items.some((item) => item.id === id);
  return {
    passed,
    verdict: verdict(section, passed),
    counts: count(section, seen),
    failed: outcomes.filter(([, , good]) => !good).map(([id]) => id),
    contradictions,
    // A document with contradictory figures cannot pass.
    drafts: outcomes
      .flatMap((outcome) => draft(outcome, say))
      .filter((one) => !(contradictions.length && one.kind === "strength" && !isItem(one.item))),
    figures: Object.fromEntries([...figures].map(([id, value]) => [id, plainFigure(value)])),
    hidden: hidden(section, answers),
    incomplete,
    incomplete_note: incomplete ? definition.incomplete_note : "",
  };
};

// The drafts, with the team's own sentences in the place of the generated ones where it wrote some.
export const inOwnWords = (drafts, answers) =>
  drafts.map((one) => {
    const words = (one.kind === "shortcoming" && own(answers._wordings ?? {}, one.item)) || {};
    return { ...one, sentence: words.shortcoming ?? one.sentence, recommendation: words.recommendation ?? one.recommendation };
  });
