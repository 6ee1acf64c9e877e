// A verdict on the spot, part by part, on what is still open; whether it counts as one is decided when it arrives.
import { alert, field, h, refuse } from "../dom.js";
import { problemBox } from "../parts.js";
import { picturesField } from "../pictures-field.js";
import { go } from "../router.js";
import { measured, NotANumber, whole } from "../rules/numbers.js";
import { keepSheet } from "../sheet.js";
import { wholeOf } from "../spot-verdict.js";
import { day, number, VERDICTS } from "../words.js";

const COUNTED = new Set(["count", "share"]);
const KEEP = 2000;
const area = (name, most) => (id) => h("textarea", { class: "form-control", id, name, maxlength: most });

const choices = (part) =>
  h(
    "fieldset",
    { class: "field" },
    h("legend", null, "Kết luận"),
    h("div", { class: "options" }, Object.entries(VERDICTS).map(([value, words]) => h("label", { class: "option" }, h("input", { type: "radio", name: `verdict-${part.ordinal}`, value }), h("span", null, words)))),
    h("p", { class: "field-error", role: "alert", hidden: true }),
  );

// One part: its controls, and what was entered, or null after it has said what is missing.
const partOf = (part, several) => {
  const verdict = choices(part);
  const counted = COUNTED.has(part.kind) && field("Số đã đếm được", (id) => h("input", { class: "form-control", id, name: `reached-${part.ordinal}`, inputmode: "decimal", autocomplete: "off" }), { help: `Phải đạt ${number(part.target ?? 0)}${part.kind === "share" ? "%" : ` ${part.unit}`}.` });
  const reason = several && field("Lý do", area(`reason-${part.ordinal}`, KEEP), { help: "Còn thiếu gì, vì sao chưa đạt." });
  const say = (words) => {
    const error = verdict.querySelector(".field-error");
    error.hidden = !words;
    error.textContent = words;
  };
  verdict.addEventListener("change", () => say(""));

  const figure = (met) => {
    if (!counted) return { reached: null, wrong: "" };
    try {
      const reached = (part.kind === "count" ? whole : measured)(counted.querySelector("input").value);
      if (reached === null) return { reached, wrong: met ? "Kết luận “Đã thực hiện” cần số đã đếm được." : "" };
      if (reached < 0) return { reached, wrong: "Số không được nhỏ hơn 0." };
      if (part.kind === "share" && reached > 100) return { reached, wrong: "Tỷ lệ từ 0% đến 100%." };
      return { reached, wrong: met && reached < part.target ? "Chưa đủ để kết luận “Đã thực hiện”." : "" };
    } catch (error) {
      if (error instanceof NotANumber) return { reached: null, wrong: error.message };
      throw error;
    }
  };

  const entered = () => {
    const chosen = verdict.querySelector("input:checked")?.value ?? "";
    const { reached, wrong } = figure(chosen === "met");
    const why = reason ? reason.querySelector("textarea").value.trim() : "";
    const lacking = reason && chosen && chosen !== "met" && !why;
    say(chosen ? "" : "Chọn kết luận cho phần này.");
    if (counted) refuse(counted, wrong);
    if (reason) refuse(reason, lacking ? "Ghi lý do: còn thiếu gì, vì sao chưa đạt." : "");
    return chosen && !wrong && !lacking ? { ordinal: part.ordinal, verdict: chosen, reason: why, reached } : null;
  };
  const element = h("fieldset", { class: "part" }, h("legend", null, part.measure || "Nội dung này"), verdict, counted, reason);
  return { element, entered };
};

const ABOUT = [
  "Nội dung chưa có gì mới từ lúc mang theo thì điều ghi ở đây là kết luận xác minh.",
  "Đã có gì mới (đơn vị báo cáo, người khác đã kết luận…) thì Sở giữ nó thành điều đoàn thấy. Gửi xong, máy cho biết là điều nào.",
];

export const verdict = async (app, { id, obligation }) => {
  const taken = await app.core.visits.get(id);
  const owed = taken?.bundle.obligations.find((one) => one.id === obligation);
  if (!owed?.verifiable) return null;
  const sheet = await app.core.drafts.open({ visitId: id, sheet: `verdict|${obligation}` });
  const kept = keepSheet(app, sheet, { stop: () => pictures.close() });
  const parts = owed.parts.map((part) => partOf(part, owed.parts.length > 1));
  const evidence = field("Bằng chứng đã xem", area("evidence", KEEP), { help: "Đã xem gì, ở đâu, ai cùng xem. “Đã thực hiện” cần lời hoặc ảnh." });
  const pictures = picturesField(app.core, sheet);
  const told = h("div", { role: "alert" });

  const save = async () => {
    const found = parts.map((part) => part.entered());
    const words = evidence.querySelector("textarea").value.trim();
    await pictures.settle();
    const bare = found.every(Boolean) && wholeOf(found) === "met" && !words && !pictures.count();
    refuse(evidence, bare ? "Ghi đã xem gì, hoặc chụp ảnh." : "");
    if (bare || !found.every(Boolean)) return form.querySelector("[aria-invalid], .field-error:not([hidden])")?.scrollIntoView({ block: "center" });
    try {
      await app.core.records.addVerdict(id, { obligation_id: obligation, version: owed.version, parts: found, evidence: words }, sheet);
    } catch (failure) {
      return told.replaceChildren(problemBox(failure.problem ?? { what: "Chưa lưu được.", todo: "Thử lại." }));
    }
    return go(`/visit/${id}`);
  };
  const form = kept.bind(h("form", { class: "panel", novalidate: true, onsubmit: (event) => { event.preventDefault(); save(); } }, parts.map(({ element }) => element), evidence, pictures.element, told, h("div", { class: "actions" }, h("button", { class: "btn btn-primary", type: "submit" }, "Lưu kết luận"), kept.away)));
  return {
    title: "Kết luận tại chỗ",
    back: { words: taken.bundle.visit.unit, href: `#/visit/${id}` },
    body: [
      h("section", { class: "panel" }, h("p", null, owed.recommendation), h("p", { class: "subtitle" }, [owed.addressee, owed.due_on && `hạn ${day(owed.due_on)}`, owed.measure].filter(Boolean).join(" · "))),
      alert("info", ABOUT.map((line) => h("p", null, line))),
      form,
    ],
    leave: kept.leave,
  };
};
