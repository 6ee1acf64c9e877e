// A place by its code: what must be filled in there, what was seen there before. It works from what was taken along; for another
// place the department is asked, when there is a network.
import { alert, badge, button, field, fill, h, link, panel, refuse } from "../dom.js";
import { problemBox } from "../parts.js";
import { normal, scanned, shown } from "../place-code.js";
import { go } from "../router.js";
import { canScan, scan } from "../scan.js";
import { isOver } from "../meaning.js";
import { slots } from "../slots.js";
import { sitesOf } from "../visits.js";
import { day } from "../words.js";
import { rows } from "./visit.js";

const verdict = ({ passed }) => (passed === null ? false : badge(passed ? "Đạt" : "Không đạt", passed ? "ok" : "bad"));

const seenBefore = (before) =>
  panel(
    "Những lần trước ở điểm này",
    before.length === 0 && h("p", { class: "subtitle" }, "Chưa có lần nào được ghi, hoặc chưa mang theo."),
    before.map((one, at) =>
      h("details", { open: at === 0, "data-key": `before-${at}` }, h("summary", null, `${day(one.date)} · ${one.checklist} `, verdict(one)), h("p", { class: "subtitle" }, one.inspection), h("ul", null, one.answers.map((words) => h("li", null, words)))),
    ),
  );

const listed = (title, found, words, none) => panel(title, found.length ? h("ul", null, found.map((one) => h("li", null, words(one)))) : h("p", { class: "subtitle" }, none));

// The visits on this tablet that go to the place: those under way first, then the newest.
const here = async ({ core }, code) => {
  const taken = (await core.visits.list()).filter(({ bundle }) => bundle.places?.some((one) => one.code === code));
  return taken.sort((a, b) => isOver(a.bundle.visit) - isOver(b.bundle.visit));
};

const known = async (app, taken, code) => {
  const { bundle, id } = taken;
  const place = bundle.places.find((one) => one.code === code);
  const [records, drafts] = await Promise.all([app.core.records.list(id), app.core.drafts.list(id)]);
  const site = bundle.sites.find((one) => one.id === place.site_id);
  const found = slots(taken, sitesOf(taken, records), drafts, records).filter((slot) => slot.site?.id === place.site_id);
  const of = (name) => bundle[name].filter((one) => place[name].includes(one.id));
  return {
    title: site.name,
    back: { words: bundle.visit.unit, href: `#/visit/${id}` },
    subtitle: [bundle.site_kinds[site.kind], site.place, bundle.visit.unit, shown(code)].filter(Boolean).join(" · "),
    body: [
      panel(`Ghi tại đây, buổi ngày ${day(bundle.visit.happens_on)}`, found.length ? rows(found, id) : h("p", { class: "subtitle" }, "Không có bảng kiểm nào cho loại điểm này.")),
      seenBefore(place.before),
      listed("Nội dung còn mở từ điểm này", of("obligations"), (one) => [one.recommendation, h("span", { class: "row-note" }, [one.addressee, one.due_on && `hạn ${day(one.due_on)}`, one.status_title].filter(Boolean).join(" · "))], "Không có nội dung nào đang mở."),
      listed("Phát hiện ở điểm này", of("findings"), (one) => [one.text, h("span", { class: "row-note" }, [day(one.date), one.inspection].join(" · "))], "Không có."),
    ],
  };
};

const ELSEWHERE = "Mã có thể của tỉnh khác hoặc hệ thống khác, hoặc của chuyến đi chưa mang theo.";

const asked = async (app, code, told) => {
  const answer = await app.core.session.request("GET", `/places/${code}`);
  if (answer.kind !== "ok") return fill(told, problemBox(answer.problem, "warning"));
  const { name, kind, place, unit, trips } = answer.data;
  return fill(
    told,
    panel(
      name,
      h("p", { class: "subtitle" }, [kind, place, unit].filter(Boolean).join(" · ")),
      h("p", null, trips.length ? `Điểm này thuộc chuyến đi ngày ${trips.map((trip) => day(trip.happens_on)).join(", ")} của bạn. Mang theo chuyến đi rồi quét lại.` : "Điểm này không thuộc chuyến đi nào của bạn."),
      trips.length > 0 && h("div", { class: "actions" }, link("Đến chuyến đi của tôi", "#/", { kind: "primary", sign: "download" })),
    ),
  );
};

const unknown = (app, code) => {
  const told = h("div", { role: "status" });
  const search = button("Hỏi Sở về mã này", () => asked(app, code, told), { kind: "primary", disabled: !navigator.onLine });
  return {
    title: `Mã ${shown(code)}`,
    back: { words: "Chuyến đi của tôi", href: "#/" },
    body: [
      alert("warning", h("p", null, h("strong", null, "Điểm này không nằm trong chuyến đi nào đã mang theo.")), h("p", null, ELSEWHERE), !navigator.onLine && h("p", null, "Có mạng thì hỏi Sở được.")),
      h("div", { class: "actions" }, search, link("Nhập mã khác", "#/place", { sign: "pencil" })),
      told,
    ],
  };
};

const wrong = (typed) => ({
  title: "Không phải mã điểm",
  back: { words: "Chuyến đi của tôi", href: "#/" },
  body: [problemBox({ what: `“${typed}” không phải mã điểm kiểm tra.`, todo: "Mã có chín chữ và số, in dưới hình vuông; nhập lại từng chữ." }, "warning"), h("div", { class: "actions" }, link("Nhập lại", "#/place", { kind: "primary", sign: "pencil" }))],
});

export const place = async (app, { code: typed }) => {
  const code = normal(typed);
  if (!code) return wrong(typed);
  const [taken] = await here(app, code);
  return taken ? known(app, taken, code) : unknown(app, code);
};

const REFUSED = { what: "Không mở được máy ảnh.", todo: "Cho phép trang dùng máy ảnh, hoặc nhập mã in dưới hình vuông." };

export const findPlace = async () => {
  let stop = null;
  const told = h("div", { role: "alert" });
  const video = h("video", { class: "scan", playsinline: true, muted: true, hidden: true, "aria-label": "Hình từ máy ảnh" });
  const input = field("Mã in dưới hình vuông", (id) => h("input", { class: "form-control", id, name: "code", autocomplete: "off", autocapitalize: "characters", maxlength: 20 }), { help: "Ví dụ: ABC-DEF-GHJ. Chữ hoa, chữ thường như nhau." });
  const end = () => {
    stop?.();
    stop = null;
    video.hidden = true;
  };
  const came = (text) => {
    end();
    const { code, problem } = scanned(text, location.origin);
    if (code) go(`/place/${code}`);
    else fill(told, problemBox(problem, "warning"));
  };
  const begin = async () => {
    fill(told);
    end();
    video.hidden = false;
    try {
      stop = await scan(video, came);
    } catch {
      end();
      fill(told, problemBox(REFUSED, "warning"));
    }
  };
  const submit = (event) => {
    event.preventDefault();
    const typed = input.querySelector("input").value;
    const code = normal(typed);
    if (code) go(`/place/${code}`);
    else refuse(input, "Đây không phải mã điểm: mã có chín chữ và số; xem lại từng chữ.");
  };
  return {
    title: "Mở điểm theo mã",
    back: { words: "Chuyến đi của tôi", href: "#/" },
    body: [
      canScan() ? h("section", { class: "panel" }, h("div", { class: "actions" }, button("Quét mã", begin, { kind: "primary", sign: "camera" })), video) : h("p", null, "Mở ứng dụng máy ảnh của máy và hướng vào mã: máy mở đúng điểm. Không quét được thì nhập mã."),
      told,
      h("form", { class: "panel", novalidate: true, onsubmit: submit }, input, h("div", { class: "actions" }, h("button", { class: "btn btn-primary", type: "submit" }, "Mở điểm"))),
    ],
    leave: end,
  };
};
