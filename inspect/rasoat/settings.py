"""Every setting of an installation, from the environment (`RASOAT_*`). docs/settings.md documents each one."""

import os
from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

MOST_TABLET_DAYS = 365
_ROLE = "(officer|leader|clerk|member|authority_officer|authority_leader|administrator)"
"""A role of `accounts.actor`, which stands above this module; a test compares them."""


class Settings(BaseSettings):
    """The settings of one installation. A wrong value stops the start with a message that names the variable."""

    model_config = SettingsConfigDict(env_prefix="RASOAT_", extra="ignore")

    data_dir: Path = Field(
        default=Path("var/data"),
        description="Folder of the database (when it is SQLite), the files and the secret key.",
    )
    database_url: str = Field(
        default="",
        description="SQLAlchemy URL of the database. Empty: SQLite in the data folder.",
    )
    content_dir: Path | None = Field(
        default=None,
        description="Folder laid over the packaged workflows/, checklists/, templates/ and units/, file by file.",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Key that signs sessions and forms. Empty: made once and kept in the data folder.",
    )
    host: str = Field(default="127.0.0.1", description="Address the server listens on.")
    port: int = Field(default=8080, ge=1, le=65535, description="Port the server listens on.")
    workers: int = Field(
        default=2, ge=1, le=64, description="Web processes. On PostgreSQL each has up to 30 connections."
    )
    tls_certificate: Path | None = Field(default=None, description="PEM certificate; with the key, serves HTTPS.")
    tls_key: Path | None = Field(default=None, description="PEM private key of the certificate.")
    secure_cookies: bool = Field(
        default=True, description="Send cookies over HTTPS only; browsers make an exception for localhost."
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        le=5,
        description="Reverse proxies in front whose X-Forwarded-* headers are believed.",
    )
    upload_limit_mb: int = Field(default=20, ge=1, le=500, description="Largest file that may be attached, in MB.")
    body_silence_s: int = Field(
        default=60,
        ge=1,
        le=3600,
        description="Seconds for which whoever sends a form or file may be silent in the middle.",
    )
    pdf_engine: str = Field(
        default="auto",
        pattern="^(auto|pdfkit|weasyprint)$",
        description="PDF engine: auto takes pdfkit where wkhtmltopdf is installed, weasyprint elsewhere.",
    )
    pdf_timeout_s: int = Field(default=60, ge=1, le=600, description="Seconds before a hanging PDF engine is ended.")
    smtp_host: str = Field(default="", description="Mail server for reminders. Empty: reminders stay in the inbox.")
    smtp_port: int = Field(default=25, ge=1, le=65535, description="Port of the mail server.")
    smtp_user: str = Field(default="", description="User at the mail server; empty for none.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="Password at the mail server.")
    smtp_starttls: bool = Field(default=False, description="Ask the mail server for STARTTLS.")
    mail_from: str = Field(default="rasoat@localhost", description="Sender of the mails.")
    public_url: str = Field(
        default="http://127.0.0.1:8080", description="Address of this installation as written in mails."
    )
    digest_hour: int = Field(
        default=7,
        ge=0,
        le=23,
        description="Hour from which on the mail of the day is sent to whoever wishes one, on working days.",
    )
    cosign_remind_days: int = Field(
        default=3,
        ge=0,
        le=60,
        description="Working days after which an agency that has not signed a plan is asked again; 0: never by itself.",
    )
    second_factor: str = Field(
        default="",
        pattern=f"^({_ROLE}( *, *{_ROLE})*)?$",
        description="Roles that must sign in with a second factor, with commas: leader,clerk,administrator.",
    )
    session_hours: int = Field(default=10, ge=1, le=72, description="Hours after which a person must sign in again.")
    tablet_days: int = Field(
        default=30,
        ge=1,
        le=MOST_TABLET_DAYS,
        description="Days a tablet works for its member until it asks for the password again.",
    )
    tablet_keep_days: int = Field(
        default=7, ge=0, le=365, description="Days a tablet keeps what the server has received, before clearing it."
    )
    holidays_file: Path | None = Field(
        default=None,
        description="YAML of days off and make-up working days set by decree; laid over the holidays package.",
    )
    backup_dir: Path | None = Field(default=None, description="Where `rasoat backup` writes when no path is given.")

    @property
    def url(self) -> str:
        """The database address that applies."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'rasoat.sqlite3').absolute()}"

    @property
    def second_factor_roles(self) -> frozenset[str]:
        """The roles that must sign in with a second factor."""
        return frozenset(filter(None, (role.strip() for role in self.second_factor.split(","))))

    @property
    def form_limit_mb(self) -> int:
        """How much one request may bring, in MB: several files may come in one form, beside its text."""
        return 10 * self.upload_limit_mb

    @property
    def files_limit_mb(self) -> int:
        """How much the files of one form may weigh together, in MB: the rest is for its text."""
        return self.form_limit_mb - 1

    @property
    def files_dir(self) -> Path:
        """The folder in which blobs are stored."""
        return self.data_dir / "files"


def content_dir() -> Path | None:
    """The folder of the setting of that name. To read all settings anew takes ten milliseconds, and a list asks for each
    of its rows.
    """
    return _content_dir(os.environ.get("RASOAT_CONTENT_DIR"))


@lru_cache(maxsize=8)
def _content_dir(_told: str | None) -> Path | None:
    return Settings().content_dir
