// A position: from the device, or typed by hand. `value()` gives {latitude, longitude, accuracy} (null: unknown) or
// null when what was typed is no position; the field then says so.
import { button, field, fill, h, refuse } from "./dom.js";
import { locate } from "./locate.js";

const read = (text) => {
  const typed = text.trim().replace(",", ".");
  if (!typed) return null;
  return /^-?\d{1,3}(\.\d+)?$/.test(typed) ? Number(typed) : Number.NaN;
};

const LIMITS = { latitude: 90, longitude: 180 };

const coordinate = (label, name, start) =>
  field(label, (id) => h("input", { class: "form-control", id, name, inputmode: "decimal", autocomplete: "off", value: start === null || start === undefined ? "" : String(start).replace(".", ",") }));

export const placeField = ({ latitude = null, longitude = null } = {}) => {
  const fields = { latitude: coordinate("Vĩ độ", "latitude", latitude), longitude: coordinate("Kinh độ", "longitude", longitude) };
  const input = (name) => fields[name].querySelector("input");
  const told = h("p", { role: "status", class: "form-text" });
  let measured = null;
  const find = async (event) => {
    const pressed = event.currentTarget;
    pressed.setAttribute("aria-busy", "true");
    fill(told, "Đang tìm vị trí…");
    try {
      measured = await locate();
      input("latitude").value = measured.lat.toFixed(6).replace(".", ",");
      input("longitude").value = measured.lon.toFixed(6).replace(".", ",");
      fill(told, `Đã lấy vị trí, sai số khoảng ${Math.round(measured.accuracy)} m.`);
    } catch (error) {
      fill(told, error.message);
    }
    pressed.removeAttribute("aria-busy");
  };
  const check = (name, value) => {
    const wrong = value !== null && !(Math.abs(value) <= LIMITS[name]);
    refuse(fields[name], wrong ? `Nhập một số từ -${LIMITS[name]} đến ${LIMITS[name]}, ví dụ ${name === "latitude" ? "21,68" : "106,62"}.` : "");
    return !wrong;
  };
  const value = () => {
    const found = { latitude: read(input("latitude").value), longitude: read(input("longitude").value) };
    const sound = ["latitude", "longitude"].map((name) => check(name, found[name])).every(Boolean);
    if (!sound) return null;
    if ((found.latitude === null) !== (found.longitude === null)) {
      refuse(fields[found.latitude === null ? "latitude" : "longitude"], "Nhập cả vĩ độ và kinh độ, hoặc để trống cả hai.");
      return null;
    }
    const same = measured && found.latitude === Number(measured.lat.toFixed(6)) && found.longitude === Number(measured.lon.toFixed(6));
    return { ...found, accuracy: same ? measured.accuracy : null };
  };
  const element = h("fieldset", { class: "field" }, h("legend", null, "Vị trí"), h("p", null, button("Lấy vị trí của máy", find, { sign: "geo-alt" })), told, h("div", { class: "pair" }, fields.latitude, fields.longitude));
  return { element, value };
};
