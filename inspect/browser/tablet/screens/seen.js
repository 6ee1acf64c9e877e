// What the team saw of an obligation that is still open, for the person who will verify it at the desk.
import { field, h } from "../dom.js";
import { problemBox } from "../parts.js";
import { picturesField } from "../pictures-field.js";
import { go } from "../router.js";
import { keepSheet } from "../sheet.js";
import { day, SEEN } from "../words.js";

const choice = ([value, words]) => h("label", { class: "option" }, h("input", { type: "radio", name: "seen", value }), h("span", null, words));

export const seen = async (app, { id, obligation }) => {
  const taken = await app.core.visits.get(id);
  const owed = taken?.bundle.obligations.find((one) => one.id === obligation);
  if (!owed) return null;
  const sheet = await app.core.drafts.open({ visitId: id, sheet: `seen|${obligation}` });
  const kept = keepSheet(app, sheet, { stop: () => pictures.close() });
  const options = h("fieldset", { class: "field" }, h("legend", null, "Đã thấy gì tại chỗ"), h("div", { class: "options" }, Object.entries(SEEN).map(choice)), h("p", { class: "field-error", role: "alert", hidden: true }));
  const note = field("Ghi chú", (input) => h("textarea", { class: "form-control", id: input, name: "note", maxlength: 2000 }), { help: "Thấy gì, ở đâu, ai trình bày." });
  const pictures = picturesField(app.core, sheet);
  const told = h("div", { role: "alert" });

  const refuse = (words) => {
    const error = options.querySelector(".field-error");
    error.hidden = !words;
    error.textContent = words;
  };
  options.addEventListener("change", () => refuse(""));

  const save = async () => {
    const chosen = options.querySelector("input:checked")?.value;
    refuse(chosen ? "" : "Chọn một mục.");
    if (!chosen) return options.querySelector("input").focus();
    try {
      await pictures.settle();
      await app.core.records.addObservation(id, { obligation_id: obligation, seen: chosen, note: note.querySelector("textarea").value.trim() }, sheet);
    } catch (failure) {
      return told.replaceChildren(problemBox(failure.problem ?? { what: "Chưa lưu được.", todo: "Thử lại." }));
    }
    return go(`/visit/${id}`);
  };
  const form = kept.bind(h("form", { class: "panel", novalidate: true, onsubmit: (event) => { event.preventDefault(); save(); } }, options, note, pictures.element, told, h("div", { class: "actions" }, h("button", { class: "btn btn-primary", type: "submit" }, "Lưu"), kept.away)));
  return {
    title: "Ghi điều đã thấy",
    back: { words: taken.bundle.visit.unit, href: `#/visit/${id}` },
    body: [
      h("section", { class: "panel" }, h("p", null, owed.recommendation), h("p", { class: "subtitle" }, [owed.addressee, owed.due_on && `hạn ${day(owed.due_on)}`, owed.measure].filter(Boolean).join(" · "))),
      form,
    ],
    leave: kept.leave,
  };
};
