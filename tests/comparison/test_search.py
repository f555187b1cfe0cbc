"""Search: whole words of names now and then, measures, words of definitions, and what may have been meant."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]


def found(client, q):
    response = client.get("/search/", {"q": q})
    assert response.status_code == 200
    return response.content.decode()


def test_the_whole_name_of_a_council_leads_to_its_page(client):
    response = client.get("/search/", {"q": " amberfold "})

    assert response["Location"] == "/councils/X06000001/"


def test_a_former_name_leads_to_the_council_it_is_now(client):
    response = client.get("/search/", {"q": "Kestrel Vale"})

    assert response["Location"] == "/councils/X06000005/"


def test_the_beginning_of_a_name_offers_those_that_begin_so(client):
    text = found(client, "Kestr")

    assert "Kestrelmoor" in text
    assert "Amberfold" not in text


def test_a_whole_word_never_finds_a_part_of_another(client):
    text = found(client, "fold")

    assert "/councils/" not in text.split("<main")[1].replace('href="/councils/"', "")


def test_measures_are_found_by_their_names_then_by_words_of_their_definitions(client):
    text = found(client, "recycling")

    assert text.index(">Recycling rejected<") < text.index(">Household waste recycled<")


def test_a_misspelt_name_is_suggested(client):
    text = found(client, "Ambrefold")

    assert "Did you mean:" in text
    assert 'href="/search/?q=Amberfold"' in text


def test_nothing_found_says_what_to_do(client):
    text = found(client, "zzzzzz")

    assert "Nothing is called “zzzzzz”" in text
    assert "all councils" in text


def test_a_script_in_the_question_is_only_words(client):
    text = found(client, "<script>alert(1)</script>" * 20)

    assert "<script>alert" not in text


def test_an_empty_question_explains_itself(client):
    assert "Type the name of a council" in found(client, "")


def test_the_list_of_names_has_former_names_and_measures_with_their_addresses(client):
    response = client.get("/names.json")

    names = dict(response.json())
    assert names["Amberfold"] == "/councils/X06000001/"
    assert names["Kestrel Vale (Kestrelmoor)"] == "/councils/X06000005/"
    assert names["Household waste recycled"] == "/measures/fictional.household-recycling/"
    assert response["Cache-Control"] == "public, max-age=3600"
