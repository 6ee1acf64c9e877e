// What the state of a visit means. The meaning belongs to `workflows/visit.yaml` and comes with the visit and with the list
// of trips; this code knows no state by its name.

// Visits that were taken along before the server told the meaning have only the name that their state had then. Those
// names were the same in every version until then; new ones are never added here.
const TOLD_BY_NAME = { planned: ["not_begun"], open: ["filling"], closed: ["held"], cancelled: ["called_off"] };

// `visit`: of a bundle, or a trip of the list.
export const means = (visit, name) => (visit.means ?? TOLD_BY_NAME[visit.status] ?? []).includes(name);

// Nothing more is expected of the team. `visit` is undefined when the server does not list the visit any more.
export const isOver = (visit) => !visit || means(visit, "held") || means(visit, "called_off");
