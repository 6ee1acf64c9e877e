// A child may be harmed now: the telephone numbers come first; what was seen is then stored and sent before everything
// else.
import { alert, field, h, icon, refuse } from "../dom.js";
import { problemBox } from "../parts.js";
import { picturesField } from "../pictures-field.js";
import { placeField } from "../place-field.js";
import { keepSheet } from "../sheet.js";

export const PHONES = [
  { number: "111", title: "Tổng đài bảo vệ trẻ em" },
  { number: "113", title: "Công an" },
  { number: "114", title: "Cứu nạn, cứu hộ" },
  { number: "115", title: "Cấp cứu y tế" },
];

const phones = (numbers) => h("ul", { class: "phones" }, numbers.map(({ number, title }) => h("li", null, h("a", { class: "btn btn-outline-danger", href: `tel:${number}` }, h("span", { class: "number" }, icon("telephone-fill"), number), h("span", null, title)))));

const siteField = (sites, chosen) =>
  field("Tại điểm", (id) => h("select", { class: "form-select", id, name: "site" }, h("option", { value: "" }, "Nơi khác, ghi ở dưới"), sites.map((one) => h("option", { value: one.id, selected: one.id === chosen }, one.name))));

const told = (visitId) => [
  alert("success", h("p", null, h("strong", null, "Đã lưu, đứng đầu hàng gửi.")), h("p", null, navigator.onLine ? "Đang gửi về Sở và lãnh đạo." : "Khi có mạng, máy gửi việc này trước mọi thứ khác. Nếu nguy hiểm đang xảy ra, gọi ngay các số ở trên.")),
  h("div", { class: "actions" }, h("a", { class: "btn btn-primary", href: `#/visit/${visitId}` }, "Về buổi làm việc"), h("a", { class: "btn", href: "#/queue" }, "Xem hàng gửi")),
];

// Back to the item from which the danger was reported, or else to the visit.
const backFrom = (query, { id, unit }) => {
  const { checklist, site, item } = Object.fromEntries(query);
  if (!checklist) return { words: unit, href: `#/visit/${id}` };
  return { words: "Về bảng kiểm", href: `#/visit/${id}/fill/${checklist}/${site ? "site" : "unit"}/${site || "unit"}${item ? `?item=${item}` : ""}` };
};

export const danger = async (app, { id, query }) => {
  const { core } = app;
  const taken = await core.visits.get(id);
  if (!taken) return null;
  const [sites, sheet] = await Promise.all([core.visits.sites(id), core.drafts.open({ visitId: id, sheet: "danger" })]);
  const kept = keepSheet(app, sheet, {
    about: { checklist: query.get("checklist") ?? "", item: query.get("item") ?? "", site: query.get("site") ?? "" },
    stop: () => {
      position.close();
      return pictures.close();
    },
  });
  const what = field("Nguy hiểm gì", (input) => h("textarea", { class: "form-control", id: input, name: "what", maxlength: 2000 }), { required: true, help: "Ví dụ: giếng không nắp đậy cạnh lớp mầm non. Không ghi tên trẻ." });
  const where = siteField(sites, kept.about.site);
  const place = field("Ở đâu", (input) => h("input", { class: "form-control", id: input, name: "place", maxlength: 300, autocomplete: "off" }), { help: "Thôn, xã, cạnh cái gì." });
  const pictures = picturesField(core, sheet);
  const position = placeField(sheet);
  const problem = h("div", { role: "alert" });

  const save = async () => {
    const text = what.querySelector("textarea").value.trim();
    refuse(what, text ? "" : "Ghi ngắn gọn nguy hiểm gì.");
    const found = position.value();
    if (!text || !found) return form.querySelector("[aria-invalid]")?.focus();
    const content = { site_id: where.querySelector("select").value || null, checklist: kept.about.checklist, item: kept.about.item, what: text, place: place.querySelector("input").value.trim(), ...found };
    try {
      await pictures.settle();
      await core.records.addDanger(id, content, sheet);
    } catch (error) {
      return problem.replaceChildren(problemBox(error.problem ?? { what: "Chưa lưu được.", todo: "Gọi các số ở trên, rồi thử lưu lại." }));
    }
    core.queue.poke();
    const done = h("div", { tabindex: "-1" }, told(id));
    form.replaceWith(done);
    return done.focus();
  };
  const form = kept.bind(h("form", { class: "panel", novalidate: true, onsubmit: (event) => { event.preventDefault(); save(); } }, what, pictures.element, sites.length > 0 && where, place, position.element, problem, h("div", { class: "actions" }, h("button", { class: "btn btn-danger", type: "submit" }, icon("exclamation-triangle"), "Lưu và gửi trước tiên"), kept.away)));
  return {
    title: "Báo nguy hiểm khẩn cấp",
    back: backFrom(query, taken.bundle.visit),
    body: [h("section", { class: "panel panel-danger", "aria-labelledby": "call" }, h("h2", { id: "call" }, "Gọi ngay nếu trẻ đang gặp nguy hiểm"), phones(taken.bundle.phones?.length ? taken.bundle.phones : PHONES)), form],
    leave: kept.leave,
  };
};
