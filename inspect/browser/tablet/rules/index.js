// The rules of a checklist, the same as the server's: rasoat/checklists in JavaScript.
export { validate } from "./answers.js";
export { evaluate, inOwnWords } from "./evaluate.js";
export { ANSWERS, EXTRA_PHOTOS, EXTRAS, extrasOf, LONGEST_LABEL, MARKED } from "./extras.js";
export { EXPLANATIONS, NOTES, WORDINGS } from "./remarks.js";
export { sendable } from "./sendable.js";
