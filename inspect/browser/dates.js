// A date is a text as people write it, 17/7/2024; the button beside it opens the browser's calendar and writes the chosen day.
// The browser's own date field would show 07/17/2024 to whoever has an English browser.

const LOCAL = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\s*$/;

const iso = (typed) => {
  const [, day, month, year] = LOCAL.exec(typed) ?? [];
  return day ? `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
};

const local = (chosen) => chosen.split("-").reverse().join("/");

const write = (field, words) => {
  field.value = words;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  field.focus();
};

const calendarBeside = (button, field) => {
  const calendar = document.createElement("input");
  Object.assign(calendar, { type: "date", className: "date-calendar", tabIndex: -1 });
  calendar.setAttribute("aria-hidden", "true");
  calendar.addEventListener("change", () => calendar.value && write(field, local(calendar.value)));
  // Only what the person sees is part of the form: neither its guard against leaving nor its filter hears the calendar.
  for (const name of ["input", "change"]) calendar.addEventListener(name, (event) => event.stopPropagation());
  button.after(calendar);
  return calendar;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-date-pick]");
  if (!button) return;
  const field = button.parentElement.querySelector("[data-date]");
  const calendar = button.parentElement.querySelector(".date-calendar") ?? calendarBeside(button, field);
  calendar.value = iso(field.value);
  calendar.showPicker();
});
