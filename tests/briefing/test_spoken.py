"""Values as people say them."""

import pytest

from sectorled.briefing.spoken import cell, short, shown, when


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "said"),
    [
        (38.26, "%", 1, "38.3%"),
        (0.25, "%", 1, "0.3%"),
        (1204.4, "£", 0, "£1,204"),
        (1204.4, "£ per resident", 2, "£1,204.40 per resident"),
        (542.1, "£ a week", 0, "£542 a week"),
        (12.34, "in £ millions, 2024 prices", 1, "£12.3 million, 2024 prices"),
        (1234.0, "thousands of pounds", 0, "£1,234 thousand"),
        (4.1, "per 1,000 children", 1, "4.1 per 1,000 children"),
        (412.0, "number of enterprises", 0, "412 enterprises"),
        (7.31, "score out of 10", 1, "7.3 out of 10"),
        (3.2, "average length of stay in nights", 1, "3.2 (average length of stay in nights)"),
        (21.0, "days", 0, "21 days"),
        (53.5, "Entries", 1, "53.5 entries"),
        (53.5, "Mbps", 1, "53.5 Mbps"),
        (9.0, "GVA points", 0, "9 GVA points"),
        (327.0, "days per 100,000 adults", 0, "327 days per 100,000 adults"),
        (4.1, "Rate per 1000 live births", 1, "4.1 per 1000 live births"),
        (12.3, "% of Children Looked After", 1, "12.3% of Children Looked After"),
        (12.3, "% achieving expected level", 1, "12.3% (achieving expected level)"),
        (31200.0, "pounds (£)", 0, "£31,200"),
        (7020.5, "Pounds millions (£)", 1, "£7,020.5 million"),
        (4.0, "Social Workers", 0, "4 social workers"),
        (30.1, "Average Score", 1, "30.1 (average score)"),
        (30.1, "Score", 1, "30.1"),
        (2.0, "judgement (1 outstanding to 4 inadequate)", 0, "2 (judgement: 1 outstanding to 4 inadequate)"),
        (-2.6, "%", 1, "\N{MINUS SIGN}2.6%"),
        (0.0, "%", 1, "0.0%"),
        (0.04, "%", 1, "under 0.1%"),
        (-0.04, "%", 1, "just below 0%"),
        (2500000.0, None, 0, "2,500,000"),
    ],
)
def test_a_value_is_said_with_its_unit(value, unit, decimals, said):
    assert shown(value, unit=unit, decimals=decimals) == said


def test_a_yes_or_no_is_a_word():
    assert shown(1.0, unit="yes or no", decimals=0, value_type="yes/no") == "yes"
    assert short(0.0, unit="yes or no", decimals=0, value_type="yes/no") == "no"
    assert cell(1.0, value_id="v", unit="yes or no", decimals=0, value_type="yes/no").shown == "yes"


def test_the_short_form_keeps_the_sign_only():
    assert short(4.13, unit="per 1,000 children", decimals=1) == "4.1"
    assert short(1204.0, unit="£ per resident", decimals=0) == "£1,204"
    assert short(35571.0, unit="£ thousand", decimals=0) == "£35,571 thousand"
    assert cell(35571.0, value_id="v", unit="£ thousand", decimals=0).shown == "35,571"
    assert short(12.3, unit="% of births", decimals=1) == "12.3%"


def test_a_missing_value_is_a_mark_and_never_a_zero():
    assert cell(None, value_id="v", unit="%", decimals=1, mark="c").shown == "[c]"
    assert cell(None, value_id="v", unit="%", decimals=1, mark="p").shown == "[x]"


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2024-04-01/P1Y", "in 2024/25"),
        ("2025-03-31", "on 31 March 2025"),
        ("2025-07-01/P3M", "in July to September 2025"),
        ("2024-11-16/P1Y", "in the year to 15 November 2025"),
    ],
)
def test_a_period_has_its_preposition(period, said):
    assert when(period) == said
