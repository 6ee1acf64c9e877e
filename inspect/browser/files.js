// The browser's own file field speaks the browser's language. Its place is taken by a button in ours and the names of what
// was chosen; the field itself stays for the keyboard, for screen readers and for the form. What is too large for the server
// is taken out of the choice at once, and said, before anything is sent.
import { heavier, megabytes } from "./megabytes.js";

const words = (files, none) => [...files].map(({ name }) => name).join(", ") || none;
const boxOf = (field) => field.closest("[data-file-box]");

const show = (field) => {
  const names = boxOf(field)?.querySelector("[data-file-names]");
  if (names) names.textContent = words(field.files, field.hasAttribute("capture") ? "Chưa chụp" : "Chưa chọn tệp");
};

const tell = (field, sentences) => {
  const place = boxOf(field).parentElement.querySelector("[data-file-refused]");
  place.hidden = !sentences.length;
  place.textContent = sentences.join(" ");
};

// What the other fields of the form hold is sent in the same request.
const otherBytes = (field) =>
  [...(field.form?.querySelectorAll("[data-file-box] input[type=file]") ?? [])]
    .filter((other) => other !== field)
    .flatMap(({ files }) => [...files])
    .reduce((sum, { size }) => sum + size, 0);

const sift = (field) => {
  const { mostMb, mostTogetherMb } = boxOf(field).dataset;
  const kept = new DataTransfer();
  const refused = [];
  let together = otherBytes(field);
  for (const file of field.files) {
    const dropped = `Đã bỏ “${file.name}” nặng ${megabytes(file.size)}`;
    if (heavier(file.size, mostMb)) refused.push(`${dropped}: mỗi tệp nhiều nhất ${mostMb} MB. Giảm dung lượng hoặc chia nhỏ rồi chọn lại.`);
    else if (heavier(together + file.size, mostTogetherMb)) refused.push(`${dropped}: các tệp của một lần gửi nặng nhiều nhất ${mostTogetherMb} MB. Gửi tệp này ở lần sau.`);
    else {
      together += file.size;
      kept.items.add(file);
    }
  }
  if (refused.length) field.files = kept.files;
  tell(field, refused);
};

const chosen = (field) => {
  sift(field);
  show(field);
};

document.addEventListener("change", ({ target }) => target.matches("[data-file-box] input[type=file]") && chosen(target));
// A form that is reset shows what its fields hold afterwards.
document.addEventListener("reset", ({ target }) => setTimeout(() => target.querySelectorAll("[data-file-box] input[type=file]").forEach(chosen)));
