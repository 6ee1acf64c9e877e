"""How a paper that came in is cited."""

from rasoat import clock
from rasoat.incoming.models import IncomingPaper


def cited(paper: IncomingPaper) -> str:
    """The paper as people cite it."""
    number = f" số {paper.reference}" if paper.reference else ""
    return f"{paper.kind_title}{number} ngày {clock.date_text(paper.dated)}"
