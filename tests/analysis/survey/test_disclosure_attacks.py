"""Ten thousand attacks: no published figure lets anybody place a suppressed count within 10."""

import pytest

from sectorled.analysis.survey.disclosure.attacker import attack
from sectorled.analysis.survey.disclosure.decision import decide_each
from tests.analysis.survey.disclosure_worlds import publications, world

ALL = 10_000
SHARES = 8  # of the worlds, so that processes share them


def attacked(seed, *, weighted=False):
    """Publish the tables of an invented survey one after the other, and attack everything suppressed after each."""
    made = world(seed, weighted=weighted)
    decisions = decide_each(publications(made, seed), made.codebook)
    out = [decision.released for decision in decisions if not decision.withheld]
    return [placed for number in range(1, len(out) + 1) for placed in attack(out[:number], made.codebook)]


def narrowest(found):
    return min((placed.greatest - placed.least for placed in found), default=10)


def test_attacks_on_a_few_surveys_leave_every_suppressed_count_an_interval_of_ten():
    found = [placed for seed in (2, 5, 6) for placed in attacked(seed)]

    assert len(found) > 20
    assert narrowest(found) >= 10


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_ten_thousand_attacks_leave_every_suppressed_count_an_interval_of_ten(share):
    attacks, seed = 0, share
    while attacks < ALL / SHARES:
        found = attacked(seed)
        assert narrowest(found) >= 10, seed
        attacks, seed = attacks + len(found), seed + SHARES


@pytest.mark.slow
def test_attacks_with_known_weights_and_printed_per_cents_leave_an_interval_of_ten():
    found = [placed for seed in range(25) for placed in attacked(seed, weighted=True)]

    assert len(found) > 100
    assert narrowest(found) >= 10
