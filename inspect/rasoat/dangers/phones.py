"""Telephone numbers for a child in danger: they are free, and answered day and night all over the country."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phone:
    """A number, and who answers it."""

    number: str
    title: str


PHONES = (
    Phone("111", "Tổng đài điện thoại quốc gia bảo vệ trẻ em"),
    Phone("113", "Công an"),
    Phone("114", "Chữa cháy, cứu nạn, cứu hộ"),
    Phone("115", "Cấp cứu y tế"),
)
