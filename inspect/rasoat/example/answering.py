"""The months after the notice: stances and answers in rounds, one that climbs to a letter, one that comes on paper. All of it is
invented.
"""

from datetime import date
from pathlib import Path

from sqlmodel import select

from rasoat import content
from rasoat.example import rounds
from rasoat.example.facts import Facts
from rasoat.example.issuing import numbers_given_before
from rasoat.example.papering import draft
from rasoat.example.reporting import through
from rasoat.example.rounds import RoundFact
from rasoat.example.teller import Teller
from rasoat.followup.models import LadderStep
from rasoat.incoming import about, answering
from rasoat.incoming import operations as incoming
from rasoat.papers.kinds import extension_reply

LETTERS_OF_2025 = 105
"""The last number of a letter that was given in the year before the system was used for one."""


class LateFact(Facts):
    """The obligation for which the ladder drafts a letter, on which day, and the day of the letter."""

    day: date
    issued: date
    key: str


class PaperAnswerFact(Facts):
    """An answer that came on paper."""

    arrived: date
    key: str
    author: str
    reference: str
    dated: date
    kind: str
    subject: str
    signer: str
    text: str


class Answered(Facts):
    """What happened between the notice and the new year."""

    rounds: list[RoundFact]
    late: LateFact
    after: list[RoundFact]
    on_paper: PaperAnswerFact
    last: list[RoundFact]


def facts() -> Answered:
    """What the file beside this module tells."""
    return content.load(Path(__file__).parent / "answered.yaml", Answered)


def stances_and_answers(teller: Teller) -> None:
    """Most of what was asked is answered and verified; one addressee does not agree, and the department keeps it."""
    rounds.tell(teller, facts().rounds)


def homes_climb(teller: Teller) -> None:
    """Ten working days after a due date without an answer the ladder drafts a letter, which people check and sign."""
    fact = facts().late
    teller.on(f"{fact.day:%d/%m/%Y}")
    teller.work()
    with teller.database.read() as session:
        obligation = teller.ids[f"obligation.{fact.key}"]
        query = select(LadderStep.letter_id).where(LadderStep.case_id == obligation, LadderStep.step == "letter")
        letter = session.exec(query).one()
    if letter is None:
        raise RuntimeError("the ladder should have drafted a letter")
    teller.say(f"{teller.moment:%d/%m/%Y}  Hệ thống: soạn công văn đôn đốc việc quá hạn của UBND huyện, chờ ký")
    teller.ids["paper.climbed"] = letter
    through(teller, "paper.climbed", "công văn đôn đốc", fact.issued)


def answers_in_rounds(teller: Teller) -> None:
    """Answers are supplemented, taken back, sent back, given again."""
    rounds.tell(teller, facts().after)


def answer_on_paper(teller: Teller) -> None:
    """A report that came on paper is entered in the register, and an officer records what it answers."""
    fact = facts().on_paper
    teller.on(f"{fact.arrived:%d/%m/%Y}")
    arrived = incoming.Arrived(
        arrived_on=fact.arrived,
        author=fact.author,
        reference=fact.reference,
        dated=fact.dated,
        kind_title=fact.kind,
        subject=fact.subject,
    )
    scan = teller.picture("bao-cao-145.jpg", "BAO CAO 145")
    obligation = teller.ids[f"obligation.{fact.key}"]
    paper = teller.do(
        "vanthu",
        f"vào sổ văn bản đến: {fact.kind} số {fact.reference}",
        lambda s, a: incoming.enter(s, a, arrived, [scan], about.Link("obligation", obligation)),
    )
    answer = answering.PaperAnswer(obligation, "met", fact.text)
    teller.do(
        "chuyenvien",
        f"ghi báo cáo đơn vị gửi bằng văn bản: {fact.text}",
        lambda s, a: answering.record_answers(s, a, paper.id, fact.signer, [answer]),
    )


def last_verdicts(teller: Teller) -> None:
    """What was answered at the end of the year is verified at the beginning of the next one."""
    rounds.tell(teller, facts().last)


def signs_need_more_time_again(teller: Teller) -> None:
    """The signs that are missing wait for money of the new year: the addressee asks, a letter grants."""
    until = date(2025, 9, 30)
    teller.on("17/02/2025")
    reason = "Chờ kinh phí năm 2025 cho 10 điểm còn lại."
    teller.fire(
        "chilang", "xin gia hạn cắm biển", "obligation", "obligation.signs", "ask_extension", until=until, reason=reason
    )
    teller.on("19/02/2025")
    teller.fire(
        "chuyenvien", "đồng ý gia hạn đến 30/9", "obligation", "obligation.signs", "grant_extension", until=until
    )
    numbers_given_before(teller, "CV", LETTERS_OF_2025)
    name = draft(teller, extension_reply.NAME, "obligation.signs", "công văn trả lời gia hạn")
    through(teller, name, "công văn trả lời gia hạn", date(2025, 2, 20))
