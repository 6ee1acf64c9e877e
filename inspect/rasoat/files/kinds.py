"""The accepted kinds of pictures, told by their first bytes. Nothing is decoded here."""

PICTURES = ("image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", ".heic", ".heif")
"""What file fields offer: media types, and the endings for systems that know none for HEIC."""
_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
"""Brands of pictures in HEVC, as telephones write them, and the two that any picture of the HEIF family may name."""
_OTHER_CODERS = {b"avif", b"avis", b"vvic", b"jpeg", b"j2ki"}
"""Brands of the same family whose decoders are not here."""


def is_heif(data: bytes) -> bool:
    """Whether a file says that it is HEIC or HEIF: in its `ftyp` box, whatever its name is. Films have this box too."""
    if data[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(data[:4], "big"), len(data), 400)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, end - 3, 4))}
    return bool(brands & _HEIF) and not brands & _OTHER_CODERS


def is_picture(data: bytes) -> bool:
    """Whether the first bytes are those of an accepted kind of picture."""
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return True
    return (data[:4], data[8:12]) == (b"RIFF", b"WEBP") or is_heif(data)
