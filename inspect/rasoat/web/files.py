"""Downloading attachments. The owner decides who may read one; a hash is never enough, and no file is sent as
something that runs.
"""

import io
from typing import Any
from uuid import UUID

from flask import send_file

from rasoat.files.access import open_for, original_for
from rasoat.files.names import as_jpeg
from rasoat.files.opening import INLINE
from rasoat.files.operations import shown
from rasoat.pages import SIGNED_IN, Room, actor, blob_store, session

room = Room("files", __name__, url_prefix="/files")


@room.get("/<uuid:attachment_id>", allow=SIGNED_IN)
def show(attachment_id: UUID) -> Any:
    """Send one attachment: PDFs and pictures, as copies without place and time, are shown in the browser, everything else is
    a download.
    """
    attachment, blob = open_for(session(), attachment_id, actor())
    if blob.kind.startswith("image/"):
        data = shown(blob_store(), blob, attachment.name)
        return _sent(data, "image/jpeg", as_jpeg(attachment.name), inline=True)
    return _sent(blob_store().get(blob.sha256), blob.kind, attachment.name, inline=blob.kind in INLINE)


@room.get("/<uuid:attachment_id>/small", allow=SIGNED_IN)
def small(attachment_id: UUID) -> Any:
    """Send the small copy of a picture."""
    attachment, blob = open_for(session(), attachment_id, actor())
    return _sent(
        shown(blob_store(), blob, attachment.name, "small"), "image/jpeg", as_jpeg(attachment.name), inline=True
    )


@room.get("/<uuid:attachment_id>/original", allow=SIGNED_IN)
def original(attachment_id: UUID) -> Any:
    """Send a picture as it came, as a download, to those who may have it so."""
    attachment, blob = original_for(session(), attachment_id, actor())
    return _sent(blob_store().get(blob.sha256), blob.kind, attachment.name, inline=False)


def _sent(data: bytes, kind: str, name: str, *, inline: bool) -> Any:
    response = send_file(io.BytesIO(data), mimetype=kind, as_attachment=not inline, download_name=name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
