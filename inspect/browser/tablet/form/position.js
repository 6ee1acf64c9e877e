// The tablet's position. Only one watch runs at a time; the best position is kept for photographs taken soon after.

const FRESH = 120000;
const OPTIONS = { enableHighAccuracy: true, maximumAge: 10000, timeout: 30000 };

const REASONS = {
  1: "Máy chưa cho phép lấy vị trí. Mở cài đặt của trình duyệt để cho phép, hoặc nhập tọa độ bằng tay.",
  2: "Máy chưa bắt được vị trí. Ra chỗ thoáng rồi thử lại, hoặc nhập tọa độ bằng tay.",
  3: "Chờ lâu mà chưa có vị trí. Ra chỗ thoáng rồi thử lại, hoặc nhập tọa độ bằng tay.",
};

const plain = ({ coords }) => ({
  lat: Number(coords.latitude.toFixed(6)),
  lon: Number(coords.longitude.toFixed(6)),
  accuracy: Math.round(coords.accuracy),
});

export const canLocate = () => Boolean(navigator.geolocation);

// Reports each position until stopped; `tell(null, sentence)` when there is none.
export const watchPosition = (tell) => {
  if (!canLocate()) {
    tell(null, "Máy này không có định vị. Nhập tọa độ bằng tay.");
    return () => {};
  }
  const watch = navigator.geolocation.watchPosition(
    (fix) => tell(plain(fix)),
    (error) => tell(null, REASONS[error.code] ?? REASONS[2]),
    OPTIONS,
  );
  return () => navigator.geolocation.clearWatch(watch);
};

// Keeps the newest position from the first call of `start` until `stop`; `latest()` is null when it is too old.
export const keepPosition = (now) => {
  let [stop, found, at] = [null, null, 0];
  return {
    start: () => {
      stop ??= watchPosition((fix) => {
        if (fix) [found, at] = [fix, now()];
      });
    },
    latest: () => (found && now() - at <= FRESH ? found : null),
    stop: () => {
      stop?.();
      stop = null;
    },
  };
};
