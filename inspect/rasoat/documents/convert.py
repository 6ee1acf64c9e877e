"""The program that turns HTML (standard input) into PDF (standard output) with one engine, in its own process.

It is started by its path and not imported, because neither pdfkit nor WeasyPrint can be stopped, but a process group
can be killed (see `pdf`). Usage: convert.py weasyprint | convert.py pdfkit PROGRAM [TOP_MM] | convert.py bare PROGRAM SIZE.
"""

import sys
from typing import Any
from uuid import uuid4

# The decree's margins in mm, top, right, bottom, left (PL I, I.3).
MARGINS = {"top": 20, "right": 17, "bottom": 20, "left": 30}


def with_pdfkit(html: str, program: str, margins: dict[str, int], size: str = "A4") -> bytes:
    """One run of wkhtmltopdf, without scripts, local files or a window system; margins in mm."""
    import pdfkit

    options: dict[str, Any] = {f"margin-{side}": f"{mm}mm" for side, mm in margins.items()}
    options |= {"page-size": size, "encoding": "UTF-8"}
    # Without scripts there is nothing to wait for; the program waits 200 ms all the same unless it is told not to.
    options |= {"disable-local-file-access": "", "disable-javascript": "", "javascript-delay": "0"}
    # pdfkit reads options from <meta> tags with this prefix. A prefix that nobody can guess turns this off.
    configuration = pdfkit.configuration(wkhtmltopdf=program, meta_tag_prefix=uuid4().hex)
    return bytes(pdfkit.from_string(html, False, options=options, configuration=configuration))


def with_weasyprint(html: str) -> bytes:
    """One run of WeasyPrint that fetches nothing."""
    import weasyprint

    return bytes(weasyprint.HTML(string=html, url_fetcher=_refuse).write_pdf())


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"a paper loads nothing: {url}")


def main(arguments: list[str]) -> None:
    """Read, convert, write. Any failure is a traceback on standard error and a non-zero exit."""
    html = sys.stdin.buffer.read().decode()
    if arguments[0] == "pdfkit":
        top = int(arguments[2]) if len(arguments) > 2 else MARGINS["top"]
        pdf = with_pdfkit(html, arguments[1], MARGINS | {"top": top})
    elif arguments[0] == "bare":
        # The sheets bring their own margins.
        pdf = with_pdfkit(html, arguments[1], dict.fromkeys(MARGINS, 0), arguments[2])
    else:
        pdf = with_weasyprint(html)
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main(sys.argv[1:])
