"""What a hostile or unlucky sender puts where a text, a number, a date, an id or a header is expected."""

VALUES = [
    "", " ", "²", "٣", "１２", "-1", "+1", "1_0", "0x10", "1e309", "NaN", "Infinity", "9" * 30, str(2**31), str(2**63), str(2**64),
    "1.250.50", "12,5", "9999999999999.5", "-0", "1" * 5000,
    "0001-01-01", "1/1/0001", "9999-12-31", "31/12/9999", "0000-00-00", "10000-01-01", "2024-W01-1", "20240717", "2024-13",
    "0001-01", "9999-12", "٢٠٢٤-٠٧", "24:00", "25:61", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00", "2024-07-17T00:00:00", "2024-07-17T02:00:00+23:59:59",
    "\0", "a\0b", "\x0b", "\x1f", "\x7f", "\u0085", "\u2028", "\u202e", "\ufeff", "\ud800", "a\udfffb", "\U0010ffff", "\ufffe", "e\u0302\u0309" * 20,
    "00000000-0000-0000-0000-000000000000", "{01a227d0-7e4b-75dc-a79a-7c389fe1c649}", "urn:uuid:01a227d0-7e4b-75dc-a79a-7c389fe1c649",
    "٣" * 32, "g" * 32, "f" * 64,
    "'", "\"><script>", "%", "%00", "%s%n", "{0}", "{{7*7}}", "\\", "../../etc/passwd", "//host", "null", "true", "[]", "{}", "|", "*", "::", ";", "--",
    "a" * 3000, "đ" * 70_000, " " * 5000, "\n" * 2000, "xã\n" * 500, " ".join(f"a{n}" for n in range(2000)),
]  # fmt: skip
HEADERS = [
    "", "²", "-1", "9" * 30, "1.5", "NaN", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "Bearer", "Bearer x",
    "Bearer rst_" + "f" * 32 + "_x", "Bearer rst_" + "g" * 32 + "_x", "Bearer rst_²_\u00ff", "Basic Og==", "Basic \u00ff", "bytes=0-", "bytes=9-1",
    "bytes=99999999999999999999-", "*", '"', 'W/"', "text/html;q=²", "text/html;q=" + "9" * 400, ";;;", "vi;q=9e999",
    "multipart/form-data", "multipart/form-data; boundary=", "application/json; charset=²", "application/json; charset=utf-7",
    "http://[", "http://\u00ff", "//", "a" * 3000, "session=²", "rasoat=x.y.z", "rasoat=" + "." * 100,
    "Thu, 99 Foo 99999 99:99:99 GMT", "\u00ff\u00fe",
]  # fmt: skip
"""Values of headers; a header has only characters up to 255."""
