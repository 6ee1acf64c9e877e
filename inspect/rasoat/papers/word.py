"""A paper as a Word file, for whoever goes on with its draft in Word or quotes from it. It is stored nowhere."""

from sqlmodel import Session

from rasoat.files import names
from rasoat.papers import compose, signing_outside
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of
from rasoat.text import shortened

_LONGEST_SUBJECT = 80


def word_of(session: Session, case: PaperCase) -> bytes:
    """The file of what was frozen with the paper's number, before that of its draft. While it waits to be signed outside, that
    of the frozen text, without the mark of a draft. Raises Problem `file.lost` when a frozen text was changed.
    """
    # Loading what makes it takes longer than most requests.
    from rasoat.documents.docx.writing import paper_to_docx

    waiting = signing_outside.to_sign(session, case) if signing_outside.is_waiting(case) else None
    if waiting is not None:
        return paper_to_docx(signing_outside.frozen_text(waiting), stamped=False)
    return paper_to_docx(compose.shown(session, case))


def word_name(case: PaperCase) -> str:
    """ "Dự thảo Thông báo, Kết quả ….docx"; of a numbered paper "97-TB-SLĐTBXH, bản Word, không phải bản đã ban hành.docx",
    so that nobody takes it for the file that was issued.
    """
    if case.reference:
        return names.clean(f"{case.reference}, bản Word, không phải bản đã ban hành.docx")
    called = "Bản trình ký" if signing_outside.is_waiting(case) else "Dự thảo"
    return names.clean(f"{called} {kind_of(case).type_name}, {shortened(case.subject, _LONGEST_SUBJECT)}.docx")
