// The device's clock, and how far it is off from the server's. Records have the device's time; the server corrects it.
import { observable } from "./observable.js";

const OFF_MS = 5 * 60_000;
const VIETNAM_MS = 7 * 3_600_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

// An instant by the clocks in Vietnam, wherever the device thinks it is: "2024-07-17T08:05:00.000Z" for five past eight.
const inVietnam = (moment) => new Date(moment + VIETNAM_MS).toISOString();

export const openClock = ({ store, now = Date.now }) => {
  const state = observable({ skew: 0, off: false, exampleDate: null });
  const set = ({ skew, exampleDate }) => state.set({ skew, exampleDate, off: Math.abs(skew) > OFF_MS });
  const keep = (next) => {
    set(next);
    // The next answer tells it again; a full disk must not stop the sending.
    return store.write("meta", (at) => at("meta").put({ key: "clock", ...next })).catch(() => {});
  };
  const corrected = () => now() + state.value.skew;
  return {
    state,
    now,
    iso: (ms = now()) => new Date(ms).toISOString(),
    corrected,
    // What people answer is stored as it is, so that it must be right here: the server corrects only the record's time.
    today: () => state.value.exampleDate ?? inVietnam(corrected()).slice(0, 10),
    timeOfDay: () => inVietnam(corrected()).slice(11, 16),
    // Call it inside a transaction over `meta`.
    async load(at) {
      const row = await at("meta").get("clock");
      if (row) set(row);
    },
    // Notes the time in an answer; `asked` and `heard` are the device's times before and after the request.
    async note({ server_time: told, example_date: day }, asked, heard) {
      const server = Date.parse(told ?? "");
      const { skew, exampleDate } = state.value;
      const next = {
        skew: Number.isNaN(server) ? skew : Math.round(server - (asked + heard) / 2),
        exampleDate: day === undefined ? exampleDate : DAY.test(day ?? "") ? day : null,
      };
      const still = Math.abs(next.skew - skew) < 1000 && next.exampleDate === exampleDate;
      if (!still) await keep(next);
    },
  };
};
