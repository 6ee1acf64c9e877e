"""A small definition with every type of question, and ways to make documents for it."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from rasoat import content
from rasoat.checklists.answers import EXPLANATIONS, NOTES, RESERVED, WORDINGS
from rasoat.checklists.definition import Definition, Section
from rasoat.numbers import as_number
from rasoat.text import nfc

EVERY_TYPE = """
id: every_type
version: 1
title: Đủ loại câu hỏi
site_kinds: [water_point]
sections:
  - scope: site
    title: Tại chỗ
    items:
      - {id: present, type: yes_no_na, label: Có biển, required: true, mandatory: true, expect: ["yes"],
         on_pass: "{site} có biển.",
         on_fail: {shortcoming: "{site} chưa có biển.", recommendation: "Cắm biển tại {site}.", due_days: 30}}
      - {id: legible, type: yes_no_na, label: Đọc được, required: true, mandatory: true, expect: ["yes"],
         show_if: {present: ["yes"]},
         on_fail: {shortcoming: Biển mờ., recommendation: Sơn lại., addressee: office, due_days: 10}}
      - {id: why_not, type: text, label: Vì sao mờ, max: 40, show_if: {legible: ["no"]}}
      - {id: owner, type: choice, label: Ai quản lý, choices: [{value: commune, label: Xã}, {value: private, label: Tư nhân}]}
      - {id: dangers, type: select_multiple, label: Nguy cơ gì, expect: [rail, sign], expect_every: true,
         choices: [{value: rail, label: Rào}, {value: sign, label: Biển}, {value: buoy, label: Phao}],
         on_pass: "{site} có {dangers}.",
         on_fail: {shortcoming: "{site} chỉ có {dangers}, lúc {seen_at}, sâu {depth} m.", recommendation: Bổ sung., due_days: 30}}
      - {id: what_buoy, type: text, label: Phao nào, show_if: {dangers: [buoy]}}
      - {id: depth, type: decimal, label: Độ sâu, unit: m, max: 500}
      - {id: seen_at, type: time, label: Lúc mấy giờ}
      - {id: data, type: number, label: Số biển, unit: biển, max: 5000}
      - {id: errors, type: money, label: Kinh phí}
      - {id: validate, type: date, label: Ngày kiểm tra}
      - {id: photo, type: photo, label: Ảnh, max: 3}
      - {id: position, type: location, label: Tọa độ}
      - {id: signed, type: signature, label: Chữ ký}
      - id: lines
        type: table
        label: Các khoản
        max: 4
        columns:
          - {id: meta, type: text, label: Nội dung, required: true}
          - {id: amount, type: money, label: Số tiền}
          - {id: day, type: date, label: Ngày}
          - {id: paid, type: yes_no_na, label: Đã chi}
          - {id: wide, type: decimal, label: Rộng, unit: m}
          - {id: since, type: time, label: Từ giờ}
          - {id: kind, type: choice, label: Loại, choices: [{value: a, label: A}, {value: b, label: B}]}
    figures:
      - {id: rest, label: Còn lại, plus: [errors], minus: [lines.amount]}
      - {id: deep, label: Sâu và rộng, unit: m, plus: [depth, lines.wide], minus: [1]}
    checks:
      - {id: adds_up, message: Tổng không khớp., left: [lines.amount], equals: [errors]}
      - {id: not_deep, message: Quá sâu., left: [depth], at_most: [deep], percent: 50}
    passing: {title: Biển tốt, all_mandatory: true}
"""

_GUARDED = """
id: guarded
version: 1
title: Ai được đọc
sections:
  - scope: unit
    title: Đơn vị
    figures:
      - {id: uncovered, label: Còn thiếu, plus: [points], minus: [signs]}
      - {id: rest, label: Còn lại, plus: [uncovered, debts]}
      - {id: others, label: Trẻ khác, plus: [points], minus: [orphans]}
      - {id: paid, label: Đã chi, plus: [families.amount]}
    items:
      - {id: points, type: number, label: Số điểm, visibility: public}
      - {id: signs, type: number, label: Số biển, visibility: public}
      - {id: debts, type: number, label: Số nợ}
      - {id: orphans, type: number, label: Số trẻ mồ côi, visibility: child}
      - id: families
        type: table
        label: Các gia đình
        visibility: child
        columns: [{id: amount, type: money, label: Số tiền}]
"""


def guarded(**says: Any) -> Section:
    """A section with answers of every level. What `says` gives (`on_pass`, `on_fail`) is said by one more item, `listed`,
    whose own answer is public.
    """
    listed = {"id": "listed", "type": "yes_no_na", "label": "Có danh sách", "expect": ["yes"], "visibility": "public"}
    text = f"{_GUARDED}      - {json.dumps(listed | says, ensure_ascii=False)}\n"
    return content.parse(text, Definition, "guarded.yaml").section("unit")


DEFINITION = content.parse(EVERY_TYPE, Definition, "every_type.yaml")
KEYS = [*DEFINITION.section("site").item, *RESERVED]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(
        ["yes", "no", "na", "commune", "2024-07-17", "2024-02-30", "a", " x\r\n", "e\u0302\u0301", "\ud800", "\x00"]
    )
)
json_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=8)
            | st.sampled_from(["lat", "lon", "accuracy", "sha256", "attachment", "meta", "amount", "present"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)

_typed = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
    .map(lambda s: nfc(s).strip(" \u00a0"))
    .filter(bool)
)
_days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)).map(str)
_measured = st.integers(0, 10**12).map(lambda n: as_number(Decimal(n) / 1000))
_hours = st.times().map(lambda t: f"{t:%H:%M}")
_references = st.uuids().map(lambda u: {"attachment": str(u)}) | st.binary(min_size=32, max_size=32).map(
    lambda b: {"sha256": b.hex()}
)
_rows = st.fixed_dictionaries(
    {"meta": _typed},
    optional={
        "amount": st.integers(0, 10**15),
        "day": _days,
        "paid": st.sampled_from(["yes", "no", "na"]),
        "kind": st.sampled_from(["a", "b"]),
        "wide": _measured,
        "since": _hours,
    },
)
_positions = st.fixed_dictionaries(
    {"lat": st.floats(-90, 90), "lon": st.floats(-180, 180) | st.integers(-180, 180)},
    optional={"accuracy": st.integers(0, 100)},
)
plausible: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "present": st.sampled_from(["yes", "no", "na"]),
        "legible": st.sampled_from(["yes", "no", "na"]),
        "why_not": _typed,
        "owner": st.sampled_from(["commune", "private"]),
        "dangers": st.lists(st.sampled_from(["rail", "sign", "buoy"]), min_size=1, unique=True).map(
            lambda chosen: [one for one in ("rail", "sign", "buoy") if one in chosen]
        ),
        "what_buoy": _typed,
        "depth": st.integers(0, 500_000).map(lambda n: as_number(Decimal(n) / 1000)),
        "seen_at": _hours,
        "data": st.integers(0, 5000),
        "errors": st.integers(0, 10**15),
        "validate": _days,
        "photo": st.lists(_references, max_size=3),
        "position": _positions,
        "signed": _references,
        "lines": st.lists(_rows, max_size=4),
        EXPLANATIONS: st.dictionaries(st.just("adds_up"), _typed),
        NOTES: st.dictionaries(st.sampled_from(["present", "lines", "data"]), _typed),
        WORDINGS: st.dictionaries(
            st.sampled_from(["present", "legible"]),
            st.dictionaries(st.sampled_from(["shortcoming", "recommendation"]), _typed),
        ),
    },
)
anything = st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), json_values) | plausible | json_values
