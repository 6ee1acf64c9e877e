// A site that was not on the list: it is added on the spot and can be changed until its first sending begins.
import { changeSite, changeable } from "../change-site.js";
import { button, field, h, refuse } from "../dom.js";
import { ask, problemBox } from "../parts.js";
import { placeField } from "../place-field.js";
import { go } from "../router.js";
import { keepSheet } from "../sheet.js";

const KIND_LABEL = "Loại điểm";

const control = (element) => ({ element, value: () => element.querySelector("input, select").value.trim() });

const kindField = (bundle, chosen) => {
  const wanted = new Set(bundle.definitions.flatMap((one) => one.site_kinds));
  const kinds = Object.entries(bundle.site_kinds).sort(([a], [b]) => wanted.has(b) - wanted.has(a));
  return field(KIND_LABEL, (id) => h("select", { class: "form-select", id, name: "kind" }, kinds.map(([value, title]) => h("option", { value, selected: value === chosen }, title))), { help: "Bảng kiểm của điểm tùy theo loại." });
};

const textField = (label, name, value, options) => field(label, (id) => h("input", { class: "form-control", id, name, value, autocomplete: "off", maxlength: 200 }), options);

export const site = async (app, { id, record }) => {
  const { core } = app;
  const taken = await core.visits.get(id);
  const row = record ? (await core.records.list(id)).find((one) => one.id === record) : null;
  if (!taken || (record && !row)) return null;
  const start = row ? core.records.body(row).content : {};
  const editable = !row || changeable(row);
  const back = { words: taken.bundle.visit.unit, href: `#/visit/${id}` };
  if (!editable) return { title: "Sửa điểm kiểm tra", back, body: problemBox({ what: "Điểm này đã gửi đi.", todo: "Nhờ trưởng đoàn sửa trên trang công việc." }, "info") };

  const sheet = await core.drafts.open({ visitId: id, sheet: `site|${record ?? ""}` });
  const kept = keepSheet(app, sheet, { stop: () => position.close() });
  const fields = {
    kind: control(kindField(taken.bundle, start.kind)),
    name: control(textField("Tên điểm", "name", start.name ?? "", { required: true, help: "Như người tại chỗ gọi, ví dụ: Đập nước thôn Làng Mới." })),
    place: control(textField("Ở đâu", "place", start.place ?? "", { help: "Thôn, xã; lối vào." })),
  };
  const position = placeField(sheet, start);
  const told = h("div", { role: "alert" });

  const save = async () => {
    refuse(fields.name.element, fields.name.value() ? "" : "Nhập tên điểm.");
    const where = position.value();
    const wrong = form.querySelector("[aria-invalid]");
    if (wrong || !where) return wrong?.focus();
    const content = { kind: fields.kind.value(), name: fields.name.value(), place: fields.place.value(), latitude: where.latitude, longitude: where.longitude };
    try {
      if (row) await changeSite(core, row.id, content).then(sheet.discard);
      else await core.records.addSite(id, content, sheet);
    } catch (error) {
      return told.replaceChildren(problemBox(error.problem ?? { what: "Chưa lưu được.", todo: "Thử lại." }));
    }
    return go(`/visit/${id}`);
  };
  const remove = async () => {
    if (!(await ask(h("p", null, "Bỏ điểm này khỏi máy?"), "Bỏ điểm"))) return;
    const { ok, problem } = await core.records.discard(row.id);
    if (!ok) told.replaceChildren(problemBox(problem));
    else {
      await sheet.discard();
      go(`/visit/${id}`);
    }
  };
  const form = kept.bind(h(
    "form",
    { class: "panel", novalidate: true, onsubmit: (event) => { event.preventDefault(); save(); } },
    row?.problem && problemBox(row.problem),
    Object.values(fields).map((one) => one.element),
    position.element,
    told,
    h("div", { class: "actions" }, h("button", { class: "btn btn-primary", type: "submit" }, row ? "Lưu" : "Thêm điểm"), kept.away, row?.state === "refused" && button("Bỏ điểm này", remove, { kind: "outline-danger", sign: "trash" })),
  ));
  return { title: row ? "Sửa điểm kiểm tra" : "Thêm điểm kiểm tra", back, body: form, leave: kept.leave };
};
