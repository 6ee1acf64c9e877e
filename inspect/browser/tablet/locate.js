// Where the tablet is, asked of the device itself: works without a network, needs the person's leave.
const WAIT_MS = 30_000;

const WHY = {
  1: "Trình duyệt chưa được phép dùng vị trí. Cho phép trong phần cài đặt của trang, hoặc nhập tọa độ bằng tay.",
  2: "Máy chưa tìm được vị trí. Ra chỗ thoáng rồi thử lại, hoặc nhập tọa độ bằng tay.",
  3: "Máy tìm vị trí quá lâu. Ra chỗ thoáng rồi thử lại, hoặc nhập tọa độ bằng tay.",
};

// → {lat, lon, accuracy (metres)}; rejects with an Error whose message can be shown.
export const locate = () =>
  new Promise((resolve, reject) => {
    if (!navigator.geolocation) return reject(new Error("Máy này không có định vị. Nhập tọa độ bằng tay."));
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy }),
      ({ code }) => reject(new Error(WHY[code] ?? WHY[2])),
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 15_000 },
    );
  });
