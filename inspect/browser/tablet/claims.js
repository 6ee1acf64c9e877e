// Which record takes a draft's photographs to the server. The server takes a photograph only when a record has announced
// it, so one that waits must have been announced or belong to a record that is still here.
import { deletePicture, isLeaving, named } from "./pictures.js";

// Whether the photograph will be sent. `recordIds`: a Set, or a Map by id, of the records on this tablet.
export const isExpected = ({ announced, recordId }, recordIds) => announced || recordIds.has(recordId);

// Call it inside a transaction. The draft's photographs that the server does not know. `removed`: the ids of records that
// were replaced or refused; what only they announced the server does not know either.
export const untoldPictures = async (at, draft, removed) => {
  const photos = await at("photos").index("visit").getAll([draft.accountId, draft.visitId]);
  return photos.filter((row) => row.draftId === draft.id && row.state !== "sent" && (!row.announced || removed.has(row.recordId)));
};

// Call it inside a transaction. Each of `untold` goes with the new record, or back to the draft, or leaves the tablet when
// the draft does not name it any more. `recordId` is null when the draft needs no record. Returns those that go.
export const assignPictures = async (at, untold, { draft, answers, recordId, now }) => {
  const [names, keeps] = [named(answers), named(draft.answers)];
  const goes = (row) => recordId !== null && names.has(row.id);
  for (const row of untold) {
    if (goes(row)) await at("photos").put({ ...row, announced: false, recordId, state: row.state === "draft" ? "waiting" : row.state });
    else if (!keeps.has(row.id) && !isLeaving(row, now)) await deletePicture(at, row.id);
    else if (row.state !== "draft") await at("photos").put({ ...row, announced: false, recordId: null, state: "draft" });
  }
  return untold.filter(goes);
};

// Call it inside a transaction over `photos` and `drafts`. A photograph whose record is gone goes back to its draft, which
// is then sent again with it, or without it when it does not name it any more.
export const returnToDraft = async (at, row) => {
  await at("photos").put({ ...row, announced: false, recordId: null, state: "draft" });
  const draft = await at("drafts").get(row.draftId);
  if (draft) await at("drafts").put({ ...draft, dirty: true, rev: draft.rev + 1 });
};

// The same, for what an earlier version of the program left behind. Returns how many there were.
export const returnStrays = async (at, { photos, records }) => {
  const ids = new Set(records.map(({ id }) => id));
  const strays = photos.filter((row) => row.draftId && row.state !== "draft" && row.state !== "sent" && !isExpected(row, ids));
  for (const row of strays) await returnToDraft(at, row);
  return strays.length;
};
