"""The two notices: the schedule, number 97 of 12/7/2024, and the result (number and day invented)."""

from datetime import date

from rasoat.example import facts
from rasoat.example.issuing import issue, numbers_given_before
from rasoat.example.teller import Teller
from rasoat.inspections.models import Inspection
from rasoat.papers import operations as papers
from rasoat.papers.kinds import result, schedule
from rasoat.workflows import CaseRef, fire

ISSUED_ON = date(2024, 8, 5)


def schedule_notice(teller: Teller) -> None:
    """Paper 97 of 12/7/2024 says whom the team visits and when, and what must be prepared."""
    teller.on("11/07/2024")
    numbers_given_before(teller, "TB", 96)
    drafted = teller.do(
        "chuyenvien",
        "soạn thông báo lịch kiểm tra",
        lambda s, a: papers.draft_paper(s, a, schedule.NAME, teller.ids["plan"]),
    )
    teller.ids["notice.schedule"] = drafted.id
    through(teller, "notice.schedule", "thông báo lịch", date(2024, 7, 12))


def proposals_answered(teller: Teller) -> None:
    """The department answers each proposal: it takes it up, or forwards it to the ministry."""
    teller.on("24/07/2024")
    for fact in facts.chi_lang().proposals:
        name = f"proposal.{fact.key}"
        if fact.forward_to:
            receiver = teller.ids[fact.forward_to]
            teller.fire(
                "lanhdao",
                f"chuyển đề xuất lên cấp trên: {fact.text[:50]}…",
                "proposal",
                name,
                "forward",
                to_agency=receiver,
                response=fact.response,
            )
        else:
            teller.fire(
                "chuyenvien",
                f"tiếp thu đề xuất: {fact.text[:50]}…",
                "proposal",
                name,
                "accept",
                response=fact.response,
            )


def result_notice(teller: Teller) -> None:
    """The result notice is composed, checked, returned once, approved, numbered and issued: the obligations begin."""
    teller.on("29/07/2024")
    drafted = teller.do(
        "chuyenvien",
        "soạn thông báo kết quả từ số liệu của đoàn",
        lambda s, a: papers.draft_paper(s, a, result.NAME, teller.ids["inspection.chi_lang"]),
    )
    teller.ids["notice.result"] = drafted.id
    for fact in facts.chi_lang().sections:
        _write(teller, fact)
    teller.refused(
        "lanhdao",
        "duyệt khi chưa rà soát",
        lambda s, a: fire(s, CaseRef("paper", drafted.id), "approve", a),
        "case.wrong_state",
    )
    through(teller, "notice.result", "thông báo kết quả", ISSUED_ON)
    teller.refused(
        "vanthu",
        "cấp số thứ hai cho cùng một văn bản",
        lambda s, a: fire(s, CaseRef("paper", drafted.id), "number", a, payload={"issued_on": ISSUED_ON}),
        "case.wrong_state",
    )
    with teller.database.read() as session:
        status = session.get_one(Inspection, teller.ids["inspection.chi_lang"]).status
    if status != "following_up":
        raise RuntimeError(f"the inspection should be followed up now, it is {status}")


def _write(teller: Teller, fact: facts.SectionFact) -> None:
    """An officer writes what was found about a matter that has no checklist."""
    place = [content.title for content in facts.chi_lang().plan.contents].index(fact.content) + 1
    words, block, paper_id = "\n".join(fact.text), f"result.content.{place}.text", teller.ids["notice.result"]
    teller.do(
        "chuyenvien",
        f"viết kết quả về nội dung {place}",
        lambda s, a: papers.change_block(s, a, paper_id, None, block, words, footnotes=fact.notes, visibility="public"),
    )


def through(teller: Teller, name: str, title: str, day: date, signer: str = "lanhdao") -> None:
    """A drafted paper is checked, approved by who signs it, numbered and issued."""
    teller.fire("chuyenvien", f"rà soát xong {title}, trình duyệt", "paper", name, "check")
    teller.fire(signer, f"duyệt {title}", "paper", name, "approve")
    teller.on(f"{day:%d/%m/%Y}", "14:00")
    teller.fire("vanthu", f"cấp số cho {title}", "paper", name, "number", issued_on=day)
    issue(teller, name, title)
