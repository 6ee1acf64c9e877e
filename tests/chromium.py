"""The browser of the tests: Debian's Chromium without its windows, which opens a page at a quarter of the processor time.

Where it cannot be had the whole Chromium takes its place: pages, scripts, storage and workers are the same in both.
"""

from pathlib import Path

_SHELL, _WHOLE = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"
CHROMIUM = _SHELL if Path(_SHELL).exists() else _WHOLE
