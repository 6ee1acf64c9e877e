// A signature: drawn with the finger, or photographed from paper. It stays when answers change later; the page says so.
import { button, h } from "../dom.js";
import { when } from "../words.js";
import { chooser } from "./chooser.js";
import { keyOf } from "./gallery.js";
import { intake } from "./intake.js";
import { pad } from "./pad.js";
import { isUnseen, png, thumbOf } from "./picture.js";
import { undoLine } from "./undo.js";

// Storing the signature changes the draft as well, a moment later.
const MARGIN = 3000;

const say = (row, editedAt) => {
  if (!row) return "Đã ký.";
  const later = editedAt > row.takenAt + MARGIN ? ", sau đó có sửa câu trả lời. Ký lại nếu người ký cần xem lại." : ".";
  return `Đã ký lúc ${when(row.takenAt)}${later}`;
};

// The stored signature, as a picture.
const proof = (photos, label) => {
  const image = h("img", { class: "signed", alt: `${label}: chữ ký` });
  const words = h("p", { class: "signed-when", role: "status" });
  const unseen = h("p", null, "Ảnh chữ ký xem được sau khi gửi.");
  const element = h("div", { hidden: true }, image, unseen, words);
  let [url, row] = ["", null];
  const free = () => url && URL.revokeObjectURL(url);
  const show = async (reference) => {
    const found = await photos.get(keyOf(reference));
    free();
    unseen.hidden = !isUnseen(found?.blob);
    url = found?.blob && unseen.hidden ? URL.createObjectURL(found.blob) : "";
    image.hidden = !url;
    if (url) image.src = url;
    row = found?.row ?? null;
  };
  return { element, show, tell: (editedAt) => { words.textContent = say(row, editedAt); }, close: free };
};

const keeper = ({ question, draft, changed }, shown) => async (picture) => {
  const answer = await draft.addPicture(question.id, picture, { single: true });
  await shown(draft.answers[question.id]);
  changed();
  return answer;
};

// Where the person signs: a pad that stores by itself, or a photograph of a signature on paper.
const signingPlace = ({ question, id, now, photos }, { keep, tell, done }) => {
  let working = Promise.resolve();
  const store = async (canvas) => {
    const [blob, thumb] = [await png(canvas), await thumbOf(canvas)];
    const { width, height } = canvas;
    const answer = await keep({ blob, thumb, name: "chu-ky.png", takenAt: now(), position: null, width, height });
    tell(answer?.stored === false ? (answer.problem?.what ?? "") : "Đã lưu chữ ký. Bấm “Xong” khi ký xong.");
  };
  const onRest = (canvas) => {
    working = working.then(() => store(canvas));
    return working;
  };
  const board = pad({ label: `Chỗ ký: ${question.label}`, onRest });
  const queue = intake({ mostMb: photos.mostMb, keep, tell, done });
  const paper = chooser({ id: `${id}-paper`, words: "Ký trên giấy, chụp lại", sign: "camera", capture: "environment",
    onFiles: ([file]) => queue.add([file], () => ({ takenAt: now() })) });
  const settle = async () => {
    await board.rest();
    await working;
    await queue.settle();
  };
  const finish = async () => {
    await settle();
    board.clear();
    done();
  };
  const buttons = [button("Xong", finish, { kind: "primary", sign: "check-lg" }), button("Xóa nét", () => board.clear(), { kind: "outline-secondary" }), paper];
  return { element: h("div", null, board.canvas, h("div", { class: "line" }, buttons)), clear: board.clear, settle };
};

export const signature = (env) => {
  const { question, draft } = env;
  const [undo, status] = [undoLine(), h("p", { class: "photo-status", role: "status" })];
  const signed = proof(env.photos, question.label);
  let value = null;
  const mode = (open) => {
    signed.element.hidden = open;
    place.element.hidden = !open;
    tools.hidden = open;
  };
  const shown = async (reference) => {
    value = reference;
    await signed.show(reference);
    signed.tell(env.editedAt());
    status.textContent = "";
  };
  const place = signingPlace(env, {
    keep: keeper(env, shown),
    tell: (sentence) => { status.textContent = sentence; },
    done: () => {
      if (!value) return;
      status.textContent = "";
      mode(false);
    },
  });
  const write = async (next) => {
    value = next ?? null;
    mode(!value);
    if (value) await shown(value);
  };
  const again = () => {
    place.clear();
    mode(true);
  };
  const remove = () => {
    const reference = value;
    const back = async () => {
      const stored = draft.showPicture(question.id, reference, { single: true });
      env.changed();
      await write(reference);
      await stored;
    };
    undo.offer("Đã bỏ chữ ký.", back, () => draft.removePicture(question.id, keyOf(reference)));
    draft.hidePicture(question.id, keyOf(reference));
    env.changed();
    value = null;
    mode(true);
  };
  const tools = h("div", { class: "line" }, button("Ký lại", again, { sign: "pencil" }), button("Bỏ chữ ký", remove, { kind: "outline-secondary", sign: "trash" }));
  write(null);
  const element = h("div", { class: "signature" }, signed.element, place.element, undo.element, tools, status);
  const settle = () => Promise.all([undo.settle(), place.settle()]);
  return { element, write, settle, close: signed.close, refresh: () => value && signed.tell(env.editedAt()) };
};
