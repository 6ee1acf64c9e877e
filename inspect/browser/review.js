// Reviewing all findings of an inspection on one page (`data-review`, see templates/pages/findings/review.html): keys, the count
// of ticks, and where the focus stays when the server's answer puts new rows in the place of old ones. The page's links and
// forms do all of it without this script.

const KEYS = "rasoat-review-keys";
const OF_A_ROW = ["a", "r", "e", "x", "u", "Escape", "Control+Enter"];
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

class Review {
  constructor(box) {
    this.box = box;
    this.form = document.getElementById("together");
    this.place = null;
    // Where the person stood before typing the reason for what is ticked.
    this.stood = "";
    this.switch = box.querySelector("[data-review-keys-on]");
    this.switch.checked = localStorage.getItem(KEYS) !== "off";
    box.querySelector("[data-needs-script]").hidden = false;
    this.listen();
    this.count();
    this.begin();
  }

  listen() {
    this.switch.addEventListener("change", () => localStorage.setItem(KEYS, this.switch.checked ? "on" : "off"));
    this.box.querySelector("[data-review-keys]").addEventListener("click", () => this.help());
    this.box.addEventListener("change", () => this.count());
    document.addEventListener("keydown", (event) => this.pressed(event));
    this.box.addEventListener("htmx:beforeRequest", () => this.remember());
    this.box.addEventListener("htmx:beforeSwap", (event) => this.answered(event));
    for (const name of ["htmx:sendError", "htmx:timeout"]) {
      this.box.addEventListener(name, () => this.failed("Không nối được với máy chủ; chưa lưu. Thử lại."));
    }
    // Once for all rows of an answer.
    this.box.addEventListener("htmx:afterSettle", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.settled());
    });
  }

  // The first finding that waits, or the one that the address names; a page on which something is typed keeps its focus.
  begin() {
    const named = location.hash.startsWith("#finding-") ? document.getElementById(location.hash.slice(1)) : null;
    const row = named?.querySelector(".review-row") ?? this.rows().find((one) => one.dataset.status === "drafted") ?? this.rows()[0];
    const typed = this.box.querySelector(".review-row [autofocus]");
    if (document.activeElement === document.body) (typed ?? row)?.focus({ preventScroll: !named && !typed });
  }

  rows() {
    return [...this.box.querySelectorAll(".review-row")];
  }

  row() {
    return document.activeElement?.closest(".review-row") ?? null;
  }

  ticks() {
    return [...this.box.querySelectorAll("[name=picked][type=checkbox]:checked")];
  }

  say(words) {
    document.getElementById("review-said").textContent = words;
  }

  failed(words) {
    const told = document.getElementById("review-failed");
    told.lastElementChild.textContent = words;
    told.hidden = false;
    told.scrollIntoView({ block: "nearest" });
  }

  pressed(event) {
    const at = document.activeElement;
    if (event.isComposing || event.defaultPrevented || !this.switch.checked || !(at === document.body || this.box.contains(at))) return;
    if (at.closest("dialog")) return;
    const typing = at.matches("input:not([type=checkbox]), textarea, select");
    const key = typing ? this.whileTyping(event, at) : event.ctrlKey || event.metaKey || event.altKey ? "" : event.key;
    if (key && this.does(key, at)) event.preventDefault();
  }

  whileTyping(event, at) {
    if (event.key === "Escape") return this.row() ? "Escape" : this.stepBack();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && at.matches("textarea")) return "Control+Enter";
    return "";
  }

  does(key, at) {
    if (key in STEPS) return this.go(STEPS[key]);
    if (key === "?") return this.help();
    if (key === "n") return this.next();
    if (key === "m") return this.merge();
    if ((key === "a" || key === "r") && this.ticks().length) return this.together(key);
    // Enter and the blank belong to a link or button that has the focus.
    if (key === "Enter") return at === this.row() && this.evidence(at);
    return OF_A_ROW.includes(key) && this.press(key);
  }

  press(key) {
    const row = this.row();
    if (!row || row.querySelector(".htmx-request")) return true;
    const found = row.querySelector(`[aria-keyshortcuts="${key}"]`);
    if (found) found.click();
    else if (key !== "Escape") this.say("Không làm được việc ấy với mục này.");
    if (found && key === "x") this.say(`${found.checked ? "Đã đánh dấu" : "Đã bỏ dấu"}; ${this.ticks().length} mục có dấu.`);
    return true;
  }

  go(by) {
    const rows = this.rows();
    const at = rows.indexOf(this.row());
    rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
    return true;
  }

  next() {
    const rows = this.rows();
    const after = [...rows.slice(rows.indexOf(this.row()) + 1), ...rows].find((one) => one.dataset.status === "drafted");
    if (after) after.focus();
    else this.say("Không còn mục nào chưa xem.");
    return true;
  }

  evidence(row) {
    const found = row.querySelector("details");
    if (found) found.open = !found.open;
    this.say(found ? (found.open ? "Đã mở chứng cứ." : "Đã đóng chứng cứ.") : "Mục này không có chứng cứ.");
    return true;
  }

  together(key) {
    this.stood = this.row()?.id ?? "";
    if (key === "r") document.getElementById("together-reason").select();
    else this.form.querySelector("[value=accept]").click();
    return true;
  }

  stepBack() {
    document.getElementById(this.stood)?.focus();
    return "";
  }

  // What stays is the finding on which the person stands, when it is ticked too.
  merge() {
    const row = this.row();
    this.form.elements.into.value = row?.querySelector(":checked[name=picked]")?.value.split(":")[0] ?? "";
    this.form.querySelector("[value=merge]").click();
    return true;
  }

  help() {
    document.getElementById("review-keys").showModal();
    return true;
  }

  count() {
    const ticked = this.ticks().length;
    this.form.toggleAttribute("data-none", !ticked);
    this.form.querySelector("[data-ticked-count]").textContent = ticked ? `Với ${ticked} mục đã đánh dấu:` : "Chưa đánh dấu mục nào.";
  }

  remember() {
    const at = document.activeElement;
    const row = this.row();
    this.place = row && { id: row.id, key: at === row ? "" : at.getAttribute("aria-keyshortcuts") };
  }

  // Rows are taken over whatever the status; a page in their place (signed out, an error) is not.
  answered({ detail }) {
    const rows = detail.xhr.getResponseHeader("Rasoat-Part") !== null;
    detail.shouldSwap = rows;
    if (rows) detail.isError = false;
    document.getElementById("review-failed").hidden = true;
    if (!rows) this.failed("Chưa lưu: phiên làm việc đã hết, hoặc cuộc kiểm tra đã sang bước khác. Mở lại trang rồi làm tiếp.");
  }

  settled() {
    this.count();
    const typed = this.box.querySelector(".review-row [autofocus]:not([data-met])");
    if (typed) {
      typed.dataset.met = "true";
      typed.focus();
      if (typed.name === "reason") typed.select();
    }
    if (document.activeElement?.id === "together-reason" && !this.ticks().length) this.stepBack();
    if (document.activeElement !== document.body || !this.place) return;
    const row = document.getElementById(this.place.id);
    const same = this.place.key && row?.querySelector(`[aria-keyshortcuts="${this.place.key}"]`);
    (same || row)?.focus({ preventScroll: true });
  }
}

for (const box of document.querySelectorAll("[data-review]")) new Review(box);
