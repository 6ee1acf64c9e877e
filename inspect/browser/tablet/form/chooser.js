// A button over a file field: with `capture` it opens the camera at once.
import { h, icon } from "../dom.js";

export const chooser = ({ id, words, sign, onFiles, ...attributes }) => {
  const input = h("input", { type: "file", id, accept: "image/*,image/heic,image/heif", ...attributes });
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    if (files.length) onFiles(files);
  });
  return h("label", { class: "btn btn-outline-primary choose", for: id }, icon(sign), h("span", null, words), input);
};
