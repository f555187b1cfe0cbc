"""Names and codes of areas: exact or not at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.analysis.periods import parse_iso
from sectorled.warehouse.areas import normal
from tests.warehouse.register import known, nobody


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("Woking", None, "E07000901"),
        ("Wokingham", None, "E06000902"),
        ("Wokin", None, None),
        ("  woking  Borough Council ", None, "E07000901"),
        ("E07000901", None, "E07000901"),
        ("E06000900", None, "E06000908"),
        ("Hull, City of", None, "E06000906"),
        ("Kingston upon Hull, City of", None, "E06000906"),
        ("City of Kingston upon Hull", None, "E06000906"),
        ("St. Helens", None, "E08000907"),
        ("ST HELENS METROPOLITAN BOROUGH COUNCIL", None, "E08000907"),
        ("Bedford Borough", None, "E06000908"),
        ("Bedford UA", None, "E06000908"),
        ("Barking & Dagenham", None, "E09000909"),
        ("London Borough of Barking and Dagenham", None, "E09000909"),
        ("Poole (Pre LG)", None, "E06000905"),
        ("Dorset (Pre LG)", None, "E10000903"),
        ("Dorset", None, "E06000904"),
        ("Dorset", date(2015, 4, 1), "E10000903"),
        ("Dorset", date(2019, 4, 1), "E06000904"),
        ("Dorset County Council", date(2015, 4, 1), "E10000903"),
        ("Kent County Council", None, "E10000912"),
        ("Kent Borough", None, None),
        ("West Midlands", None, None),
        ("London", None, "E12000913"),
        ("City of London", None, "E09000914"),
        ("Kent (Pre LG)", None, None),
        ("Nowhere", None, None),
        ("", None, None),
    ],
)
def test_a_name_is_resolved_exactly_or_not_at_all(text: str, on: date | None, code: str | None) -> None:
    assert known().resolve(text, on) == code


def test_near_spellings_only_suggest() -> None:
    register = known()

    assert register.resolve("Wokingam") is None
    assert register.suggest("Wokingam")[0] == "Wokingham"
    assert register.suggest("Bedfrod") == ["Bedford"]
    assert register.suggest("qqqqqqqq") == []
    assert not any(code in register.suggest("E06000901") for code in ("E06000900", "E07000901"))


def test_a_code_beside_the_name_of_another_area_contradicts_it() -> None:
    register = known()

    assert register.contradicts("E07000901", "Wokingham")
    assert not register.contradicts("E07000901", "Woking Borough Council")
    assert not register.contradicts("E06000904", "Dorset (Pre LG)")
    assert not register.contradicts("E07000901", "Somewhere else")


def test_ambiguous_names_are_known_though_not_resolved() -> None:
    assert known().knows("West Midlands")
    assert not known().knows("East Midlands")
    assert "E07000901" in known()
    assert nobody().empty
    assert not known().empty


@pytest.mark.parametrize(
    ("code", "period", "there"),
    [
        ("E06000905", "2018-04-01/P1Y", True),
        ("E06000905", "2018-09-01/P1Y", True),
        ("E06000905", "2019-04-01/P1Y", False),
        ("E06000904", "2018-09-01/P1Y", True),
        ("E06000904", "2018-04-01/P1Y", False),
        ("E06000904", "2019-04-01", True),
        ("E00000000", "1900-01-01", True),
    ],
)
def test_an_area_existed_on_the_first_or_last_day(code: str, period: str, there: bool) -> None:
    assert known().existed(code, parse_iso(period)) is there


@given(st.text(max_size=60))
def test_normal_names_are_stable_and_any_text_is_safe(text: str) -> None:
    register = known()

    assert normal(normal(text)) == normal(text)
    found = register.resolve(text)
    assert found is None or found in register


@given(st.sampled_from(["Woking", "Wokingham", "Bedford", "Kent"]), st.text("abcdefghij", min_size=1, max_size=5))
def test_a_name_with_more_letters_is_another_name(name: str, more: str) -> None:
    assert known().resolve(name + more) in (None, "E06000902" if name + more == "Wokingham" else None)
