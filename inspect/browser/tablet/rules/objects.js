// Lookups that see only an object's own keys: an item may be called `constructor`, and a document may lack it.

const owns = Object.prototype.hasOwnProperty;

export const has = (object, key) => owns.call(object, key);

export const own = (object, key) => (has(object, key) ? object[key] : undefined);

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
