// What is to be filled in during a visit: one slot for each checklist at each place it is for, and how far it is.
import { evaluate, validate } from "./rules/index.js";

const at = (rows, checklist, scope, siteId) => rows.find((row) => row.checklist === checklist && row.scope === scope && (row.siteId ?? row.site_id ?? null) === siteId);

const standing = (definition, scope, answers) => {
  const { answers: normal, missing, errors } = validate(definition, scope, answers, { partial: true });
  const open = evaluate(definition, scope, normal).contradictions.filter((one) => !one.explanation);
  return { missing: missing.length, errors: errors.length, unexplained: open.length };
};

const slot = (bundle, used, definition, scope, place, drafts) => {
  const draft = at(drafts, used.checklist, scope, place?.id ?? null);
  const response = at(bundle.responses, used.checklist, scope, place?.id ?? null);
  const version = draft?.version ?? response?.version ?? used.version;
  const own = bundle.definitions.find((one) => one.id === used.checklist && one.version === version) ?? definition;
  const answers = draft?.answers ?? response?.answers ?? {};
  const begun = Object.keys(answers).length > 0;
  const lacks = standing(own, scope, answers);
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
    unsent: Boolean(draft?.dirty),
    href: (visitId) => `#/visit/${visitId}/fill/${used.checklist}/${scope}/${place?.id ?? "unit"}`,
  };
};

// The slots of a visit as it lies on this tablet: `row` of visits.get, `sites` of visits.sites, `drafts` of drafts.list.
export const slots = ({ bundle }, sites, drafts) =>
  bundle.checklists.flatMap((used) => {
    const definition = bundle.definitions.find((one) => one.id === used.checklist && one.version === used.version);
    const scopes = new Set(definition.sections.map((section) => section.scope));
    const places = scopes.has("site") ? sites.filter((one) => definition.site_kinds.includes(one.kind)) : [];
    return [
      ...(scopes.has("unit") ? [slot(bundle, used, definition, "unit", null, drafts)] : []),
      ...places.map((place) => slot(bundle, used, definition, "site", place, drafts)),
    ];
  });

// [words, tone, icon] of a slot.
export const words = ({ state, missing, errors, unexplained }) => {
  if (state === "missing") return ["Chưa ghi", "", "circle"];
  if (state === "done") return ["Đã ghi xong", "ok", "check-circle"];
  const parts = [missing && `còn ${missing} mục bắt buộc`, errors && `${errors} mục cần sửa`, unexplained && `${unexplained} chỗ số liệu chưa khớp`];
  return [`Đang ghi: ${parts.filter(Boolean).join(", ")}`, "waiting", "circle-half"];
};
