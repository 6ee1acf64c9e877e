// What is marked on a photograph: arrows and rings drawn over it, and places made unrecognisable in the picture itself.
// Points are in fractions of the picture's width and height.

const THICK = 0.006;
const HEAD = 0.035;
const COLOUR = "#e0001b";
// A place is averaged to so few squares that nobody is recognised, and never shown sharper than that.
const SQUARES = 5;
const LEAST = 0.03;

const at = (canvas, [x, y]) => [x * canvas.width, y * canvas.height];

const boxOf = (canvas, { from, to }) => {
  const [[x1, y1], [x2, y2]] = [at(canvas, from), at(canvas, to)];
  const [left, top] = [Math.max(0, Math.floor(Math.min(x1, x2))), Math.max(0, Math.floor(Math.min(y1, y2)))];
  const [right, bottom] = [Math.min(canvas.width, Math.ceil(Math.max(x1, x2))), Math.min(canvas.height, Math.ceil(Math.max(y1, y2)))];
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
};

const arrow = (pen, canvas, { from, to }) => {
  const [[x1, y1], [x2, y2]] = [at(canvas, from), at(canvas, to)];
  const [angle, head] = [Math.atan2(y2 - y1, x2 - x1), Math.max(canvas.width, canvas.height) * HEAD];
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  for (const side of [-0.45, 0.45]) {
    pen.moveTo(x2, y2);
    pen.lineTo(x2 - head * Math.cos(angle + side), y2 - head * Math.sin(angle + side));
  }
  pen.stroke();
};

const ring = (pen, canvas, mark) => {
  const { left, top, width, height } = boxOf(canvas, mark);
  pen.beginPath();
  pen.ellipse(left + width / 2, top + height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
  pen.stroke();
};

// The mean colour of each square is worked out from all its pixels: what a browser does when it makes a picture smaller
// is its own affair.
const hide = (pen, canvas, mark) => {
  const { left, top, width, height } = boxOf(canvas, mark);
  const side = Math.max(1, Math.ceil(Math.max(width, height) / SQUARES));
  const { data } = pen.getImageData(left, top, width, height);
  for (let y = 0; y < height; y += side) {
    for (let x = 0; x < width; x += side) {
      const [wide, high] = [Math.min(side, width - x), Math.min(side, height - y)];
      const sum = [0, 0, 0];
      for (let row = y; row < y + high; row += 1)
        for (let column = x; column < x + wide; column += 1)
          for (let part = 0; part < 3; part += 1) sum[part] += data[(row * width + column) * 4 + part];
      pen.fillStyle = `rgb(${sum.map((one) => Math.round(one / (wide * high))).join(",")})`;
      pen.fillRect(left + x, top + y, wide, high);
    }
  }
};

const DRAWN = { arrow, ring, hide };

// Whether it is large enough to be meant; a touch that only slipped is not.
export const isMeant = ({ from, to }) => Math.hypot(to[0] - from[0], to[1] - from[1]) >= LEAST;

// Draws the picture with its marks onto the canvas, places to be hidden first: an arrow may point at one.
export const paint = (canvas, source, marks) => {
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  const width = Math.max(3, Math.max(canvas.width, canvas.height) * THICK);
  Object.assign(pen, { strokeStyle: COLOUR, lineWidth: width, lineCap: "round", lineJoin: "round" });
  for (const mark of marks.filter(({ kind }) => kind === "hide")) DRAWN.hide(pen, canvas, mark);
  for (const mark of marks.filter(({ kind }) => kind !== "hide")) DRAWN[mark.kind](pen, canvas, mark);
};
