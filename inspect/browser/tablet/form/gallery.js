// Thumbnails of photographs. Each is loaded when it comes near the screen and released when it is far away, so that two
// hundred of them cost no more than those in sight.
import { h, icon } from "../dom.js";
import { isUnseen } from "./picture.js";

const NEAR = "600px";

export const keyOf = (reference) => reference.attachment ?? reference.sha256;

const loader = (photos) => {
  const urls = new Map();
  const drop = (image) => {
    if (!urls.has(image)) return;
    URL.revokeObjectURL(urls.get(image));
    urls.delete(image);
    image.removeAttribute("src");
  };
  const load = async (image) => {
    const blob = await photos.thumb(image.dataset.photo);
    if (!image.isConnected || urls.has(image)) return;
    image.parentElement.classList.toggle("is-away", !blob);
    image.parentElement.classList.toggle("is-unseen", isUnseen(blob));
    if (!blob || isUnseen(blob)) return;
    urls.set(image, URL.createObjectURL(blob));
    image.src = urls.get(image);
  };
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) load(target);
        else drop(target);
      }
    },
    { rootMargin: NEAR },
  );
  const close = () => {
    watcher.disconnect();
    for (const image of urls.keys()) drop(image);
  };
  return { watch: (image) => watcher.observe(image), close, forget: (image) => {
    watcher.unobserve(image);
    drop(image);
  } };
};

// Returns {element, show(references), close()}. `open(reference, number)` is called when a thumbnail is touched.
export const gallery = ({ photos, label, open }) => {
  const element = h("ul", { class: "photos" });
  const shown = new Map();
  const images = loader(photos);
  const add = (reference) => {
    const image = h("img", { alt: "", "data-photo": keyOf(reference) });
    const number = h("span", { class: "visually-hidden" });
    const away = h("span", { class: "photo-away" }, icon("cloud-check"), "Đã gửi, không còn trên máy");
    const unseen = h("span", { class: "photo-unseen" }, icon("image"), "Xem được sau khi gửi");
    const touch = h("button", { type: "button", class: "photo", onclick: () => open(reference, touch) }, image, away, unseen, number);
    images.watch(image);
    return { item: h("li", null, touch), image, number };
  };
  const show = (references) => {
    const keys = references.map(keyOf);
    for (const [key, { item, image }] of shown) {
      if (keys.includes(key)) continue;
      images.forget(image);
      item.remove();
      shown.delete(key);
    }
    references.forEach((reference, n) => {
      const key = keyOf(reference);
      if (!shown.has(key)) shown.set(key, add(reference));
      const { item, number } = shown.get(key);
      number.textContent = `${label}, ảnh ${n + 1}. Mở to`;
      if (element.children[n] !== item) element.insertBefore(item, element.children[n] ?? null);
    });
  };
  return { element, show, close: images.close };
};
