"""As long a text as the forms take is stored and found on both databases."""

import random

from sqlmodel import select

from rasoat.recommendations.forms import LONGEST
from rasoat.recommendations.models import Recommendation
from rasoat.search import matching
from tests.recommendations.samples import add, reviewing
from tests.world import World

LETTERS = "abcdeghiklmnopqrstuvxy"


def test_a_recommendation_of_the_greatest_length_is_stored_and_found(world: World) -> None:
    """Words that say nothing twice, since an index packs what repeats itself."""
    chance = random.Random(9)
    words = ["".join(chance.choices(LETTERS, k=5)) for _ in range(LONGEST // 6)]
    row = add(world, reviewing(world).id, " ".join(words), "district")
    found = world.see(lambda s: s.exec(select(Recommendation.id).where(matching(s, Recommendation, words[-1]))).all())
    assert found == [row.id]
