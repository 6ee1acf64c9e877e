"""Write units/provinces/*.yaml: the units of each province until 30/6/2025 and since 1/7/2025.

`python tools/provinces.py FOLDER` reads the data files of the PyPI package vietnamadminunits (MIT; `make provinces` fetches
it), which has two snapshots and what became of each commune, keyed by names without accents. A file that says
`checked: true` was gone through by hand and is not written again.
"""

import json
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

PROVINCES = Path(__file__).parents[1] / "units" / "provinces"
SOURCE = "vietnamadminunits 1.0.4 (MIT)"
RESOLUTIONS = [
    "91", "96", "01", "04", "24", "48", "66", "11", "75", "82", "52", "42",
    "33", "56", "92", "31", "12", "68", "20", "15", "37", "46", "25", "51",
    "40", "22", "44", "14", "80", "19", "08", "79", "38", "86",
]  # fmt: skip
"""Province codes in the order of the resolutions 1654 to 1687/NQ-UBTVQH15 of 16/6/2025, each about one province."""
FIRST_RESOLUTION = 1654


def main(folder: Path) -> None:
    """Write a file for each of today's provinces."""
    database = sqlite3.connect(folder / "dataset.db")
    became = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    for key, code, name in database.execute("SELECT DISTINCT provinceKey, provinceCode, province FROM admin_units"):
        path = PROVINCES / f"{code}.yaml"
        if path.exists() and "\nchecked: true\n" in path.read_text(encoding="utf-8"):
            print(f"{path.name}: checked by hand, left as it is")
            continue
        earlier = before(database, became["DICT_PROVINCE"][key])
        lines = [*_head(code, name), *_before(earlier), *_after(database, key, earlier, became)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def before(database: sqlite3.Connection, keys: list[str]) -> list[dict[str, str]]:
    """The communes until 30/6/2025 of these earlier provinces. An island district without communes has one row with
    an empty commune.
    """
    rows = database.execute(
        "SELECT provinceCode, province, districtCode, district, wardCode, ward,"
        " provinceKey || '_' || districtKey || '_' || coalesce(wardKey, '')"
        " FROM admin_units_legacy WHERE provinceKey IN (SELECT value FROM json_each(?))"
        " ORDER BY provinceCode, districtCode, wardCode",
        [json.dumps(keys)],
    )
    names = ("province", "province_name", "district", "district_name", "code", "name", "key")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _head(code: str, name: str) -> list[str]:
    return [
        f"# Written by tools/provinces.py from {SOURCE}; not checked by hand.",
        f'code: "{code}"',
        f"name: {written(name)}",
        "checked: false",
        f"act: Nghị quyết {FIRST_RESOLUTION + RESOLUTIONS.index(code)}/NQ-UBTVQH15",
    ]


def _before(rows: list[dict[str, str]]) -> list[str]:
    lines, province, district = ["before:"], "", ""
    for row in rows:
        if row["province"] != province:
            province = row["province"]
            lines += [f'- code: "{province}"', f"  name: {written(row['province_name'])}", "  districts:"]
        if row["district"] != district:
            district = row["district"]
            lines += [f'  - code: "{district}"', f"    name: {written(row['district_name'])}"]
            lines += ["    communes:"] if row["code"] else ["    communes: {}"]
        if row["code"]:
            lines.append(f'      "{row["code"]}": {written(row["name"])}')
    return lines


def _after(database: sqlite3.Connection, key: str, rows: list[dict[str, str]], became: dict) -> list[str]:
    codes = {row["key"]: row["code"] or row["district"] for row in rows}
    whole = {
        new: [codes[old] for old in found if old in codes]
        for new, found in became["DICT_PROVINCE_WARD_NO_DIVIDED"].get(key, {}).items()
    }
    partly = defaultdict(list)
    for old, parts in became["DICT_PROVINCE_WARD_DIVIDED"].get(key, {}).items():
        for part in parts:
            partly[part["newWardKey"]].append(codes[old])
    lines = ["after:"]
    query = "SELECT wardCode, ward, wardKey FROM admin_units WHERE provinceKey = ? ORDER BY wardCode"
    for code, name, ward in database.execute(query, [key]):
        lines += [f'  "{code}":', f"    name: {written(name)}"]
        lines += _codes("whole", whole.get(ward, [])) + _codes("partly", partly.get(ward, []))
    return lines


def _codes(title: str, codes: list[str]) -> list[str]:
    quoted = ", ".join(f'"{code}"' for code in sorted(codes))
    return [f"    {title}: [{quoted}]"] if codes else []


def written(name: str) -> str:
    """The name as it is written. The package has small letters where the first one has a mark: Xã Đại áng."""
    text = unicodedata.normalize("NFC", " ".join(name.split()))
    text = re.sub(r"(?<= )[^\W\da-z](?=\w*)", lambda found: found[0].upper(), text)
    return f'"{text}"' if re.search(r"[:#'\"]", text) else text


if __name__ == "__main__":
    main(Path(sys.argv[1]))
