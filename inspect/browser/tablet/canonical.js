// Turns a value into one text: keys in order, no blanks. Two values are the same when their texts are.
export const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map((part) => canonical(part ?? null)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
};

export const same = (a, b) => canonical(a) === canonical(b);

// null, "", [] and {} are no answer (rule 2 of an answers document).
export const blank = (value) =>
  value === null || value === undefined || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

const bytesOf = async (data) => {
  if (typeof data === "string") return new TextEncoder().encode(data);
  return data instanceof Blob ? data.arrayBuffer() : data;
};

export const sha256 = async (data) => {
  const digest = await globalThis.crypto.subtle.digest("SHA-256", await bytesOf(data));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
};
