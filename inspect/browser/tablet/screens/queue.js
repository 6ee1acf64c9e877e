// "Hàng gửi": every record and photograph, its state, why it waits, and what can be done about it.
import { alert, button, empty, fill, h, icon, panel } from "../dom.js";
import { live, problemBox, stateBadge } from "../parts.js";
import { signIn } from "../sign-in.js";
import { wholeOf } from "../spot-verdict.js";
import { KINDS, number, OUTCOMES, SEEN, size, VERDICTS, when } from "../words.js";

const SHOWN = 60;

const about = (entry, titles) => {
  const { content, kind } = entry;
  if (entry.type === "photo") return `Ảnh: ${titles.item(entry)}`;
  if (kind === "response") return titles.response(entry);
  if (kind === "site") return `${KINDS.site}: ${content.name}`;
  if (kind === "danger") return `${KINDS.danger}: ${content.what}`;
  if (kind === "verdict") return `${KINDS.verdict}: ${VERDICTS[wholeOf(content.parts)].toLowerCase()}`;
  return `${KINDS.observation}: ${SEEN[content.seen]}`;
};

const notes = (entry) => [
  entry.type === "photo" && `${size(entry.size)}${entry.offset > 0 && entry.state !== "sent" ? `, đã gửi ${Math.floor((100 * entry.offset) / entry.size)}%` : ""}`,
  entry.waitsFor && entry.state === "waiting" && "chờ gửi bản ghi trước",
  entry.state === "sent" ? `Sở đã nhận lúc ${when(entry.ackAt)}` : entry.lastTryAt && `thử lần cuối ${when(entry.lastTryAt)}, ${entry.attempts} lần`,
  entry.state !== "sent" && entry.nextTryAt > Date.now() && `thử lại lúc ${when(entry.nextTryAt)}`,
  entry.state === "sent" && entry.outcome && entry.outcome !== "applied" && OUTCOMES[entry.outcome],
];

const why = ({ problem, state, outcome }) => problem && (state !== "sent" || outcome === "observed") && h("span", { class: "row-note" }, icon("info-circle"), ` ${[problem.what, ...(problem.reasons ?? []).slice(0, 3).map(({ message }) => message), problem.todo].filter(Boolean).join(" ")}`);

const row = (app, entry, titles) =>
  h(
    "li",
    null,
    h(
      "div",
      { class: "row" },
      h("span", { class: "row-text" }, h("span", { class: "row-title" }, about(entry, titles)), h("span", { class: "row-note" }, [titles.unit(entry), ...notes(entry)].filter(Boolean).join(" · ")), why(entry)),
      h("span", { class: "row-marks" }, stateBadge(entry.state)),
      ["waiting", "refused"].includes(entry.state) && entry.attempts > 0 && button("Gửi lại", () => app.core.queue.retry(entry.id), { sign: "arrow-repeat", "data-key": `retry-${entry.id}`, "aria-label": `Gửi lại ${about(entry, titles)}` }),
      entry.state === "refused" && entry.draftId && h("a", { class: "btn", href: titles.href(entry) }, icon("pencil"), "Mở để sửa"),
    ),
  );

const list = (app, title, entries, titles) =>
  entries.length > 0 && panel(`${title} (${number(entries.length)})`, h("ul", { class: "rows" }, entries.slice(0, SHOWN).map((entry) => row(app, entry, titles))), entries.length > SHOWN && h("p", { class: "subtitle" }, `và ${number(entries.length - SHOWN)} mục nữa`));

// The name of a record or photograph, from the visits that are on this tablet.
const titlesOf = async (core) => {
  const rows = new Map((await core.visits.list()).map((one) => [one.id, one]));
  const drafts = new Map((await Promise.all([...rows.keys()].map((id) => core.drafts.list(id)))).flat().map((one) => [one.id, one]));
  const sites = new Map((await Promise.all([...rows.keys()].map((id) => core.visits.sites(id)))).flat().map((one) => [one.id, one]));
  const definition = (entry, checklist, version) => rows.get(entry.visitId)?.bundle.definitions.find((one) => one.id === checklist && (!version || one.version === version));
  return {
    unit: (entry) => rows.get(entry.visitId)?.bundle.visit.unit ?? "",
    response: ({ content, ...entry }) => [definition(entry, content.checklist, content.checklist_version)?.title ?? KINDS.response, content.site_id && sites.get(content.site_id)?.name].filter(Boolean).join(", "),
    item: (entry) => {
      const draft = drafts.get(entry.draftId);
      if (!draft) return KINDS[entry.kind].toLowerCase();
      const items = definition(entry, draft.checklist, draft.version)?.sections.flatMap((section) => section.items) ?? [];
      return [items.find((one) => one.id === entry.item)?.label, sites.get(draft.siteId)?.name].filter(Boolean).join(", ");
    },
    href: (entry) => {
      const draft = drafts.get(entry.draftId);
      return draft ? `#/visit/${draft.visitId}/fill/${draft.checklist}/${draft.scope}/${draft.siteId ?? "unit"}` : `#/visit/${entry.visitId}`;
    },
  };
};

const standing = ({ waitingRecords, waitingPhotos, drafts, sheets, refused }) => {
  const parts = [waitingRecords + waitingPhotos && `${number(waitingRecords)} bản ghi và ${number(waitingPhotos)} ảnh chờ gửi`, drafts && `${drafts} bảng kiểm đang ghi`, sheets && `${sheets} mục đang ghi dở, chưa lưu`, refused && `${number(refused)} mục Sở chưa nhận`].filter(Boolean);
  return parts.length ? `Còn ${parts.join(", ")}.` : "Mọi thứ đã về Sở.";
};

const resting = (app, { rest, login, paused, elsewhere }, some) => [
  login && alert("warning", h("p", null, "Hết hạn đăng nhập: hàng gửi nghỉ cho đến khi đăng nhập lại. Không có gì bị mất."), h("div", { class: "actions" }, button("Đăng nhập lại", async () => { app.notice = await signIn(app.core); app.open(); }, { "data-key": "sign-in" }))),
  paused && alert("info", h("p", null, "Đang tạm dừng gửi.")),
  some && !paused && rest && alert("info", h("p", null, `${rest.problem?.what ?? "Chưa gửi được."} Máy tự thử lại lúc ${when(rest.until)}.`)),
  elsewhere && alert("info", h("p", null, "Một cửa sổ khác của trang này đang gửi.")),
];

const download = async (core, told) => {
  fill(told, "Đang gom các mục chưa gửi…");
  try {
    const { blob, name, records, photos } = await core.exportFile();
    const url = URL.createObjectURL(blob);
    h("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    fill(told, `Đã xuất ${records} bản ghi và ${photos} ảnh vào tệp ${name}. Đưa tệp này cho Sở nếu máy không gửi được.`);
  } catch (error) {
    fill(told, `${error.problem?.what ?? "Chưa xuất được tệp."} ${error.problem?.todo ?? "Thử lại."}`);
  }
};

export const queue = async (app) => {
  const { core } = app;
  const told = h("p", { role: "status" });
  const draw = async () => {
    // This is not shown before the entries have been counted.
    const state = core.queue.state.value.counted ? core.queue.state.value : await core.queue.count();
    const entries = await core.queue.entries();
    const titles = await titlesOf(core);
    const of = (...states) => entries.filter((entry) => states.includes(entry.state));
    const waiting = of("waiting", "sending");
    return [
      resting(app, state, waiting.length > 0),
      h("p", null, standing(state)),
      h("div", { class: "actions" }, state.paused ? button("Gửi tiếp", () => core.queue.resume(), { kind: "primary", sign: "play-fill", "data-key": "pause" }) : button("Tạm dừng gửi", () => core.queue.pause(), { sign: "pause-fill", "data-key": "pause" }), button("Gửi ngay", () => core.queue.retryAll(), { sign: "send", disabled: !navigator.onLine || state.paused, "data-key": "now" }), button("Xuất ra tệp", () => download(core, told), { sign: "download", "data-key": "export" })),
      told,
      entries.length === 0 && empty("cloud-check", "Hàng gửi đang trống", "Những gì ghi trong chuyến đi sẽ hiện ở đây cho đến khi Sở nhận."),
      list(app, "Sở chưa nhận, cần xem", of("refused"), titles),
      list(app, "Chờ gửi", waiting, titles),
      list(app, "Đến muộn, chờ trưởng đoàn", of("quarantined"), titles),
      list(app, "Đã gửi", of("sent"), titles),
    ];
  };
  const [body, leave] = await live(h("div", null), draw, [core.queue.state]);
  return { title: "Hàng gửi", back: { words: "Chuyến đi của tôi", href: "#/" }, body, leave };
};
