"""Word files as LibreOffice prints them."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from rasoat.documents.layout import Deviation, measure
from rasoat.documents.paper import Paper

LIMIT_S = 600
# What LibreOffice does and Word does not. It begins a note on the next page where the line with its mark is held together
# with what stands above it.
_ITS_OWN = ("ở cuối trang có dấu của nó",)


def deviations(pdf: bytes, paper: Paper) -> list[Deviation]:
    """What is wrong with the file, not with LibreOffice."""
    return [one for one in measure(pdf, paper) if one.certain and one.expected not in _ITS_OWN]


def printed(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The PDF of each Word file, by its name. All are printed in one run, which takes a second for each."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [
        "soffice",
        "--headless",
        # A profile of its own: another LibreOffice of this machine would take the work and say nothing.
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *(str(folder / f"{name}.docx") for name in files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=LIMIT_S)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}
