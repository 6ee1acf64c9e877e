// Scanning within the page, where the browser can read QR codes; elsewhere the device's camera application opens the
// address, or the letters under the code are typed.
export const canScan = () => "BarcodeDetector" in globalThis && Boolean(navigator.mediaDevices?.getUserMedia);

const EVERY_MS = 200;

// Shows the camera in `video` and calls `found(text)` with what the first code holds. Returns a function that ends it; rejects
// when the camera may not be used.
export const scan = async (video, found) => {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  let timer = null;
  const stop = () => {
    clearTimeout(timer);
    timer = null;
    for (const track of stream.getTracks()) track.stop();
  };
  const look = async () => {
    // A frame that cannot be read says nothing about the next one.
    const [code] = await detector.detect(video).catch(() => []);
    if (timer === null) return;
    if (!code) timer = setTimeout(look, EVERY_MS);
    else {
      stop();
      found(code.rawValue);
    }
  };
  video.srcObject = stream;
  await video.play();
  timer = setTimeout(look, EVERY_MS);
  return stop;
};
