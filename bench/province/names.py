"""Names of places and people. The ended districts were real; communes and people are put together from syllables."""

from dataclasses import dataclass
from itertools import product
from random import Random


def _listed(names: str) -> list[str]:
    return names.split(", ")


_FIRST = _listed(
    "Tân, Vạn, Thanh, Yên, Đồng, Bình, Minh, Phú, Xuân, Quang, Long, Kim, Vân, Hồng, Thái, Lâm, Sơn, Thủy, Khánh, Đông"
)
_SECOND = _listed("Thành, Lăng, Linh, Hòa, Mỏ, Gia, Khai, Lạc, Cường, Tiến")
_ENDED = _listed("Chi Lăng, Hữu Lũng, Bắc Sơn, Đình Lập, Lộc Bình, Cao Lộc, Văn Lãng, Văn Quan, Bình Gia, Tràng Định")
_HAMLETS = _listed(
    "Nà, Khuổi, Pò, Bản, Lũng, Phai, Cốc, Kéo, Làng, Pác, Thâm, Khòn, Tồng, Co, Đông, Mỏ, Nưa, Hang, Bó, Tềnh"
)
_HAMLET_ENDS = _listed(
    "Tâm, Luông, Háng, Deng, Mạ, Cái, Lay, Pàn, Slao, Vài, Chang, Nọi, Mười, Khao, Lèo, Phung, Sâu, Dáo, Hin, Mèo"
)
_FAMILIES = _listed(
    "Hoàng, Nông, Vi, Lương, Triệu, Hà, Bế, Đinh, Lý, Nguyễn, Đỗ, Trần, Mã, Chu, Phùng, Linh, Lộc, Vũ, Phạm, Lê"
)
_MIDDLES = ("Thị", "Văn", "Minh", "Thu", "Đức", "Ngọc")
_GIVEN = _listed("Mẫu, Thử, Nháp, Giả, Định, Phỏng, Tạm, Ví, Dụ, Họa")


@dataclass(frozen=True, slots=True)
class Place:
    """An inspected authority: where it is, and whether it is a district, which ended on 30 June 2025."""

    key: str
    name: str
    ended: bool = False

    @property
    def title(self) -> str:
        """As in a sentence: xã Tân Thành."""
        return f"{'huyện' if self.ended else 'xã'} {self.name}"


UNIT, HEIR = Place("unit", "Khuôn Mẫu"), Place("heir", "Nối Tiếp")
"""The places of the pattern that is copied; no place of the province has these names."""
SPOTS = [f"{one} Mẫu" for one in _listed("Thượng, Trung, Hạ, Đông, Tây, Nam, Bắc, Nội, Ngoại, Chính")]
"""Hamlets of the pattern, each with a name of its own in each copy."""


def places(communes: int) -> list[Place]:
    """The communes of the two-tier province and the districts before them."""
    found = [f"{first} {second}" for second, first in product(_SECOND, _FIRST)]
    return [
        *(Place(f"xa{number:03}", name) for number, name in enumerate(found[:communes], 1)),
        *(Place(f"huyen{number:02}", name, ended=True) for number, name in enumerate(_ENDED, 1)),
    ]


def hamlet(chance: Random) -> str:
    """One of 400 names of hamlets."""
    return f"{chance.choice(_HAMLETS)} {chance.choice(_HAMLET_ENDS)}"


def person(number: int) -> str:
    """An invented name, a different one for each of 1,200 numbers."""
    middle, given = number // len(_FAMILIES), number // (len(_FAMILIES) * len(_MIDDLES))
    return f"{_FAMILIES[number % len(_FAMILIES)]} {_MIDDLES[middle % len(_MIDDLES)]} {_GIVEN[given % len(_GIVEN)]}"
