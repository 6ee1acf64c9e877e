"""The sentences of the official report, from templates/documents/papers/official_report.yaml."""

from rasoat.papers import wording
from rasoat.papers.wording import Words


class ReportWording(wording.Strict):
    """Sentences of the report. {what} is what was asked, {paper} the paper that asked it, {due} the day until which."""

    subject: Words
    subject_of_one: Words
    lead: Words
    results_title: Words
    asked: Words
    asked_without_paper: Words
    due: Words
    measure: Words
    claims: dict[str, Words]
    left_title: Words
    nothing_left: Words
    left: Words
    proposals_title: Words
    extension: Words
    recipients: tuple[Words, ...]
    archive: Words


def words() -> ReportWording:
    """The sentences."""
    return wording.load("official_report.yaml", ReportWording)
