"""Pictures of pages: small files, and those of the guides kept in docs/vi/images when `make screenshots` asks."""

import io
import os
from pathlib import Path

from PIL import Image

KEPT = Path(__file__).parents[2] / "docs/vi/images"


def guide_folder(otherwise: Path) -> Path:
    """Where pictures of the guides go: to the guides when they are asked for, else to a folder of the test."""
    folder = KEPT if os.environ.get("RASOAT_SCREENSHOTS") else otherwise
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(screenshot: bytes, folder: Path, name: str) -> None:
    """Keep what a window shows; for the guides as a small file, since a palette of colours is enough for pages."""
    if folder != KEPT:
        (folder / f"{name}.png").write_bytes(screenshot)
        return
    seen = Image.open(io.BytesIO(screenshot)).convert("RGB")
    seen.quantize(128, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)
