// What the unit reported for the questions of one checklist about the unit. A bundle that an earlier version took along has none.
export const reportedFor = (bundle, checklist, scope) =>
  scope === "unit" ? (bundle.reported ?? []).filter((one) => one.checklist === checklist) : [];
