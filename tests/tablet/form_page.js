// The form on a page of its own, over a draft in memory that keeps a log of all it was asked to do.
import { exifPosition } from "../../inspect/browser/tablet/form/exif.js";
import { openForm } from "../../inspect/browser/tablet/form/form.js";
import { shrink } from "../../inspect/browser/tablet/form/picture.js";

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
    this.change(item, single ? { attachment: id } : [...(this.answers[item] ?? []), { attachment: id }]);
    return { id, stored: true };
  }

  async hidePicture(item, id) {
    const value = this.answers[item];
    this.change(item, Array.isArray(value) ? value.filter((one) => one.attachment !== id) : value?.attachment === id ? null : value);
  }

  async showPicture(item, reference, { single = false, place = 0 } = {}) {
    const list = this.answers[item] ?? [];
    this.change(item, single ? reference : [...list.slice(0, place), reference, ...list.slice(place)]);
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
    definition, scope, draft, context, photos, mode, first, reported,
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
