// "Chuyến đi của tôi": the visits that can be taken along, and those that are complete on this tablet.
import { alert, badge, button, empty, fill, h, link } from "../dom.js";
import { problemBox, progress } from "../parts.js";
import { shellReady } from "../shell.js";
import { signIn } from "../sign-in.js";
import { ASSIGNMENTS, day, size, when } from "../words.js";

const NO_SHELL = {
  what: "Trình duyệt này không giữ được trang để mở khi không có mạng.",
  todo: "Mở bằng Chrome qua địa chỉ bắt đầu bằng https, không dùng cửa sổ ẩn danh, rồi thử lại.",
};
const STEPS = { bundle: "Đang lấy bảng kiểm và dữ liệu", papers: "Đang lấy tài liệu", telling: "Đang báo về Sở" };

const takeAlong = async (app, trip, place) => {
  const shown = h("div", { role: "status" });
  fill(place, shown);
  const onProgress = ({ step, bytes, total, files, filesTotal }) =>
    fill(shown, progress(STEPS[step] ?? "Đang lấy", files ?? 0, filesTotal, [filesTotal && `${files}/${filesTotal} tài liệu`, bytes && `${size(bytes)}${total ? ` trên ${size(total)}` : ""}`].filter(Boolean).join(" · ")));
  fill(shown, progress(STEPS.bundle, 0, 0));
  app.core.askPersist();
  const answer = await app.core.take.visit(trip.id, { onProgress });
  if (!answer.ok) return problemBox(answer.problem);
  try {
    await shellReady();
  } catch {
    return problemBox(NO_SHELL);
  }
  return alert("success", h("p", null, h("strong", null, "Sẵn sàng làm việc không cần mạng.")), h("p", null, `Đã mang theo ${size(answer.size)}.`));
};

const card = (app, trip, results, again) => {
  const place = h("div", null);
  const start = async (event) => {
    event.currentTarget.disabled = true;
    results.set(trip.id, await takeAlong(app, trip, place));
    await again();
  };
  const words = trip.here ? "Mang theo lại" : "Mang theo";
  return h(
    "section",
    { class: "panel", "aria-labelledby": `trip-${trip.id}` },
    h("h2", { id: `trip-${trip.id}` }, trip.here ? h("a", { href: `#/visit/${trip.id}` }, trip.unit) : trip.unit),
    h("p", { class: "subtitle" }, [day(trip.happensOn), trip.place, ASSIGNMENTS[trip.assignment] ?? trip.assignment].filter(Boolean).join(" · ")),
    h("p", { class: "row-marks" }, badge(trip.statusTitle), " ", trip.here ? badge(`Đã mang theo lúc ${when(trip.takenAt)}, ${size(trip.size ?? 0)}`, "ok", "check-lg") : badge("Chưa mang theo", "waiting", "download"), trip.news && badge("Sở có thay đổi, nên mang theo lại", "warning", "arrow-repeat")),
    results.get(trip.id) ?? place,
    results.get(trip.id) && place,
    h(
      "div",
      { class: "actions" },
      trip.here && link("Mở", `#/visit/${trip.id}`, { kind: "primary", sign: "arrow-right", "data-key": `open-${trip.id}` }),
      trip.offered && button(words, start, { kind: trip.here ? "outline-primary" : "primary", sign: trip.here ? "arrow-repeat" : "download", disabled: !navigator.onLine, "data-key": `take-${trip.id}` }),
    ),
  );
};

// The server's list and the visits on this tablet, one entry for each visit.
const gather = (offered, rows) => {
  const known = new Map(rows.map((row) => [row.id, row]));
  const listed = offered.map((trip) => {
    const row = known.get(trip.visit_id);
    known.delete(trip.visit_id);
    return { id: trip.visit_id, unit: trip.unit, happensOn: trip.happens_on, place: trip.place, assignment: trip.duty, statusTitle: trip.status_title, here: trip.here, takenAt: trip.takenAt, size: row?.size, offered: true, news: Boolean(row) && row.bundle.visit.status !== trip.status };
  });
  const rest = [...known.values()].map(({ id, bundle: { visit }, takenAt, size: bytes }) => ({ id, unit: visit.unit, happensOn: visit.happens_on, place: visit.place, assignment: visit.me_duty, statusTitle: visit.status_title, here: true, takenAt, size: bytes, offered: false }));
  return [...listed, ...rest];
};

const expired = (app) =>
  app.core.session.state.value.status === "expired" &&
  alert("warning", h("p", null, "Đã hết hạn đăng nhập. Vẫn ghi được như thường; đăng nhập lại để gửi về Sở."), h("div", { class: "actions" }, button("Đăng nhập lại", async () => { app.notice = await signIn(app.core); app.open(); }, { disabled: !navigator.onLine })));

const notListed = ({ problem }, found) => {
  if (navigator.onLine) return problemBox(problem, "warning");
  return alert(found ? "info" : "warning", h("p", null, "Không có mạng: đây là danh sách của lần trước. Chuyến đi đã mang theo vẫn mở được."));
};

const none = () => empty("clipboard-check", "Chưa có chuyến đi nào", "Khi Sở ghi tên bạn vào một đoàn kiểm tra, chuyến đi hiện ở đây để mang theo.");

export const trips = async (app) => {
  const results = new Map();
  const place = h("div", null);
  let list = null;
  const redraw = async () => {
    const found = gather(list?.trips ?? [], await app.core.visits.list());
    const cards = found.map((trip) => card(app, trip, results, load));
    fill(place, expired(app), list && !list.ok && notListed(list, found.length), cards, !cards.length && (list ? none() : h("p", null, "Đang hỏi Sở…")));
  };
  // The visits on this tablet are shown at once; the server's list is added when it arrives.
  const load = async () => {
    list = await app.core.take.trips();
    await redraw();
  };
  await redraw();
  load();
  const { account } = app.core.session.state.value;
  return { title: "Chuyến đi của tôi", subtitle: [account?.name, account?.agency].filter(Boolean).join(" · "), actions: link("Mở điểm theo mã", "#/place", { sign: "camera" }), body: place };
};
