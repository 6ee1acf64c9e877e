// The form on a page of its own, over a draft in memory that keeps a log of all it was asked to do.
import { exchanged, originalOf, without, withOriginal } from "../../inspect/browser/tablet/draft-pictures.js";
import { exifPosition } from "../../inspect/browser/tablet/form/exif.js";
import { openForm } from "../../inspect/browser/tablet/form/form.js";
import { shrink } from "../../inspect/browser/tablet/form/picture.js";
import { valueAt, withValue } from "../../inspect/browser/tablet/merge.js";

const blank = (value) => value === null || value === undefined || value === "" || (typeof value === "object" && !Object.keys(value).length);

const observable = (value) => {
  const listeners = new Set();
  return {
    value,
    set(next) {
      this.value = next;
      for (const listener of listeners) listener(next);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

class Draft {
  constructor(answers, more) {
    Object.assign(this, { answers, pictures: new Map(), listeners: new Set(), saved: observable({ state: "saved", text: "Đã lưu" }) }, more);
  }

  change(key, value, from = "here") {
    const answers = { ...this.answers };
    if (blank(value)) delete answers[key];
    else answers[key] = value;
    this.answers = answers;
    for (const listener of this.listeners) listener({ keys: [key], from });
  }

  set(key, value) {
    this.change(key, value);
  }

  setInner(group, key, value) {
    const { [key]: _, ...rest } = this.answers[group] ?? {};
    this.change(group, blank(value) ? rest : { ...rest, [key]: value });
  }

  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async addPicture(item, picture, { single = false } = {}) {
    const id = crypto.randomUUID();
    const { blob, thumb, ...row } = picture;
    this.pictures.set(id, { row: { id, item, ...row }, blob, thumb });
    this.become(withValue(this.answers, item, single ? { attachment: id } : [...(valueAt(this.answers, item) ?? []), { attachment: id }]), item);
    return { id, stored: true };
  }

  become(answers, item) {
    this.answers = answers;
    for (const listener of this.listeners) listener({ keys: [item.split(".")[0]], from: "here" });
  }

  async markPicture(item, from, picture) {
    const { id } = await this.addPicture("elsewhere", picture);
    const { elsewhere: _, ...answers } = this.answers;
    const original = originalOf(answers, from) ?? { attachment: from };
    this.become(withOriginal(withOriginal(exchanged(answers, item, from, { attachment: id }), from, null), id, original), item);
    return { id, stored: true };
  }

  async unmarkPicture(item, id) {
    const original = originalOf(this.answers, id);
    this.become(withOriginal(exchanged(this.answers, item, id, original), id, null), item);
  }

  async hidePicture(item, id) {
    this.become(without(this.answers, new Set([id])), item);
  }

  async showPicture(item, reference, { single = false, place = 0 } = {}) {
    const list = valueAt(this.answers, item) ?? [];
    this.become(withValue(this.answers, item, single ? reference : [...list.slice(0, place), reference, ...list.slice(place)]), item);
  }

  async removePicture(item, id) {
    this.pictures.delete(id);
    await this.hidePicture(item, id);
  }
}

window.start = (definition, scope, { reported, answers = {}, context = {}, mode = "list", danger = true, first, ...more } = {}) => {
  const draft = new Draft(answers, more);
  const photos = { get: async (id) => draft.pictures.get(id), thumb: async (id) => draft.pictures.get(id)?.thumb ?? draft.pictures.get(id)?.blob, mostMb: () => 20 };
  Object.assign(window, { draft, dangers: [], progress: null, modes: [] });
  window.form = openForm(document.getElementById("root"), {
    definition, scope, draft, context, photos, mode, first, reported, extras: more.extras,
    onDanger: danger ? (item) => window.dangers.push(item.id) : undefined,
    onChange: (progress) => { window.progress = progress; },
    onMode: (chosen) => window.modes.push(chosen),
    today: () => "2024-07-17",
    timeOfDay: () => "13:05",
    now: () => new Date(2024, 6, 17, 13, 5).getTime(),
  });
};
window.tools = { exifPosition, shrink };
window.ready = true;
