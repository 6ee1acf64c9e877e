"""Downloading attachments: through their owner, never by hash, never as something that runs."""

import io
from typing import Any
from uuid import UUID

from flask import send_file

from rasoat.files.access import open_for
from rasoat.files.opening import INLINE
from rasoat.pages import SIGNED_IN, Room, actor, blob_store, session

room = Room("files", __name__, url_prefix="/files")


@room.get("/<uuid:attachment_id>", allow=SIGNED_IN)
def show(attachment_id: UUID) -> Any:
    """One attachment: pictures and PDFs in place, everything else as a download."""
    attachment, blob = open_for(session(), attachment_id, actor())
    response = send_file(
        io.BytesIO(blob_store().get(blob.sha256)),
        mimetype=blob.kind,
        as_attachment=blob.kind not in INLINE,
        download_name=attachment.name,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
