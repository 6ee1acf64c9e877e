// The last picture that an earlier visit took for the same question at the same place, beside the camera.
import { h } from "../dom.js";
import { day } from "../words.js";

// `known`: {date, blob() → Promise<Blob | undefined>}, or nothing when there is none.
export const before = (known, label) => {
  if (!known) return null;
  const image = h("img", { alt: `Ảnh lần trước: ${label}`, loading: "lazy" });
  const element = h("figure", { class: "q-before", hidden: true }, image, h("figcaption", null, `Ảnh lần trước, ngày ${day(known.date)}. So với ảnh chụp hôm nay.`));
  let url = "";
  const shown = known.blob().then((blob) => {
    if (!blob) return;
    url = URL.createObjectURL(blob);
    image.src = url;
    element.hidden = false;
  }, () => {});
  const close = () => shown.then(() => url && URL.revokeObjectURL(url));
  return { element, close };
};
