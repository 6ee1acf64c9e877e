"""Downloading attachments. The owner decides who may read one; a hash is never enough, and no file is sent as
something that runs.
"""

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
    """Send one attachment: pictures and PDFs are shown in the browser, everything else is a download."""
    attachment, blob = open_for(session(), attachment_id, actor())
    response = send_file(
        io.BytesIO(blob_store().get(blob.sha256)),
        mimetype=blob.kind,
        as_attachment=blob.kind not in INLINE,
        download_name=attachment.name,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
