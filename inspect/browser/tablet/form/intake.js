// Stores files in the draft one after the other, so that a dozen large photographs never fill the memory.
import { exifPosition } from "./exif.js";
import { isUnseen, NoPicture, shrunkOrUntouched, TooLarge } from "./picture.js";

const stem = (name) => (name || "").replace(/\.[^.]*$/, "").slice(0, 60) || "anh";

// What the draft stores of one file. `here` is the tablet's position, for cameras that write none.
export const pictureOf = async (file, { takenAt, here = null }, mostMb) => {
  const [made, position] = await Promise.all([shrunkOrUntouched(file, mostMb), exifPosition(file)]);
  const name = `${stem(file.name)}.${isUnseen(made.blob) ? "heic" : "jpg"}`;
  return { ...made, name, takenAt, position: position ?? here };
};

const trouble = (error, name) => {
  if (error instanceof NoPicture) return `Không đọc được “${name}”: tệp không phải là ảnh hoặc đã hỏng. Chụp lại hoặc chọn ảnh khác.`;
  if (error instanceof TooLarge) return error.message;
  return error.problem ? `${error.problem.what} ${error.problem.todo}` : `Không lưu được ảnh “${name}”. Thử lại.`;
};

// `mostMb()`: how large a file the server takes. `keep(picture)` stores one picture; `tell(sentence)` reports the progress; `done()` is called after each.
export const intake = ({ mostMb, keep, tell, done }) => {
  let working = Promise.resolve();
  const one = async (file, about) => {
    try {
      const answer = await keep(await pictureOf(file, about, mostMb()));
      return answer?.stored === false ? (answer.problem?.what ?? "Máy sắp hết chỗ; ảnh đang chờ được lưu.") : "";
    } catch (error) {
      return trouble(error, file.name);
    }
  };
  const all = async (files, about, after) => {
    const said = [];
    for (const [n, file] of files.entries()) {
      tell(files.length > 1 ? `Đang lưu ảnh ${n + 1}/${files.length}…` : "Đang lưu ảnh…");
      said.push(await one(file, about(file)));
      done();
    }
    tell([...new Set([...said, after])].filter(Boolean).join(" "));
  };
  const add = (files, about, after = "") => {
    working = working.then(() => all(files, about, after));
    return working;
  };
  return { add, settle: () => working };
};
