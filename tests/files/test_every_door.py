"""No file comes in through a door that was not tried."""

from tests.files.finding_doors import doors
from tests.files.test_doors import SWEPT


def test_every_door_is_swept() -> None:
    """A new form with a file, or a new address that takes bytes, is swept in test_doors.py and gets its line there."""
    assert doors() == set(SWEPT)
