"""The program that turns HTML into PDF with either engine, in a process of its own, until its standard input ends.

It is started by its path and not imported, because neither pdfkit nor WeasyPrint can be stopped, but a process group
can be killed (see `converter`). Each request is a line with a number of bytes and then so many bytes of JSON: `engine`, `html`,
and for pdfkit `program`, `margins`, `size`, `orientation` and `sheet`. The answer is a line `done N` or `failed N`, and N bytes: the PDF, or a traceback.
"""

import gc
import json
import sys
import traceback
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import uuid4

# The decree's margins in mm, top, right, bottom, left (PL I, I.3).
MARGINS = {"top": 20, "right": 17, "bottom": 20, "left": 30}


_MOST_UNUSED = 200_000
"""After so many new objects a paper that is being printed is searched for what it no longer uses: only a very long one has as many."""


def with_pdfkit(
    html: str,
    program: str,
    margins: dict[str, int],
    size: str = "A4",
    orientation: str = "Portrait",
    sheet: tuple[int, int] | None = None,
) -> bytes:
    """One run of wkhtmltopdf, without scripts, local files or a window system; margins in mm. `sheet` is a size of its own: width
    and height in mm.
    """
    import pdfkit

    options: dict[str, Any] = {f"margin-{side}": f"{mm}mm" for side, mm in margins.items()}
    options |= {"page-size": size, "orientation": orientation, "encoding": "UTF-8"}
    if sheet:
        options |= {"page-width": f"{sheet[0]}mm", "page-height": f"{sheet[1]}mm"}
    # Without scripts there is nothing to wait for; the program waits 200 ms all the same unless it is told not to.
    options |= {"disable-local-file-access": "", "disable-javascript": "", "javascript-delay": "0"}
    # pdfkit reads options from <meta> tags with this prefix. A prefix that nobody can guess turns this off.
    configuration = pdfkit.configuration(wkhtmltopdf=program, meta_tag_prefix=uuid4().hex)
    return bytes(pdfkit.from_string(html, False, options=options, configuration=configuration))


def with_weasyprint(html: str) -> bytes:
    """One run of WeasyPrint that fetches nothing."""
    import weasyprint

    return bytes(weasyprint.HTML(string=html, url_fetcher=_refuse).write_pdf(font_config=_fonts()))


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The fonts, looked for once: a paper brings none of its own, and each search leaves memory behind that is never freed."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"a paper loads nothing: {url}")


_ENGINES: dict[str, Callable[..., bytes]] = {"pdfkit": with_pdfkit, "weasyprint": with_weasyprint}


def answer(request: bytes) -> tuple[bytes, bytes]:
    """What is to be said to one request: whether it is done, and the PDF or the traceback."""
    try:
        asked = json.loads(request)
        return b"done", _ENGINES[asked.pop("engine")](**asked)
    except Exception:
        return b"failed", traceback.format_exc().encode()


def main() -> None:
    """Answer one request after the other."""
    asking, out = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not come between the answers.
    sys.stdout = sys.stderr
    # What was used is collected between two papers, when nobody waits, and hardly ever while one is printed.
    gc.set_threshold(_MOST_UNUSED)
    first = True
    while line := asking.readline():
        state, body = answer(asking.read(int(line)))
        out.write(state + b" %d\n" % len(body) + body)
        out.flush()
        gc.collect()
        if first:
            # The libraries stay: no later collection has to look through them.
            gc.freeze()
            first = False


if __name__ == "__main__":
    main()
