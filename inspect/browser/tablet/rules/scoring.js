// Counting criteria and applying the pass rule, without claiming more than is known (the twin of scoring.py).
import { has, own } from "./objects.js";
import { criteriaOf, judge } from "./questions.js";
import { hidden, isOneOf } from "./shown.js";

const waitingIn = (section, seen) => {
  const unasked = hidden(section, seen);
  return section.items.map((item) => item.id).filter((id) => !has(seen, id) && !unasked.includes(id));
};

const mandatory = (items) => items.filter((item) => item.mandatory).length;

// criteria = passed + failed + unanswered + not_asked (hidden, or “Không áp dụng” that does not pass).
export const count = (section, seen) => {
  const criteria = criteriaOf(section);
  const passed = criteria.filter((item) => judge(item, own(seen, item.id)) === true);
  const failed = criteria.filter((item) => judge(item, own(seen, item.id)) === false);
  const waiting = waitingIn(section, seen);
  const unanswered = criteria.filter((item) => waiting.includes(item.id)).length;
  return {
    criteria: criteria.length,
    of: section.passing?.of || criteria.length,
    passed: passed.length,
    failed: failed.length,
    unanswered,
    not_asked: criteria.length - passed.length - failed.length - unanswered,
    mandatory: mandatory(criteria),
    mandatory_passed: mandatory(passed),
    mandatory_failed: mandatory(failed),
  };
};

const fails = (rule, counts, seen) => {
  if (rule.all_mandatory && counts.mandatory_failed) return true;
  if (Object.entries(rule.forbid).some(([name, values]) => isOneOf(own(seen, name), values))) return true;
  // The criteria of the source that are not in the definition may all be met: only those that failed are counted as not
  // met.
  return rule.at_least !== null && counts.of - counts.failed - counts.not_asked < rule.at_least;
};

const settled = (section, rule, counts, seen) => {
  const waiting = waitingIn(section, seen);
  if (Object.keys(rule.forbid).some((name) => waiting.includes(name))) return false;
  if (rule.all_mandatory && criteriaOf(section).some((item) => item.mandatory && waiting.includes(item.id))) return false;
  return rule.at_least === null || counts.passed >= rule.at_least;
};

// Whether the section passes: null without a pass rule, and as long as open answers can still decide it.
export const decide = (definition, section, seen) => {
  const rule = section.passing;
  if (!rule) return null;
  const counts = count(section, seen);
  if (fails(rule, counts, seen)) return false;
  return definition.complete && settled(section, rule, counts, seen) ? true : null;
};

export const verdict = (section, passed) => {
  if (!section.passing) return "";
  if (passed === null) return "Chưa đủ căn cứ để kết luận";
  return passed ? "Đạt" : "Không đạt";
};
