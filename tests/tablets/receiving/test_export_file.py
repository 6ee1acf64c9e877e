"""The header of a tablet's export file is bounded before it becomes objects."""

import io

from rasoat.tablets.receiving import export_file


def test_a_header_with_more_structure_than_a_day_s_work_is_not_made_into_objects() -> None:
    """A list of ten million empty lists is 30 MB in the file and a gigabyte in memory; texts may be as long as they like."""

    def read(inside: bytes) -> export_file.ExportFile:
        account = b"0197a000-0000-7000-8000-000000000001"
        header = b'{"account":{"id":"%s"},"made_at":"x","records":[],"photos":[],"x":[%s]}' % (account, inside)
        return export_file.read(io.BytesIO(b"RASOAT-EXPORT 1 %d\n" % len(header) + header))

    assert read(b"[]," * 1_000 + b"[]").whole
    assert read(b'"%s"' % (b"[" * 2_000_000)).whole
    assert not read(b"[]," * 400_000 + b"[]").whole
