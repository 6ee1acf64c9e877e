"""People who have not chosen a password yet."""

from rasoat.accounts import operations as accounts
from rasoat.accounts.models import User


def newcomers(world, *names, agency="dept", role="officer", mail=True):
    """Accounts without a password, by their names to sign in with."""

    def add(db):
        values = {"agency_id": world.agencies[agency], "role": role, "title": ""}
        return {
            name: accounts.add_user(
                db,
                username=name,
                full_name=f"Người {name}",
                email=f"{name}@vidu.example" if mail else "",
                **values,
            ).id
            for name in names
        }

    return world.do(add)


def user(world, user_id):
    return world.see(lambda db: db.get_one(User, user_id))
