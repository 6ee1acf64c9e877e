"""One paper that came in, as the tests enter it."""

from datetime import date
from uuid import UUID

from rasoat.files.operations import StoredFile
from rasoat.incoming import operations
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.incoming.operations import Arrived
from tests.world import World

ARRIVED = Arrived(
    arrived_on=date(2024, 8, 5),
    author="UBND huyện Chi Lăng",
    reference="125/BC-UBND",
    dated=date(2024, 8, 1),
    kind_title="Báo cáo",
    subject="Kết quả thực hiện các chương trình về trẻ em",
    receiver="Phòng Trẻ em",
)
SCAN = StoredFile("d" * 64, 9, "application/pdf", "bao-cao.pdf")


def entered(world: World, arrived: Arrived = ARRIVED, belongs: Link | None = None, first: int = 1) -> IncomingPaper:
    """The paper in the department's register."""
    clerk = world.as_("clerk")
    return world.do(lambda s: operations.enter(s, clerk, arrived, [SCAN], belongs, first))


def link(inspection_id: UUID) -> Link:
    """That it belongs to an inspection."""
    return Link("inspection", inspection_id)
