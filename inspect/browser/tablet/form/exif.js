// Reads the position that a camera wrote into a JPEG or HEIC, before the picture is made smaller and loses it. No other
// EXIF data is read.

const READ = 256 * 1024;
const BEGINNINGS = new Map([[0x4d4d002a, 8], [0x49492a00, 0x08000000]]);
const [GPS_IFD, LAT_REF, LAT, LON_REF, LON, ERROR] = [0x8825, 1, 2, 3, 4, 0x1f];

const ascii = (view, at, length) => String.fromCharCode(...Array.from({ length }, (_, n) => view.getUint8(at + n)));

// The offset at which the TIFF block of the APP1 segment begins; -1 when there is none.
const findTiff = (view) => {
  if (view.getUint16(0) !== 0xffd8) return -1;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xda || marker === 0xd9) return -1;
    if (marker === 0xe1 && ascii(view, at + 4, 6) === "Exif\0\0") return at + 10;
    at += 2 + view.getUint16(at + 2);
  }
  return -1;
};

// In a HEIC the block lies anywhere, behind the word "Exif" or not. It is known by its first eight bytes, in either order.
const findInHeif = (view) => {
  for (let at = 8; at + 8 < view.byteLength; at += 1) if (BEGINNINGS.get(view.getUint32(at)) === view.getUint32(at + 4)) return at;
  return -1;
};

const isHeif = (view) => view.byteLength > 8 && ascii(view, 4, 4) === "ftyp";

const directory = (view, tiff, offset, little) => {
  const entries = new Map();
  const count = view.getUint16(tiff + offset, little);
  for (let n = 0; n < count; n += 1) {
    const at = tiff + offset + 2 + 12 * n;
    entries.set(view.getUint16(at, little), at + 8);
  }
  return entries;
};

const rational = (view, at, little) => view.getUint32(at, little) / view.getUint32(at + 4, little);

// Degrees, minutes and seconds.
const degrees = (view, tiff, entry, little) => {
  const at = tiff + view.getUint32(entry, little);
  return [0, 8, 16].reduce((sum, step, n) => sum + rational(view, at + step, little) / 60 ** n, 0);
};

const positionIn = (view) => {
  const tiff = isHeif(view) ? findInHeif(view) : findTiff(view);
  if (tiff < 0) return null;
  const little = view.getUint16(tiff) === 0x4949;
  const pointer = directory(view, tiff, view.getUint32(tiff + 4, little), little).get(GPS_IFD);
  if (!pointer) return null;
  const gps = directory(view, tiff, view.getUint32(pointer, little), little);
  if (![LAT_REF, LAT, LON_REF, LON].every((tag) => gps.has(tag))) return null;
  const lat = degrees(view, tiff, gps.get(LAT), little) * (ascii(view, gps.get(LAT_REF), 1) === "S" ? -1 : 1);
  const lon = degrees(view, tiff, gps.get(LON), little) * (ascii(view, gps.get(LON_REF), 1) === "W" ? -1 : 1);
  const error = gps.has(ERROR) ? rational(view, tiff + view.getUint32(gps.get(ERROR), little), little) : null;
  return sound({ lat, lon, accuracy: Number.isFinite(error) ? Math.round(error) : null });
};

// Cameras without a position write 0, 0 or 0/0.
const sound = (position) => {
  const { lat, lon } = position;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat || lon) ? position : null;
};

// Returns {lat, lon, accuracy: metres|null}, or null when there is no position or the data is broken.
export const exifPosition = async (file) => {
  try {
    const head = new DataView(await file.slice(0, READ).arrayBuffer());
    return positionIn(isHeif(head) && file.size > READ ? new DataView(await file.arrayBuffer()) : head);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};
