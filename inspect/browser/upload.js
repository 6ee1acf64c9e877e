// Large files: a form with `data-upload="#result"` shows how much has arrived, and then that element of the answer.
// Without this script the form is sent like any other.

const tell = (form, part, words, value) => {
  const box = form.querySelector("[data-upload-progress]");
  box.hidden = !part;
  box.querySelector("[data-upload-words]").textContent = words;
  const bar = box.querySelector("progress");
  if (value === null) bar.removeAttribute("value");
  else bar.value = value;
};

const show = (form, html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector(form.dataset.upload);
  if (!fresh) return false;
  document.querySelector(form.dataset.upload).replaceWith(fresh);
  form.reset();
  fresh.focus();
  fresh.scrollIntoView({ block: "start" });
  return true;
};

const done = (form, request) => {
  form.removeAttribute("aria-busy");
  form.querySelectorAll("button").forEach((button) => (button.disabled = false));
  tell(form, false, "", 0);
  const failed = form.querySelector("[data-upload-failed]");
  failed.hidden = request.status !== 0 && show(form, request.responseText);
};

const send = (form) => {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", ({ loaded, total }) => tell(form, true, "Đang gửi tệp…", Math.round((100 * loaded) / total)));
  request.upload.addEventListener("load", () => tell(form, true, "Đã gửi xong, máy chủ đang kiểm tra từng bản ghi và ảnh…", null));
  request.addEventListener("loadend", () => done(form, request));
  const body = new FormData(form);
  form.setAttribute("aria-busy", "true");
  form.querySelectorAll("button").forEach((button) => (button.disabled = true));
  form.querySelector("[data-upload-failed]").hidden = true;
  tell(form, true, "Đang gửi tệp…", 0);
  request.send(body);
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("form[data-upload]");
  if (!form || !form.querySelector("input[type=file]").files.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  send(form);
}, { capture: true });
