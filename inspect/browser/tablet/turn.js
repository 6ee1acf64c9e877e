// Only one tab sends at a time. Browsers without navigator.locks get a lease in the database that expires by itself.
import { newId } from "./ids.js";

const NAME = "rasoat-send";
const LEASE_MS = 90_000;

const leased = (store, clock) => {
  const holder = newId(clock.now);
  const take = (until) =>
    store.write("meta", async (at) => {
      const lease = await at("meta").get("lease");
      const left = lease ? lease.until - clock.now() : 0;
      // A lease that ends later than any new one would was made by a clock that has since been set back.
      if (lease && lease.holder !== holder && left > 0 && left <= LEASE_MS) return false;
      await at("meta").put({ key: "lease", holder, until });
      return true;
    });
  return async (work) => {
    if (!(await take(clock.now() + LEASE_MS))) return false;
    try {
      await work(() => take(clock.now() + LEASE_MS));
    } finally {
      await take(0);
    }
    return true;
  };
};

// → `turn(work)`: runs work(renew) and says true, or says false at once when another tab is sending.
// `renew()` says whether the turn is still ours.
export const openTurn = ({ store, clock, locks }) => {
  if (!locks) return leased(store, clock);
  return (work) =>
    locks.request(NAME, { ifAvailable: true }, async (lock) => {
      if (!lock) return false;
      await work(async () => true);
      return true;
    });
};
