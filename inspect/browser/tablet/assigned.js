// What the member was given to fill: the bundle tells it, and each pulse anew. It hides nothing: everybody of the team may
// fill everything.
import { same } from "./canonical.js";

// Stores what a pulse told (of all inspections) with the visits on this tablet; resolves to whether anything changed. A
// server of before says nothing.
export const noteAssigned = async (store, accountId, told) => {
  if (!accountId || !Array.isArray(told)) return false;
  return store.write("visits", async (at) => {
    let changed = false;
    for (const row of await at("visits").index("accountId").getAll(accountId)) {
      const its = told.filter((one) => one.inspection_id === row.bundle.visit.inspection_id);
      const assigned = its.map(({ checklist, site_id }) => ({ checklist, site_id }));
      if (same(assigned, row.bundle.assigned ?? [])) continue;
      await at("visits").put({ ...row, bundle: { ...row.bundle, assigned } });
      changed = true;
    }
    return changed;
  });
};

// Those of the slots that the member was given.
export const mine = ({ assigned = [] }, slots) =>
  slots.filter((slot) => assigned.some((one) => one.checklist === slot.checklist && one.site_id === (slot.site?.id ?? null)));
