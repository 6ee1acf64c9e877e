// One photograph in large size, with what is known of it and buttons to mark something on it and to remove it.
import { button, h } from "../dom.js";
import { position, size, when } from "../words.js";
import { keyOf } from "./gallery.js";
import { isUnseen } from "./picture.js";

const facts = (row) => {
  if (!row) return "Ảnh đã gửi về máy chủ; máy này không còn giữ ảnh.";
  const taken = row.takenAt ? `Chụp lúc ${when(row.takenAt)}. ` : "";
  return `${taken}${row.position ? `Vị trí: ${position(row.position)}.` : "Ảnh không có vị trí."}`;
};

// `remove()` is called when the person removes the photograph; `mark(found)` and `unmark()`, where they are given, when
// something is to be marked on it or its marks are to go. The focus returns to where it was.
export const viewPhoto = async (host, photos, reference, { title, remove, mark, unmark }) => {
  const found = await photos.get(keyOf(reference));
  const unseen = isUnseen(found?.blob);
  const url = found?.blob && !unseen ? URL.createObjectURL(found.blob) : "";
  const close = () => dialog.close();
  const dialog = h(
    "dialog",
    { class: "viewer", "aria-label": title },
    url && h("img", { src: url, alt: title }),
    unseen && h("p", null, `Ảnh HEIC, ${size(found.blob.size)}: máy này không hiện được. Xem được ở trang công việc sau khi gửi.`),
    h("p", null, facts(found?.row)),
    h("div", { class: "actions" },
      url && mark && button("Đánh dấu, che mặt", () => {
        close();
        mark(found);
      }, { kind: "outline-primary", sign: "pencil" }),
      unmark && button("Bỏ đánh dấu", () => {
        close();
        unmark();
      }, { kind: "outline-secondary", sign: "arrow-counterclockwise" }),
      button("Bỏ ảnh này", () => {
        close();
        remove();
      }, { kind: "outline-danger", sign: "trash" }),
      button("Đóng", close, { kind: "primary" })),
  );
  dialog.addEventListener("close", () => {
    if (url) URL.revokeObjectURL(url);
    dialog.remove();
  });
  host.append(dialog);
  dialog.showModal();
};
