// A checklist's form on a page of its own, over a draft that lives as long as the page: what an administrator writes is seen
// as a tablet will show it. Nothing that is filled in is kept.
import { own } from "./rules/objects.js";
import { openForm } from "./form/form.js";

const isBlank = (value) => value === null || value === undefined || value === "" || (typeof value === "object" && !Object.keys(value).length);
const without = (answers, key) => Object.fromEntries(Object.entries(answers).filter(([name]) => name !== key));
const withValue = (answers, key, value) => (isBlank(value) ? without(answers, key) : { ...answers, [key]: value });

const saved = { value: { state: "saved", text: "Xem trước" }, subscribe: () => () => {} };

const passing = () => {
  const listeners = new Set();
  const pictures = new Map();
  const draft = { answers: {}, saved, pictures };
  const change = (key, value) => {
    draft.answers = withValue(draft.answers, key, value);
    for (const tell of listeners) tell({ keys: [key], from: "here" });
  };
  const list = (item) => own(draft.answers, item) ?? [];
  return Object.assign(draft, {
    set: change,
    setInner: (group, key, value) => change(group, withValue(own(draft.answers, group) ?? {}, key, value)),
    subscribe: (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    addPicture: async (item, picture, { single = false } = {}) => {
      const id = crypto.randomUUID();
      pictures.set(id, picture);
      change(item, single ? { attachment: id } : [...list(item), { attachment: id }]);
      return { id, stored: true };
    },
    hidePicture: async (item, id) => change(item, Array.isArray(list(item)) ? list(item).filter((one) => one.attachment !== id) : null),
    showPicture: async (item, reference, { single = false } = {}) => change(item, single ? reference : [...list(item), reference]),
    removePicture: async (item, id) => {
      pictures.delete(id);
      await draft.hidePicture(item, id);
    },
  });
};

const root = document.getElementById("preview");
const draft = passing();
const photos = {
  get: async (id) => ({ row: { id }, ...draft.pictures.get(id) }),
  thumb: async (id) => draft.pictures.get(id)?.thumb ?? draft.pictures.get(id)?.blob,
  mostMb: () => 20,
};
const first = window.location.hash.slice(1);
const form = openForm(root, {
  definition: JSON.parse(root.dataset.definition),
  scope: root.dataset.scope,
  draft,
  photos,
  context: { unit: "Đơn vị được kiểm tra", site: "nơi kiểm tra" },
  first: first || undefined,
});
form.drawn.then(() => first && form.goTo(first));
