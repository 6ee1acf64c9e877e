"""The first page of a PDF of unknown origin as a picture: PDF on standard input, PNG on standard output.

It is started by its path in its own process (see `opening.first_page`), so that a file that was made to hang, to crash
the decoder or to take all memory ends only this process.
"""

import io
import resource
import sys

MOST_MEMORY = 1_000_000_000
"""Bytes of address space."""
MOST_SECONDS = 20
"""Of the processor."""
WIDTH = 900
"""Pixels: enough to read an A4 page on a screen."""
MOST_HEIGHT = 4 * WIDTH


def picture(data: bytes) -> bytes:
    """The page, WIDTH pixels wide, on white; a page that is much too long is scaled down."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page = document[0]
    scale = min(WIDTH / page.get_width(), MOST_HEIGHT / page.get_height())
    image = page.render(scale=scale).to_pil()
    found = io.BytesIO()
    image.convert("RGB").save(found, "PNG", optimize=True)
    return found.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    sys.stdout.buffer.write(picture(sys.stdin.buffer.read()))
