// What must be filled in during a visit: one slot for each checklist at each place where it is used, and how much of it
// is filled.
import { evaluate, validate } from "./rules/index.js";

const at = (rows, checklist, scope, siteId) => rows.find((row) => row.checklist === checklist && row.scope === scope && (row.siteId ?? row.site_id ?? null) === siteId);

const standing = (definition, scope, answers) => {
  const { answers: normal, missing, errors } = validate(definition, scope, answers, { partial: true });
  const open = evaluate(definition, scope, normal).contradictions.filter((one) => !one.explanation);
  return { missing: missing.length, errors: errors.length, unexplained: open.length };
};

const NOTHING = { missing: 0, errors: 0, unexplained: 0 };

const slot = ({ bundle, drafts, unsent }, used, definition, scope, place) => {
  const draft = at(drafts, used.checklist, scope, place?.id ?? null);
  const response = at(bundle.responses, used.checklist, scope, place?.id ?? null);
  const version = draft?.version ?? response?.version ?? used.version;
  const own = bundle.definitions.find((one) => one.id === used.checklist && one.version === version) ?? definition;
  const answers = draft?.answers ?? response?.answers ?? {};
  const begun = Object.keys(answers).length > 0;
  const lacks = begun ? standing(own, scope, answers) : NOTHING;
  const whole = lacks.missing + lacks.errors + lacks.unexplained === 0;
  return {
    ...lacks,
    checklist: used.checklist,
    title: own.title,
    required: used.required,
    scope,
    site: place,
    draft,
    state: begun ? (whole ? "done" : "partial") : "missing",
    unsent: Boolean(draft) && (draft.dirty || unsent.has(draft.id)),
    href: (visitId) => `#/visit/${visitId}/fill/${used.checklist}/${scope}/${place?.id ?? "unit"}`,
  };
};

const UNSENT = new Set(["waiting", "sending", "refused"]);

// The slots of a visit as it lies on this tablet: `row` of visits.get, `sites` of visits.sites, `drafts` of drafts.list,
// `records` of records.list. A checklist that was begun stays, also when it is no longer asked for.
export const slots = ({ bundle }, sites, drafts, records) => {
  const unsent = new Set(records.filter((one) => UNSENT.has(one.state)).map((one) => one.draftId));
  const here = { bundle, drafts, unsent };
  const listed = new Set(bundle.checklists.map((used) => used.checklist));
  const begun = drafts.filter((draft) => !listed.has(draft.checklist)).map(({ checklist, version }) => ({ checklist, version, required: false }));
  return [...bundle.checklists, ...begun].flatMap((used) => {
    const definition = bundle.definitions.find((one) => one.id === used.checklist && one.version === used.version);
    if (!definition) return [];
    const scopes = new Set(definition.sections.map((section) => section.scope));
    const places = scopes.has("site") ? sites.filter((one) => definition.site_kinds.includes(one.kind)) : [];
    return [...(scopes.has("unit") ? [null] : []), ...places].map((place) => slot(here, used, definition, place ? "site" : "unit", place));
  });
};

// [words, tone, icon] of a slot.
export const words = ({ state, missing, errors, unexplained }) => {
  if (state === "missing") return ["Chưa ghi", "", "circle"];
  if (state === "done") return ["Đã ghi xong", "ok", "check-circle"];
  const parts = [missing && `còn ${missing} mục bắt buộc`, errors && `${errors} mục cần sửa`, unexplained && `${unexplained} chỗ số liệu chưa khớp`];
  return [`Đang ghi: ${parts.filter(Boolean).join(", ")}`, "waiting", "circle-half"];
};
