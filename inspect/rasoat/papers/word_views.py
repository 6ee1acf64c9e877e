"""The address from which a paper's Word file is taken."""

import io
from typing import Any
from uuid import UUID

from flask import send_file

from rasoat.pages import SIGNED_IN, actor, session
from rasoat.papers import queries, word
from rasoat.papers.editing_views import room

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@room.get("/<uuid:paper_id>/paper.docx", allow=SIGNED_IN)
def word_file(paper_id: UUID) -> Any:
    """Make the Word file of a paper."""
    case = queries.require_visible(session(), paper_id, actor())
    data = io.BytesIO(word.word_of(session(), case))
    return send_file(data, mimetype=MIME, as_attachment=True, download_name=word.word_name(case))
