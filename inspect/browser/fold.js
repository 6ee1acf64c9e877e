// Text as a search compares it: what `fold` of rasoat/text.py makes of Vietnamese. "Đồng Mỏ" is "dong mo".
import { clean } from "./tablet/rules/text.js";

export const fold = (text) =>
  clean(text).toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/gu, " ").trim();
