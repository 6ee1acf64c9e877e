"""Steps of the stories about the form of printed papers."""

import pytest
from click.testing import CliRunner
from pytest_bdd import given, parsers, scenarios, then, when

from rasoat.cli import cli
from rasoat.documents import notes, pdf, register
from rasoat.documents.checking.program import judge
from rasoat.documents.layout import measure
from rasoat.documents.measuring import read
from rasoat.files.store import BlobStore
from rasoat.papers import operations
from tests.documents.breaking import Break, broken
from tests.documents.printing import weasyprint_here
from tests.papers.samples import result, settings_in

# What is read here is the same on both databases.
pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

scenarios("papers_trinh_bay_tren_giay.feature")


@given("ngày 5/8/2024 chuyên viên đã soạn thông báo kết quả", target_fixture="told")
def drafted(world):
    return result(world)


@when("văn thư cấp số và ban hành ngày 5/8/2024", target_fixture="file")
def issued(told, world, tmp_path, monkeypatch):
    told.numbered()
    settings, store = settings_in(tmp_path)
    with weasyprint_here() as engine:
        monkeypatch.setattr(pdf, "usable", lambda *_: [engine])
        operations.render_and_issue(world.database, store, settings, told.paper_id, world.as_("clerk"))
    return BlobStore(settings.files_dir).get(told.frozen.file_sha256)


@then("mỗi ghi chú nằm ở cuối trang có dấu của nó")
def notes_in_place(file):
    marks = notes.marked(read(file))
    assert marks
    assert marks == notes.noted(read(file))


@then(parsers.parse("chữ ký nằm cùng trang với ít nhất {count:d} dòng lời văn"))
def not_alone(file, count):
    told = [one for one in judge(read(file)) if one.component == "chữ ký"]
    assert all(one.right and int(one.found.split()[0]) >= count for one in told)


@then("không điểm nào sai thể thức")
def in_form(told, file):
    assert [one for one in measure(file, register.snapshot_of(told.frozen)) if one.certain] == []
    assert [one for one in judge(read(file), "TB") if not one.right and not one.rule.startswith("trang đầy")] == []


@given(parsers.parse('tệp PDF của cơ quan khác có số "{number}" và người ký "{name}"'), target_fixture="path")
def from_elsewhere(tmp_path, number, name):
    swap = (("Số: 23/TB-SLĐTBXH", number), ("Số: 23/TB-", number.removesuffix("SLĐTBXH")), ("Nguyễn Văn Mẫu", name))
    with weasyprint_here() as engine:
        (tmp_path / "van-ban.pdf").write_bytes(broken(engine, [Break("", "", swap=swap)]))
    return tmp_path / "van-ban.pdf"


@when("quản trị kiểm tra tệp", target_fixture="answer")
def checked(path):
    return CliRunner().invoke(cli, ["documents", "check", str(path)])


@then(parsers.parse('kết quả nêu "{words}"'))
def told_of(answer, words):
    assert words in answer.output


@then(parsers.parse("lệnh kết thúc với mã {code:d}"))
def ended(answer, code):
    assert answer.exit_code == code
