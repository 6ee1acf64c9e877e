// One visit: the member's own part, what must be filled in where, earlier findings, open obligations, the papers.
import { mine } from "../assigned.js";
import { changeable } from "../change-site.js";
import { alert, badge, button, empty, facts, fill, h, icon, link, panel } from "../dom.js";
import { means } from "../meaning.js";
import { live, problemBox, progress } from "../parts.js";
import { slots, words } from "../slots.js";
import { became } from "../spot-verdict.js";
import { isHalfDone, sitesOf } from "../visits.js";
import { ASSIGNMENTS, day, SEEN, size, when } from "../words.js";

export const MINUTES = "minutes";

const row = (slot, visitId, { own = false } = {}) =>
  h(
    "li",
    null,
    h(
      "a",
      { href: slot.href(visitId), "data-key": `${own ? "own-" : ""}${slot.checklist}-${slot.site?.id ?? "unit"}` },
      h("span", { class: "row-text" }, h("span", { class: "row-title" }, slot.title), own && h("span", { class: "row-note" }, slot.site?.name ?? "Tại đơn vị được kiểm tra"), slot.required && h("span", { class: "row-note" }, "Bắt buộc")),
      h("span", { class: "row-marks" }, badge(...words(slot)), slot.unsent && badge("Chưa gửi", "waiting", "hourglass-split"), slot.draft?.problem && badge("Có mục Sở chưa nhận", "bad", "x-circle"), slot.draft?.conflicts?.length > 0 && badge("Chờ trưởng đoàn chọn", "warning")),
      icon("chevron-right"),
    ),
  );

export const rows = (found, visitId) => h("ul", { class: "rows" }, found.map((slot) => row(slot, visitId)));

const ownPart = (found, visitId) =>
  found.length > 0 &&
  panel(
    "Phần của bạn",
    h("p", { class: "subtitle" }, `${found.filter((slot) => slot.state === "done").length}/${found.length} đã ghi xong. Phần của người khác vẫn ghi được như thường.`),
    h("ul", { class: "rows" }, found.map((slot) => row(slot, visitId, { own: true }))),
  );

const overview = (found) => {
  const due = found.filter((slot) => slot.required);
  const done = due.filter((slot) => slot.state === "done");
  const lacking = due.filter((slot) => slot.state !== "done");
  const named = lacking.slice(0, 4).map((slot) => h("li", null, `${slot.title}${slot.site ? ` tại ${slot.site.name}` : ""}: ${words(slot)[0].replace(/^Đang ghi: /, "").toLowerCase()}`));
  return panel(
    "Còn thiếu gì",
    progress("Bảng kiểm bắt buộc đã ghi xong", done.length, due.length, `${done.length}/${due.length}`),
    lacking.length === 0 ? h("p", null, "Đã ghi xong mọi bảng kiểm bắt buộc.") : h("ul", null, named, lacking.length > 4 && h("li", null, `và ${lacking.length - 4} bảng kiểm khác`)),
  );
};

const sitesPanel = (bundle, sites, found, changing, sheets, visitId) => {
  const kinds = bundle.site_kinds;
  const each = (site) =>
    h(
      "div",
      { id: `site-${site.id}` },
      h("h3", null, site.name, " ", h("span", { class: "row-note" }, [kinds[site.kind], site.place].filter(Boolean).join(" · "))),
      site.added && h("p", { class: "row-marks" }, badge(site.sent ? "Thêm tại chỗ, đã gửi" : "Thêm tại chỗ, chưa gửi", site.sent ? "ok" : "waiting"), changing.has(site.id) && h("a", { class: "back", href: `#/visit/${visitId}/site/${changing.get(site.id)}` }, "Sửa điểm này")),
      rows(found.filter((slot) => slot.site?.id === site.id), visitId),
    );
  return panel(
    "Điểm kiểm tra",
    sites.length === 0 && h("p", { class: "subtitle" }, "Chưa có điểm nào. Thêm điểm khi đến nơi."),
    h("div", { class: "sites" }, sites.map(each)),
    h("div", { class: "actions" }, link("Thêm điểm", `#/visit/${visitId}/site`, { sign: "plus-lg", "data-key": "add-site" }), halfDone(sheets, "site|")),
  );
};

const verifying = (one, visitId) =>
  one.verifiable && link("Kết luận tại chỗ", `#/visit/${visitId}/verdict/${one.id}`, { kind: "primary", sign: "check-lg", "data-key": `verdict-${one.id}` });

// Why this member may only tell what he saw; nothing is said where he may conclude.
const cannot = (one) => !one.verifiable && one.not_verifiable.length > 0 && h("span", { class: "row-note" }, `Chưa kết luận tại chỗ được: ${one.not_verifiable.join(" ")}`);

const obligationsPanel = ({ obligations }, noted, concluded, sheets, visitId) =>
  panel(
    "Nội dung lần trước còn mở",
    obligations.length === 0 && h("p", { class: "subtitle" }, "Không còn nội dung nào đang mở."),
    h(
      "ul",
      { class: "rows" },
      obligations.map((one) =>
        h(
          "li",
          null,
          h(
            "div",
            { class: "row" },
            h("span", { class: "row-text" }, h("span", { class: "row-title" }, one.recommendation), h("span", { class: "row-note" }, [one.addressee, one.due_on && `hạn ${day(one.due_on)}`, one.measure].filter(Boolean).join(" · ")), cannot(one)),
            h("span", { class: "row-marks" }, badge(one.status_title), concluded.get(one.id) && badge(...concluded.get(one.id)), noted.get(one.id) && badge(`Đã thấy: ${SEEN[noted.get(one.id)].toLowerCase()}`, "ok"), halfDone(sheets, `seen|${one.id}`), halfDone(sheets, `verdict|${one.id}`)),
            verifying(one, visitId),
            link("Ghi điều đã thấy", `#/visit/${visitId}/seen/${one.id}`, { sign: "pencil", "data-key": `seen-${one.id}` }),
          ),
        ),
      ),
    ),
  );

const closed = (title, key, count, ...children) => h("details", { class: "panel", "data-key": key }, h("summary", null, `${title} (${count})`), count ? children : h("p", { class: "subtitle" }, "Không có."));

const findingsPart = ({ findings }) =>
  closed("Phát hiện lần trước", "findings", findings.length, h("ul", { class: "rows" }, findings.map((one) => h("li", null, h("div", { class: "row" }, h("span", { class: "row-text" }, one.text, h("span", { class: "row-note" }, [day(one.date), one.inspection, one.site].filter(Boolean).join(" · "))), badge(one.kind === "strength" ? "Ưu điểm" : "Tồn tại", one.kind === "strength" ? "ok" : "warning"))))));

const figuresPart = ({ figures }) =>
  closed("Số liệu đơn vị đã báo cáo", "figures", figures.length, facts(figures.map((one) => [one.title, h("span", null, String(one.value), one.source && h("span", { class: "row-note" }, one.source))])));

// A paper is opened beside the page, from the copy on the tablet.
const openPaper = async (app, visitId, paper, told) => {
  const blob = await app.core.visits.paper(visitId, paper.id);
  if (!blob) return fill(told, problemBox({ what: "Tài liệu này chưa nằm trong máy.", todo: "Mang theo lại chuyến đi khi có mạng." }, "warning"));
  const url = URL.createObjectURL(blob.type ? blob : new Blob([blob], { type: "application/pdf" }));
  const shown = window.open(url, "_blank");
  if (!shown) h("a", { href: url, download: paper.title }).click();
  return setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

const papersPart = (app, { papers }, visitId) => {
  const told = h("div", { role: "status" });
  const each = (paper) => h("li", null, h("div", { class: "row" }, h("span", { class: "row-text" }, h("span", { class: "row-title" }, paper.title), h("span", { class: "row-note" }, [paper.number, day(paper.date), size(paper.size)].filter(Boolean).join(" · "))), button("Mở", () => openPaper(app, visitId, paper, told), { sign: "file-earmark-pdf", "data-key": `paper-${paper.id}`, "aria-label": `Mở ${paper.title}` })));
  return closed("Tài liệu", "papers", papers.length, told, h("ul", { class: "rows" }, papers.map(each)));
};

const LATER = "ghi thêm vẫn được giữ và gửi, trưởng đoàn sẽ xem riêng.";
const EARLIER = "trưởng đoàn bấm “Bắt đầu buổi làm việc” trên trang công việc; nếu ghi trước lúc đó, trưởng đoàn sẽ xem riêng.";
const notOpen = (about) =>
  !means(about, "filling") &&
  alert("info", h("p", null, `Buổi làm việc đang ở bước “${about.status_title}”: ${means(about, "not_begun") ? EARLIER : LATER}`));

const contents = (app, records, kind) => records.filter((one) => one.kind === kind).map((one) => [one, app.core.records.body(one).content]);

// By obligation the last observation; by site the record in which it can still be changed.
const seenSoFar = (app, records) => new Map(contents(app, records, "observation").map(([, { obligation_id: id, seen }]) => [id, seen]));
const concludedSoFar = (app, records) => new Map(contents(app, records, "verdict").map(([{ state, answer }, told]) => [told.obligation_id, became({ state, outcome: answer?.outcome, content: told })]));
const changingOf = (app, records) => new Map(contents(app, records.filter(changeable), "site").map(([row, { id }]) => [id, row.id]));

const gather = ({ core }, id) => Promise.all([core.visits.get(id), core.records.list(id), core.drafts.list(id), core.drafts.list(id, { sheets: true })]);

// Forms outside a checklist that were begun and neither saved nor thrown away.
const halfDone = (sheets, name) => sheets.some((row) => row.sheet === name && isHalfDone(row)) && badge("Đang ghi dở", "waiting", "pencil");

const content = (app, visitId, [taken, records, drafts, sheets]) => {
  const { bundle } = taken;
  const sites = sitesOf(taken, records);
  const found = slots(taken, sites, drafts, records);
  const unit = found.filter((slot) => !slot.site && slot.checklist !== MINUTES);
  const minutes = found.filter((slot) => slot.checklist === MINUTES);
  return [
    notOpen(bundle.visit),
    h("div", { class: "danger-bar" }, link("Báo nguy hiểm khẩn cấp", `#/visit/${visitId}/danger`, { kind: "danger", sign: "exclamation-triangle", "data-key": "danger" }), halfDone(sheets, "danger")),
    ownPart(mine(bundle, found), visitId),
    found.length ? overview(found) : empty("clipboard-check", "Không có bảng kiểm nào", "Sở chưa chọn bảng kiểm cho cuộc kiểm tra này."),
    sitesPanel(bundle, sites, found, changingOf(app, records), sheets, visitId),
    unit.length > 0 && panel("Tại đơn vị được kiểm tra", rows(unit, visitId)),
    minutes.length > 0 && panel("Biên bản làm việc", rows(minutes, visitId)),
    obligationsPanel(bundle, seenSoFar(app, records), concludedSoFar(app, records), sheets, visitId),
    findingsPart(bundle),
    figuresPart(bundle),
    papersPart(app, bundle, visitId),
    h("p", { class: "subtitle" }, `Dữ liệu của Sở lấy lúc ${when(taken.takenAt)}.`),
  ];
};

export const visit = async (app, { id }) => {
  let gathered = await gather(app, id);
  const [taken] = gathered;
  if (!taken) return null;
  const { visit: about } = taken.bundle;
  const draw = async () => {
    const shown = content(app, id, gathered ?? (await gather(app, id)));
    gathered = null;
    return shown;
  };
  const [body, leave] = await live(h("div", null), draw, [app.core.queue.state]);
  return {
    title: about.unit,
    back: { words: "Chuyến đi của tôi", href: "#/" },
    subtitle: [about.title, day(about.happens_on), about.place, ASSIGNMENTS[about.me_duty]].filter(Boolean).join(" · "),
    body,
    leave,
  };
};
