"""How the tablet's page opens: cold, from what it keeps, on a processor four times slower."""

from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page

_COUNT = """
window.opened = { reads: 0, writes: 0 };
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  if (!performance.getEntriesByName("rasoat-ready").length) window.opened[mode === "readwrite" ? "writes" : "reads"] += 1;
  return begin.call(this, stores, mode, options);
};
"""
_READY = """async () => {
  const at = () => performance.getEntriesByName("rasoat-ready")[0]?.startTime;
  while (at() === undefined) await new Promise((done) => setTimeout(done, 20));
  return { ...window.opened, ready_ms: Math.round(at()) };
}"""


@dataclass(frozen=True)
class Opening:
    """One opening: the number of transactions begun before the first screen could be used, and the time when it could."""

    reads: int
    writes: int
    ready_ms: int


class Slowly:
    """Opens addresses of the tablet's page anew, on this page. Lasts until `end`."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._slow: CDPSession = page.context.new_cdp_session(page)
        self._slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.add_init_script(_COUNT)

    def open(self, address: str) -> Opening:
        """As if the browser had just been started: no page of it is in memory."""
        self._page.goto("about:blank")
        self._page.goto(address)
        return Opening(**self._page.evaluate(_READY))

    def end(self) -> None:
        """Let the processor run at full speed again."""
        # The session is not detached, because that would give the page its network back.
        self._slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
