// The browser's own file field speaks the browser's language. Its place is taken by a button in ours and the names of what
// was chosen; the field itself stays for the keyboard, for screen readers and for the form.

const words = (files) => [...files].map(({ name }) => name).join(", ") || "Chưa chọn tệp";

const show = (field) => {
  const names = field.parentElement.querySelector("[data-file-names]");
  if (names) names.textContent = words(field.files);
};

document.addEventListener("change", ({ target }) => target.matches("[data-file-box] input[type=file]") && show(target));
// A form that is reset shows what its fields hold afterwards.
document.addEventListener("reset", ({ target }) => setTimeout(() => target.querySelectorAll("[data-file-box] input[type=file]").forEach(show)));
