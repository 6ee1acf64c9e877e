"""The settings: each one documented, wrong ones named."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from rasoat.cli import cli
from rasoat.settings import Settings

PAGE = Path(__file__).parents[2] / "docs/settings.md"
ROW = re.compile(r"^\| `(RASOAT_\w+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


def documented() -> dict[str, tuple[str, str]]:
    return {name: (default, meaning) for name, default, meaning in ROW.findall(PAGE.read_text(encoding="utf-8"))}


def real() -> dict[str, str]:
    return {f"RASOAT_{name.upper()}": name for name in Settings.model_fields}


def test_every_setting_is_documented_and_no_other():
    assert documented().keys() == real().keys()


def test_names_in_the_text_exist():
    assert set(re.findall(r"RASOAT_\w+", PAGE.read_text(encoding="utf-8"))) <= real().keys()


@pytest.mark.parametrize("variable", sorted(real()))
def test_default_and_meaning_are_those_of_the_program(variable):
    field = Settings.model_fields[real()[variable]]
    value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    shown = "empty" if value in ("", None) else str(value).lower() if isinstance(value, bool) else f"`{value}`"
    assert documented()[variable] == (shown, field.description)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("RASOAT_PORT", "http"),
        ("RASOAT_PORT", "70000"),
        ("RASOAT_PDF_ENGINE", "word"),
        ("RASOAT_SESSION_HOURS", "0"),
        ("RASOAT_SECURE_COOKIES", "maybe"),
        ("RASOAT_TRUSTED_PROXIES", "-1"),
    ],
)
def test_a_wrong_value_stops_the_start_and_is_named(monkeypatch, tmp_path, variable, value):
    monkeypatch.setenv("RASOAT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv(variable, value)
    result = CliRunner().invoke(cli, ["migrate"])
    assert result.exit_code == 1
    assert f"{variable}:" in result.output
    assert not (tmp_path / "rasoat.sqlite3").exists(), "nothing was begun"


def test_secrets_do_not_show(monkeypatch):
    monkeypatch.setenv("RASOAT_SECRET_KEY", "khoa-bi-mat")
    monkeypatch.setenv("RASOAT_SMTP_PASSWORD", "mat-khau-thu")
    shown = repr(Settings())
    assert "khoa-bi-mat" not in shown
    assert "mat-khau-thu" not in shown


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    from rasoat.app import secret_key

    chosen = Settings(data_dir=tmp_path / "data")
    made = secret_key(chosen)
    assert len(made) == 64
    assert secret_key(chosen) == made
    assert (tmp_path / "data/secret_key").stat().st_mode & 0o777 == 0o600
    assert secret_key(chosen.model_copy(update={"secret_key": SecretStr("given")})) == "given"
