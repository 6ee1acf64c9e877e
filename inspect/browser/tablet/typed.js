// What was typed into a form that is saved by a button: kept while the tab lives, because a tablet short of memory closes
// the page when the camera opens. Nothing stays after `forget`, nor after the tab.
const PREFIX = "rasoat-typed-";

const named = (form) => [...form.elements].filter((one) => one.name && one.type !== "file");

export const keepTyped = (form) => {
  const key = PREFIX + location.hash;
  const before = JSON.parse(sessionStorage.getItem(key) ?? "{}");
  for (const control of named(form)) {
    if (!(control.name in before)) continue;
    if (control.type === "radio") control.checked = before[control.name] === control.value;
    else control.value = before[control.name];
  }
  const store = () => sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(new FormData(form).entries())));
  form.addEventListener("input", store);
  return () => sessionStorage.removeItem(key);
};

export const forgetTyped = () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
};
