"""user password, user reset-second-factor, user new-secret-key."""

import click
from sqlmodel import Session

from rasoat.account_changes.operations import reset_on_server
from rasoat.accounts import activation, operations
from rasoat.accounts.actor import SIGNING_ROLES
from rasoat.accounts.models import User
from rasoat.accounts.queries import named
from rasoat.commands.address import only_one_on
from rasoat.commands.chosen import settings
from rasoat.commands.new_key import rotate
from rasoat.commands.setup import ready
from rasoat.problems import Problem


@click.group()
def user() -> None:
    """Accounts; the pages under "Quản trị" do the rest."""


@user.command()
@click.argument("username")
@click.option("--password", prompt="Mật khẩu mới", hide_input=True, confirmation_prompt=True)
def password(username: str, password: str) -> None:
    """Set a new password and end the person's sessions. Whoever signs signs nothing for the next day."""

    def change(session: Session) -> None:
        found = named(session, username)
        if found is None:
            raise Problem("not_found")
        operations.change_password(session, found.id, password)
        if found.role in SIGNING_ROLES:
            # Whoever runs the server needs no second person, but the owner is to notice before the next signature.
            activation.bar_signing(session.get_one(User, found.id))

    ready(settings()).write(change)
    click.echo(f"Đã đổi mật khẩu của “{username}”.")


@user.command("reset-second-factor")
@click.argument("username")
def reset_second_factor(username: str) -> None:
    """Take the second factor away from a person who lost telephone and recovery codes. The journal says so, the person is
    told, and whoever signs signs nothing for the next day.
    """

    def change(session: Session) -> None:
        found = named(session, username)
        if found is None:
            raise Problem("not_found")
        reset_on_server(session, found.id)

    ready(settings()).write(change)
    click.echo(f"Đã đặt lại xác thực hai bước của “{username}”: đăng nhập bằng mật khẩu rồi bật lại.")


@user.command("new-secret-key")
def new_secret_key() -> None:
    """Give the installation a new secret key and encrypt the secrets of second factors with it. Stop the service before;
    everybody signs in anew. Broken off, it is called again and finishes.
    """
    chosen = settings()
    with only_one_on(chosen):
        rotate(chosen)
