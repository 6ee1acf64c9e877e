// A list of rows that are picked (`data-picked`, see templates/pages/macros/picked.html): adds the search, and does at once
// what its buttons do by sending the form. A row that was taken out is kept with what was typed in it, until the page is left.
import { fold } from "./fold.js";

const dayOf = (typed) => {
  const [, day, month, year] = /^\s*(\d{1,2})\D(\d{1,2})\D(\d{4})\s*$/.exec(typed ?? "") ?? [];
  return year ? year * 10_000 + month * 100 + Number(day) : 0;
};

// Whether what an element tells of exists on a day; a day that is not there does not matter.
const serves = ({ first, last }, day) => !day || ((!first || dayOf(first) <= day) && (!last || day <= dayOf(last)));

const button = (words, act) => {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "btn btn-outline-secondary", textContent: words });
  made.addEventListener("click", act);
  return made;
};

class Picked {
  constructor(box) {
    this.box = box;
    this.noun = box.dataset.noun;
    this.list = box.querySelector(".picker-list");
    this.rows = box.querySelector(".picked-rows");
    this.find = box.querySelector(".picker-find input");
    this.template = box.querySelector("template[data-name]");
    this.number = Number(/\d+$/.exec(this.template.dataset.name)[0]);
    this.out = new Map();
    this.folded = new WeakMap();
    this.undo = null;
    box.querySelector(".picker-find").hidden = false;
    for (const row of this.rows.children) this.addCalendars(row);
    this.listen();
    this.tell();
  }

  listen() {
    // What is searched for is no part of the form: the guard against leaving does not hear it.
    for (const kind of ["input", "change"]) {
      this.find.addEventListener(kind, (event) => {
        event.stopPropagation();
        this.tell();
      });
    }
    this.find.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      if (this.shown().length === 1) this.pick(this.shown());
    });
    this.list.addEventListener("change", () => this.tell());
    this.box.querySelector("[data-tick-shown]").addEventListener("click", () => {
      for (const choice of this.shown()) choice.querySelector("input").checked = true;
      this.changed();
    });
    this.box.addEventListener("click", (event) => this.pressed(event));
  }

  pressed(event) {
    const pressed = event.target.closest("button[name=add], button[name=all], button[name=drop]");
    if (!pressed) return;
    event.preventDefault();
    if (pressed.name === "drop") this.drop(pressed.closest("li"));
    else if (pressed.name === "add") this.pick(this.ticked());
    else this.pick(this.ofGroup(pressed.value.split(":")[1]));
  }

  shown() {
    return [...this.list.children].filter((choice) => !choice.hidden);
  }

  ticked() {
    return [...this.list.children].filter((choice) => choice.querySelector("input").checked);
  }

  ofGroup(group) {
    const day = dayOf(this.box.querySelector("[data-shared-day]")?.value) || dayOf(this.box.dataset.day);
    return [...this.list.children].filter(({ dataset }) => dataset.group === group && serves(dataset, day));
  }

  pick(choices) {
    if (!choices.length) return;
    const rows = choices.map((choice) => this.rowOf(choice));
    for (const choice of choices) choice.remove();
    this.rows.append(...rows);
    this.find.value = "";
    const told = document.createElement("p");
    told.className = "picked-undo";
    this.box.querySelector(".picked-count").before(told);
    this.offerUndo(told, `Đã thêm ${rows.length} ${this.noun}.`, () => {
      for (const row of rows) this.takeOut(row);
      this.changed();
    });
    this.changed();
    this.find.focus({ preventScroll: true });
  }

  drop(row) {
    const next = row.nextElementSibling;
    this.takeOut(row);
    const told = document.createElement("li");
    told.className = "picked-undo";
    this.rows.insertBefore(told, next);
    const undo = this.offerUndo(told, `Đã bỏ ${row.querySelector("strong").textContent}.`, () => {
      this.choiceOf(row)?.remove();
      this.rows.insertBefore(row, next?.isConnected ? next : null);
      this.changed();
      row.querySelector("button[name=drop]").focus();
    });
    this.changed();
    undo.focus();
  }

  // Only the last step can be taken back.
  offerUndo(told, words, act) {
    this.undo?.remove();
    this.undo = told;
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    const back = button("Hoàn tác", () => {
      told.remove();
      act();
    });
    told.append(said, back);
    said.textContent = words;
    return back;
  }

  idOf(row) {
    return row.querySelector("input[type=hidden]").value;
  }

  choiceOf(row) {
    return this.list.querySelector(`input[value="${CSS.escape(this.idOf(row))}"]`)?.closest("li");
  }

  takeOut(row) {
    row.remove();
    this.out.set(this.idOf(row), row);
    const choice = document.createElement("li");
    Object.assign(choice.dataset, { ...row.dataset });
    const label = document.createElement("label");
    const box = document.createElement("input");
    Object.assign(box, { className: "form-check-input", type: "checkbox", name: `${this.box.dataset.picked}-pick`, value: this.idOf(row) });
    const name = document.createElement("span");
    name.textContent = row.querySelector("strong").textContent;
    label.append(box, name);
    choice.append(label);
    const before = [...this.list.children].find((one) => one.textContent.trim().localeCompare(name.textContent, "vi") > 0);
    this.list.insertBefore(choice, before ?? null);
  }

  rowOf(choice) {
    const id = choice.querySelector("input").value;
    const kept = this.out.get(id);
    this.out.delete(id);
    return kept ?? this.newRow(choice, id);
  }

  newRow(choice, id) {
    const { name } = this.template.dataset;
    const holder = document.createElement("template");
    holder.innerHTML = this.template.innerHTML.replaceAll(name, `${this.box.dataset.picked}-${this.number}`);
    this.number += 1;
    const row = holder.content.querySelector("li");
    Object.assign(row.dataset, { ...choice.dataset });
    row.querySelector("input[type=hidden]").value = id;
    row.querySelector("strong").textContent = choice.querySelector("span").firstChild.textContent.trim();
    const own = row.querySelector("select:not([data-kept])");
    if (own && choice.dataset.own) {
      own.append(new Option("Không có", ""), ...Object.entries(JSON.parse(choice.dataset.own)).map(([value, words]) => new Option(words, value)));
    } else own?.closest("div").remove();
    this.addCalendars(row);
    return row;
  }

  // Hundreds of buttons would make the page twice as long, and without a script they would do nothing.
  addCalendars(row) {
    const calendar = this.box.querySelector("template[data-calendar]").content;
    for (const field of row.querySelectorAll("label > [data-date]")) {
      const [label, box] = [field.parentElement, document.createElement("span")];
      field.id ||= field.name;
      field.placeholder = "ngày/tháng/năm";
      field.autocomplete = "off";
      label.htmlFor = field.id;
      box.className = "date-box";
      box.append(field, calendar.cloneNode(true));
      label.after(box);
    }
  }

  changed() {
    this.tell();
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  tell() {
    const words = fold(this.find.value).split(" ");
    for (const choice of this.list.children) {
      if (!this.folded.has(choice)) this.folded.set(choice, fold(choice.textContent));
      choice.hidden = !words.every((word) => this.folded.get(choice).includes(word));
    }
    const [shown, ticked] = [this.shown(), this.ticked()];
    const none = this.box.querySelector(".picker-none");
    none.hidden = shown.length > 0;
    none.textContent = this.list.children.length ? `Không có ${this.noun} nào khớp.` : `Không còn ${this.noun} nào để chọn.`;
    const all = this.box.querySelector("[data-tick-shown]");
    all.hidden = words.join("") === "" || shown.length < 2;
    all.textContent = `Đánh dấu ${shown.length} ${this.noun} đang hiện`;
    const add = this.box.querySelector("button[name=add]");
    add.lastChild.textContent = ticked.length ? ` Thêm ${ticked.length} ${this.noun} đã đánh dấu` : ` Thêm ${this.noun} đã đánh dấu`;
    const chosen = this.rows.querySelectorAll(":scope > li:not(.picked-undo)").length;
    this.box.querySelector(".picked-count").textContent = `Đã chọn ${chosen} ${this.noun}.`;
  }
}

for (const box of document.querySelectorAll("[data-picked]")) new Picked(box);
