"""Converting text to numbers and times of day: the only converters, for forms, answers, addresses and headers.

`whole`, `measured`, `decimal` and `clock_time` read what people write, in the Vietnamese way: points or spaces separate
groups of three digits, and a comma is the decimal comma. `inspect/browser/tablet/rules/numbers.js` does the same in the browser;
tests/numbers/cases.json is the test of both. `plain` reads what programs write.
"""

import re
import unicodedata
from decimal import Decimal

LARGEST = 10**15
"""The largest amount, below 2**53, so that JavaScript counts exactly; a thousand million million đồng is enough."""
LARGEST_MEASURED = 10**9
"""The largest number that may have a fraction, so that a table full of them is still added up exactly."""
MOST_PLACES = 3
"""Digits behind the decimal comma."""
LARGEST_STORED = 2**31 - 1
"""What a whole-number column of both databases holds."""
YEARS = (1900, 2199)
"""The first and the last year that is taken for one, as for the dates of a checklist."""

_SPACES = "\t\n \u00a0\u2007\u2009\u202f\u3000"
_SPACE = "[ \u00a0\u2007\u2009\u202f\u3000]"
_SIGN = "[-+\u2212\u2013]?"
# A number in groups does not begin with 0: 0.125 is an eighth and not 125.
_WHOLE = re.compile(rf"({_SIGN})([0-9]+|0*[1-9][0-9]{{0,2}}(?:(?:\.[0-9]{{3}})+|(?:{_SPACE}[0-9]{{3}})+))")
_MEASURED = re.compile(
    rf"({_SIGN})([0-9]+|0*[1-9][0-9]{{0,2}}(?:(?:\.[0-9]{{3}})+|(?:{_SPACE}[0-9]{{3}})+))(?:,([0-9]+))?"
)
_POINT = re.compile(rf"({_SIGN})([0-9]+)\.([0-9]+)")
_CLOCK = re.compile(
    rf"([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9])|{_SPACE}?(?:giờ|[hHgG])(?:{_SPACE}?([0-5][0-9])(?:{_SPACE}?(?:phút|p))?)?)"
)
_FIGURES = re.compile(rf"{_SIGN}[0-9., \u00a0\u2007\u2009\u202f\u3000]*")
_DECIMAL = re.compile(r"([-+\u2212\u2013]?)([0-9]{1,9})(?:[.,]([0-9]{1,400}))?")
_PLAIN = re.compile(r"[0-9]{1,18}")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MOST_DIGITS = 16


class NotANumber(ValueError):
    """The text is not such a number. The message is a Vietnamese sentence that says what to do."""


def grouped(number: int) -> str:
    """An integer the Vietnamese way: 9969 is 9.969."""
    return f"{number:,}".replace(",", ".")


def written(number: int | float) -> str:
    """A number in digits, never with an exponent, so that `decimal` reads it back as it was."""
    return format(Decimal(repr(number)), "f")


def whole(typed: str, what: str = "số nguyên") -> int | None:
    """The whole number in a text; None for a blank one. `what` names the wanted number in the message.

    Raises NotANumber and does not guess: 12.5, 1,250 and 1.250.50 may be fractions, and 12² is not a number.
    """
    text = _unified(typed)
    if not text:
        return None
    found = _WHOLE.fullmatch(text)
    if not found:
        raise NotANumber(_refusal(text, what))
    digits = re.sub("[^0-9]", "", found[2]).lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS or int(digits) > LARGEST:
        raise NotANumber(f"Số quá lớn: nhiều nhất {grouped(LARGEST)}.")
    return -int(digits) if found[1] in ("-", "\u2212", "\u2013") else int(digits)


def measured(typed: str) -> int | float | None:
    """The number in a text that may have a fraction of up to three digits: 12,5 or 1.250,75; None for a blank one.

    A point before one, two or more than three digits can only be meant as a decimal point. Raises NotANumber; 1.250 is
    refused, because it may be meant as 1250 or as 1,25.
    """
    text = _unified(typed)
    if not text:
        return None
    found = _POINT.fullmatch(text)
    if found and len(found[3]) == MOST_PLACES and len(found[2]) <= MOST_PLACES and found[2][0] != "0":
        raise NotANumber(
            f"Không rõ là {found[2]}{found[3]} hay {found[2]},{found[3]}; ghi liền các chữ số, hoặc ghi dấu phẩy trước phần lẻ."
        )
    found = found or _MEASURED.fullmatch(text)
    if not found:
        raise NotANumber("Cần một số; phần lẻ ghi sau dấu phẩy, ví dụ 12,5.")
    units, parts = re.sub("[^0-9]", "", found[2]).lstrip("0") or "0", (found[3] or "").rstrip("0")
    if len(parts) > MOST_PLACES:
        raise NotANumber("Nhiều nhất ba chữ số sau dấu phẩy.")
    if len(units) > len(str(LARGEST_MEASURED)) or Decimal(f"{units}.{parts or 0}") > LARGEST_MEASURED:
        raise NotANumber(f"Số quá lớn: nhiều nhất {grouped(LARGEST_MEASURED)}.")
    size = as_number(Decimal(f"{units}.{parts or 0}"))
    return -size if size and found[1] in ("-", "\u2212", "\u2013") else size


def as_number(exact: int | Decimal) -> int | float:
    """An exact number as JSON has it: an integer where it is whole, or so large that no fraction is left of it."""
    if exact == int(exact):
        return int(exact)
    number = float(exact)
    return int(number) if number.is_integer() else number


def exactly(number: int | float | Decimal) -> int | Decimal:
    """A number to count with, without the error of binary fractions."""
    return Decimal(repr(number)) if isinstance(number, float) else number


def with_comma(number: int | float | Decimal, *, grouping: bool = True) -> str:
    """A number the Vietnamese way: 1234.5 is 1.234,5; without grouping 1234,5, as a field shows it."""
    units, _, parts = format(Decimal(exactly(number)), "f").partition(".")
    parts = parts.rstrip("0")
    whole_part = ("-" if units.startswith("-") else "") + grouped(abs(int(units))) if grouping else units
    return f"{whole_part},{parts}" if parts else whole_part


def clock_time(typed: str) -> str | None:
    """The time of day in a text as HH:MM: 7:30, 7h30, 7 giờ 30 phút, 7 giờ; None for a blank one. Raises NotANumber."""
    text = unicodedata.normalize("NFC", _unified(typed))
    if not text:
        return None
    found = _CLOCK.fullmatch(text)
    if not found:
        raise NotANumber("Nhập giờ theo dạng giờ:phút từ 0:00 đến 23:59, ví dụ 7:30.")
    return f"{int(found[1]):02d}:{found[2] or found[3] or '00'}"


def decimal(typed: str) -> int | float | None:
    """The number in a text, with a decimal comma or point and no grouping, as degrees are written; None for a blank one.

    Raises NotANumber.
    """
    text = _unified(typed)
    if not text:
        return None
    found = _DECIMAL.fullmatch(text)
    if not found:
        raise NotANumber("Cần một số, ví dụ 21,6512.")
    size = float(f"{found[2]}.{found[3]}") if found[3] else int(found[2])
    return -size if size and found[1] in ("-", "\u2212", "\u2013") else size


def plain(written: str | None, least: int = 0, most: int = LARGEST_STORED) -> int | None:
    """A number as the program itself writes it in a hidden field, an address or a header: only digits 0 to 9.

    None for everything else, and for numbers outside `least` to `most`.
    """
    if not _PLAIN.fullmatch(written or ""):
        return None
    number = int(written or "")
    return number if least <= number <= most else None


def is_plain(written: str) -> bool:
    """Whether a text has only digits 0 to 9, eighteen at most."""
    return _PLAIN.fullmatch(written) is not None


def _unified(typed: str) -> str:
    # NFKC is not applied to the whole text, because it would make 122 out of 12².
    return typed.translate(_FULL_WIDTH).strip(_SPACES)


def _refusal(text: str, what: str) -> str:
    if not _FIGURES.fullmatch(text) or not re.search("[0-9]", text):
        return f"Cần {what}: chỉ ghi các chữ số 0 đến 9, ví dụ 9.969."
    if "," in text:
        return f"Cần {what}, không có phần lẻ. Dấu phẩy là dấu của phần lẻ; hàng nghìn thì cách bằng dấu chấm, ví dụ 1.250."
    if "." in text:
        return f"Cần {what}, không có phần lẻ. Ghi đủ các chữ số; dấu chấm chỉ cách từng ba chữ số, ví dụ 1.250."
    return f"Cần {what}. Khoảng trắng chỉ cách từng ba chữ số; ghi liền các chữ số, hoặc ghi như 1.250."
