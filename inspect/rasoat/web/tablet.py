"""The shell of the tablet's page: one static page, its service worker and its manifest. They have nobody's data.

They can be opened without signing in, because the browser stores them and opens them where there is no network. What
the page shows comes from the tablet's own storage and, with a token or a session, from the API.
"""

import json
from pathlib import Path
from typing import Any

from flask import Response, current_app, url_for

from rasoat.pages import PUBLIC, Room

room = Room("tablet", __name__, url_prefix="/tablet")

NAME = "Rà Soát"
DESCRIPTION = "Ghi bảng kiểm tại chỗ, cả khi không có mạng."
TEAL, GROUND = "#0a4248", "#f5f6f4"
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable"))
_SCRIPT = "text/javascript; charset=utf-8"


@room.get("/", allow=PUBLIC)
def shell() -> Response:
    """The page."""
    # render_template is not used because its context processors read the session and the database.
    template = current_app.jinja_env.get_template("tablet/shell.html")
    page = template.render(build=_build(), manifest_url=url_for(".manifest"))
    return _kept(page, "text/html; charset=utf-8")


@room.get("/sw.js", allow=PUBLIC)
def worker() -> Response:
    """The service worker, at an address that never changes: the browser looks there for a new build."""
    names = json.loads((_dist() / "manifest.json").read_text(encoding="utf-8"))
    return _kept((_dist() / names["sw.js"]).read_text(encoding="utf-8"), _SCRIPT)


@room.get("/manifest.webmanifest", allow=PUBLIC)
def manifest() -> Response:
    """The manifest, which makes the page installable."""
    asset = current_app.jinja_env.globals["asset"]
    icons = [
        {"src": asset(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}  # type: ignore[operator]  # Jinja's globals are untyped
        for name, size, purpose in ICONS
    ]
    about: dict[str, Any] = {
        "id": "/tablet/",
        "name": NAME,
        "short_name": NAME,
        "description": DESCRIPTION,
        "lang": "vi",
        "start_url": "/tablet/",
        "scope": "/tablet/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": TEAL,
        "icons": icons,
    }
    return _kept(json.dumps(about, ensure_ascii=False), "application/manifest+json")


def _dist() -> Path:
    return Path(current_app.static_folder or "")


def _build() -> str:
    told: str = current_app.extensions["rasoat_build"]
    return told


def _kept(body: str, kind: str) -> Response:
    """The header names the build. By it the service worker refuses to store a page of another build, or of a captive
    portal.
    """
    return Response(body, content_type=kind, headers={"Cache-Control": "no-cache", "Rasoat-Shell": _build()})
