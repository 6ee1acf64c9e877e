// Makes a photograph smaller on the tablet: at most 1,600 pixels a side as JPEG, and a thumbnail. A HEIC that this browser
// cannot decode stays as it is; the server converts it.
import { heavier, megabytes } from "../../megabytes.js";

const LONGEST = 1600;
const THUMB = 240;

const BRANDS = /^ftyp(hei[cxms]|hev[cx]|mif1|msf1)/;
const HEIC = "image/heic";

export class NoPicture extends Error {}
export class TooLarge extends Error {}

// What only the server can show.
export const isUnseen = (blob) => blob?.type === HEIC;

const byElement = (file) =>
  new Promise((resolve, reject) => {
    const url = URL.createObjectURL(file);
    const image = new Image();
    const done = (settle, value) => () => {
      URL.revokeObjectURL(url);
      settle(value);
    };
    image.onload = done(resolve, image);
    image.onerror = done(reject, new NoPicture(file.name));
    image.src = url;
  });

// The picture is decoded outside the page's own thread, and turned as its EXIF data says.
export const decode = (file) => (window.createImageBitmap ? createImageBitmap(file).catch(() => byElement(file)) : byElement(file));

const toBlob = (canvas, type, quality) =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new NoPicture("canvas"))), type, quality);
  });

export const scaled = (width, height, longest) => {
  const factor = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
};

// JPEG has no transparency: transparent parts become white.
const draw = (source, { width, height }) => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(source, 0, 0, width, height);
  return canvas;
};

// Returns {blob, thumb, width, height}. Throws NoPicture when the file is not a picture.
export const shrink = async (file) => {
  const source = await decode(file);
  const size = scaled(source.naturalWidth ?? source.width, source.naturalHeight ?? source.height, LONGEST);
  const full = draw(source, size);
  source.close?.();
  const blob = await toBlob(full, "image/jpeg", 0.8);
  return { blob, thumb: await thumbOf(full), ...size };
};

const isHeic = async (file) => BRANDS.test(String.fromCharCode(...new Uint8Array(await file.slice(4, 12).arrayBuffer())));

// The bytes are copied: the file itself may be gone from the tablet before they are stored.
const untouched = async (file, mostMb) => {
  if (heavier(file.size, mostMb)) throw new TooLarge(`“${file.name}” nặng ${megabytes(file.size)}: máy chủ nhận ảnh đến ${mostMb} MB. Chụp cỡ nhỏ hơn, hoặc đặt máy ảnh chụp JPEG.`);
  return { blob: new Blob([await file.arrayBuffer()], { type: HEIC }), thumb: null, width: null, height: null };
};

// What is stored and sent of a chosen file. Throws NoPicture and TooLarge.
export const shrunkOrUntouched = async (file, mostMb) => {
  try {
    return await shrink(file);
  } catch (error) {
    if (!(error instanceof NoPicture) || !(await isHeic(file))) throw error;
    return untouched(file, mostMb);
  }
};

// The picture on a canvas as it is stored, with its thumbnail.
export const jpegOf = async (canvas) => ({ blob: await toBlob(canvas, "image/jpeg", 0.85), thumb: await thumbOf(canvas) });

export const thumbOf = (canvas) => toBlob(draw(canvas, scaled(canvas.width, canvas.height, THUMB)), "image/jpeg", 0.7);

export const png = (canvas) => toBlob(canvas, "image/png");
