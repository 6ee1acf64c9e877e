// Photographs outside a checklist: the form's own control over pictures that stay in memory until the record is saved.
import { h } from "./dom.js";
import { photos } from "./form/photos.js";
import { keepPosition } from "./form/position.js";
import { newId } from "./ids.js";

const ITEM = "photos";

export const picturesField = (core) => {
  const pictures = new Map();
  const draft = {
    answers: { [ITEM]: [] },
    addPicture: async (_item, picture) => {
      const id = newId();
      pictures.set(id, picture);
      draft.answers = { [ITEM]: [...draft.answers[ITEM], { attachment: id }] };
      return { id, stored: true };
    },
    removePicture: async (_item, id) => {
      pictures.delete(id);
      draft.answers = { [ITEM]: draft.answers[ITEM].filter((one) => one.attachment !== id) };
    },
  };
  const shown = { get: async (id) => ({ row: pictures.get(id), ...pictures.get(id) }), thumb: async (id) => pictures.get(id)?.thumb };
  const whereabouts = keepPosition(core.clock.now);
  const control = photos({ question: { id: ITEM, label: "Ảnh" }, id: ITEM, draft, photos: shown, now: core.clock.now, whereabouts, changed: () => {} });
  return {
    element: h("fieldset", { class: "field checklist-form" }, h("legend", null, "Ảnh"), control.element),
    value: async () => {
      await control.settle();
      return [...pictures.values()];
    },
    close: () => {
      whereabouts.stop();
      control.close();
    },
  };
};
