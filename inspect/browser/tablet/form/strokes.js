// The strokes of a pen on a surface, in fractions of its width, so that they can be drawn again at any size.

const THICK = 0.006;

export const strokes = () => {
  let lines = [];
  return {
    begin: (point) => lines.push([point]),
    add: (point) => lines[lines.length - 1].push(point),
    clear: () => { lines = []; },
    empty: () => lines.length === 0,
    lines: () => lines,
  };
};

// The curves go through the middles between points, so that there are no corners however fast the hand was.
const trace = (pen, points, width) => {
  const at = ([x, y]) => [x * width, y * width];
  pen.beginPath();
  pen.moveTo(...at(points[0]));
  if (points.length < 3) pen.lineTo(...at(points[points.length - 1]).map((n) => n + 0.01));
  for (let n = 1; n < points.length - 1; n += 1) {
    const [x, y] = at(points[n]);
    const [nextX, nextY] = at(points[n + 1]);
    pen.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  if (points.length > 2) pen.lineTo(...at(points[points.length - 1]));
  pen.stroke();
};

export const drawStrokes = (canvas, lines) => {
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  Object.assign(pen, { strokeStyle: "#0a2a66", lineWidth: Math.max(2, canvas.width * THICK), lineCap: "round", lineJoin: "round" });
  for (const points of lines) trace(pen, points, canvas.width);
};
