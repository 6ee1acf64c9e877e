"""HTML: one template for screen and engines, and nothing typed that acts."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from rasoat.documents.paper import Appendix, Article, Bullets, Heading, Paper, Paragraph, Signing, Table
from rasoat.documents.render import Target, to_fragment, to_html

from .papers import FORMS
from .samples import long, short

TARGETS: list[Target] = ["screen", "pdfkit", "weasyprint"]
HOSTILE = st.one_of(
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '<img src="file:///etc/passwd">',
            "<iframe src=file:///etc/shadow></iframe>",
            "a & b &lt; c",
            "\"><meta name='pdfkit-enable-local-file-access' content=''>",
            "{{ 7 * 7 }}{% raw %}",
            "</style><style>@import url(file:///x)",
            "<a href='javascript:alert(1)'>x</a>",
        ]
    ),
    # " / " parts the lines of a capacity: it is the one text with a meaning.
    st.text(alphabet="<>&\"'/={}%ạố ", min_size=1, max_size=30).filter(lambda s: s.strip() != "" and " / " not in s),
)


class _Page(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def _filled(text: str) -> Paper:
    return short(
        issuer_parent=text,
        issuer=(text,),
        symbol=text,
        place=text,
        subject=text,
        legal_bases=(text,),
        lead=text,
        recipients=(text,),
        archive=text,
        addressed_to=(text, text),
        blocks=(
            Heading(id="h", level=2, text=text, footnotes=(text,)),
            Paragraph(id="p", text=text),
            Bullets(id="b", items=(text,)),
            Table(id="t", caption=text, headers=(text,), rows=((text,),)),
        ),
        signing=Signing(capacity=text, position=text, name=text, office=text),
        other_signers=(Signing(position=text, name=text),),
        decides=text,
        drafter=text,
        contact=text,
        appendices=(Appendix(title=text, blocks=(Article(id="d", text=text, footnotes=(text,)),)),),
    )


@settings(deadline=None)
@given(HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    plain, hostile = _Page(to_fragment(_filled("x"))), _Page(to_fragment(_filled(text)))
    # A long word may break anywhere: the marks for that are the renderer's own, and nothing but marks.
    assert [tag for tag in hostile.tags if tag != ("wbr", ())] == plain.tags
    assert hostile.links == plain.links
    assert hostile.text.count(_filled(text).subject) >= 5


@pytest.mark.parametrize("target", TARGETS)
def test_a_document_asks_for_nothing_from_outside(target: Target) -> None:
    html = to_html(_filled("<script src=http://x>"), engine=target)
    page = _Page(html)
    assert not {"script", "img", "link", "iframe", "object"} & {tag for tag, _ in page.tags}
    assert all(link.startswith("#paper-") for link in page.links)
    assert "url(" not in html
    assert "@import" not in html


def test_the_fragment_lives_under_a_strict_csp() -> None:
    page = _Page(to_fragment(long()))
    assert "style" not in {tag for tag, _ in page.tags}
    assert not any(name == "style" or name.startswith("on") for _, names in page.tags for name in names)


def test_every_class_of_the_fragment_has_a_style_on_screen() -> None:
    css = (Path(__file__).parents[2] / "templates/documents/screen.css").read_text(encoding="utf-8")
    html = "".join(map(to_fragment, (long(urgency="KHẨN", number=None), *FORMS.values())))
    used = {name for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}
    # These only hold things together across pages, or name what needs no style of its own.
    unstyled = {"paper-headings", "paper-keep", "paper-ending", "paper-notes", "paper-lead", "paper-draft"}
    unstyled |= {"paper-nation", "paper-kind", "paper-subject", "paper-signer", "paper-level-3", "paper-urgent-1"}
    unstyled |= {"paper-urgent-2", "paper-office", "paper-whole"}
    assert {name for name in used - unstyled if f".{name}" not in css} == set()


def test_marks_and_notes_link_to_each_other() -> None:
    html = to_fragment(long())
    for number in range(1, 9):
        assert html.count(f'id="paper-mark-{number}"') == html.count(f'href="#paper-mark-{number}"') == 1
        assert html.count(f'id="paper-note-{number}"') == html.count(f'href="#paper-note-{number}"') == 1


def test_a_draft_says_so_and_an_issued_paper_does_not() -> None:
    assert "DỰ THẢO" in to_fragment(short(number=None))
    assert "DỰ THẢO" not in to_fragment(short())


def test_letters_print_their_subject_under_the_number() -> None:
    html = to_fragment(short(kind="CV", kind_title="", addressed_to=("UBND huyện Chi Lăng",)))
    assert "V/v Lịch kiểm tra" in html
    assert "Kính gửi: UBND huyện Chi Lăng" in html
    assert "- Như trên;" in html
    assert 'class="paper-title"' not in html


def test_an_overlay_changes_a_template_and_keeps_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "documents"
    folder.mkdir(parents=True)
    (folder / "print.css.j2").write_text(".of-the-province { color: #000 }", encoding="utf-8")
    html = to_html(short(), engine="pdfkit", overlay=tmp_path)
    assert ".of-the-province" in html
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in html


def test_a_misspelt_name_in_an_overlay_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "documents"
    folder.mkdir(parents=True)
    (folder / "fragment.html.j2").write_text("{{ paper.signing.nmae }}", encoding="utf-8")
    with pytest.raises(UndefinedError, match="nmae"):
        to_fragment(short(), overlay=tmp_path)
