// A position outside a checklist: the form's own control. `value()` gives {latitude, longitude, accuracy} (null: unknown),
// or null when what was typed is no position; the field then says so.
import { h } from "./dom.js";
import { location } from "./form/location.js";

const within = (value, limit) => typeof value === "number" && Math.abs(value) <= limit;

let count = 0;

// What is found or typed is kept in the `sheet`.
export const placeField = (sheet, { latitude = null, longitude = null } = {}) => {
  let found = sheet.answers.position ?? (latitude === null ? null : { lat: latitude, lon: longitude });
  const id = `place-${(count += 1)}`;
  const error = h("p", { class: "field-error", role: "alert", hidden: true });
  const control = location({
    question: { id: "place", label: "Vị trí" },
    id,
    change: (next) => {
      found = next;
      sheet.set("position", next && { ...next });
    },
  });
  control.write(found);
  const value = () => {
    const sound = !found || (within(found.lat, 90) && within(found.lon, 180));
    error.hidden = sound;
    error.textContent = sound ? "" : "Vĩ độ từ -90 đến 90, kinh độ từ -180 đến 180, ví dụ 21,68 và 106,62; hoặc để trống cả hai.";
    return sound ? { latitude: found?.lat ?? null, longitude: found?.lon ?? null, accuracy: found?.accuracy ?? null } : null;
  };
  return { element: h("fieldset", { class: "field checklist-form" }, h("legend", null, "Vị trí"), control.element, error), value, close: control.close };
};
