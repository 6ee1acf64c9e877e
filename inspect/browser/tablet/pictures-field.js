// Photographs outside a checklist: the form's own control over a sheet's draft.
import { h } from "./dom.js";
import { photos } from "./form/photos.js";
import { keepPosition } from "./form/position.js";

const ITEM = "photos";

export const picturesField = (core, sheet) => {
  const whereabouts = keepPosition(core.clock.now);
  const question = { id: ITEM, label: "Ảnh" };
  const control = photos({ question, id: ITEM, draft: sheet, photos: core.pictures, now: core.clock.now, whereabouts, changed: () => {} });
  control.write(sheet.answers[ITEM]);
  return {
    element: h("fieldset", { class: "field checklist-form" }, h("legend", null, "Ảnh"), control.element),
    settle: control.settle,
    count: () => sheet.answers[ITEM]?.length ?? 0,
    close: async () => {
      await control.settle();
      whereabouts.stop();
      control.close();
    },
  };
};
