// Seals a row of the database with the member's lock key (AES-GCM, 256 bits): its JSON and the bytes of its Blobs. A
// sealed row is bound to its id, so that it cannot be put in another's place.
import { failure, problem } from "./problems.js";

const bytes = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

export const importKey = (base64) => {
  if (!globalThis.crypto?.subtle) throw failure(problem("lock.unavailable"));
  return crypto.subtle.importKey("raw", bytes(base64), "AES-GCM", false, ["encrypt", "decrypt"]);
};

// SHA-256 in hexadecimal digits.
export const digestOf = async (text) => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const parameters = (id, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) });

const pack = async (row) => {
  const blobs = Object.entries(row).filter(([, value]) => value instanceof Blob);
  const plain = { ...row };
  for (const [name] of blobs) delete plain[name];
  const described = blobs.map(([name, { size, type }]) => ({ name, size, type }));
  const head = new TextEncoder().encode(JSON.stringify({ plain, blobs: described }));
  const length = new Uint8Array(new Uint32Array([head.length]).buffer);
  return new Blob([length, head, ...blobs.map(([, blob]) => blob)]).arrayBuffer();
};

const unpack = (buffer) => {
  const [length] = new Uint32Array(buffer, 0, 1);
  const { plain, blobs } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  let offset = 4 + length;
  for (const { name, size, type } of blobs) {
    plain[name] = new Blob([buffer.slice(offset, offset + size)], { type });
    offset += size;
  }
  return plain;
};

// → {iv, data}
export const seal = async (key, id, row) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt(parameters(id, iv), key, await pack(row)) };
};

// Rejects when it is another key or when a byte was changed.
export const unseal = async (key, id, { iv, data }) => unpack(await crypto.subtle.decrypt(parameters(id, iv), key, data));
