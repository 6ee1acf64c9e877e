"""The first page of a PDF of unknown origin as a picture: a program of `confined.run`, PDF in, PNG out."""

import io

from rasoat.files.confined import serve

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
    serve(picture)
