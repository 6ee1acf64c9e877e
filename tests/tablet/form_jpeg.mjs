// The beginning of a JPEG with a GPS directory, byte by byte.

const join = (parts) => new Uint8Array(parts.flatMap((part) => [...part]));

const writer = (little) => {
  const bytes = (size, set) => {
    const view = new DataView(new ArrayBuffer(size));
    set(view);
    return new Uint8Array(view.buffer);
  };
  const u16 = (value) => bytes(2, (view) => view.setUint16(0, value, little));
  const u32 = (value) => bytes(4, (view) => view.setUint32(0, value, little));
  const letter = (value) => join([[value.charCodeAt(0)], [0, 0, 0]]);
  const entry = (tag, type, count, value) => join([u16(tag), u16(type), u32(count), value]);
  return { u16, u32, letter, entry };
};

// `lat` and `lon` are degrees, minutes, seconds; `over` is the denominator of each; `error` is metres.
export const jpegWithPosition = ({ lat, lon, south = false, west = false, little = true, over = 100, error = null, gps = true }) => {
  const { u16, u32, letter, entry } = writer(little);
  const rationals = (numbers) => join(numbers.map((number) => join([u32(Math.round(number * (over || 1))), u32(over)])));
  const count = error === null ? 4 : 5;
  const first = 8 + 2 + 12 + 4;
  const data = first + 2 + 12 * count + 4;
  const entries = [
    entry(1, 2, 2, letter(south ? "S" : "N")), entry(2, 5, 3, u32(data)),
    entry(3, 2, 2, letter(west ? "W" : "E")), entry(4, 5, 3, u32(data + 24)),
    ...(error === null ? [] : [entry(0x1f, 5, 1, u32(data + 48))]),
  ];
  const tiff = join([
    little ? [0x49, 0x49] : [0x4d, 0x4d], u16(42), u32(8),
    u16(1), entry(gps ? 0x8825 : 0x0112, 4, 1, u32(gps ? first : 1)), u32(0),
    u16(count), ...entries, u32(0),
    rationals(lat), rationals(lon), error === null ? [] : rationals([error]),
  ]);
  const length = tiff.length + 8;
  const app0 = [0xff, 0xe0, 0, 4, 0, 0];
  return join([[0xff, 0xd8], app0, [0xff, 0xe1, length >> 8, length & 255], [0x45, 0x78, 0x69, 0x66, 0, 0], tiff, [0xff, 0xd9]]);
};
