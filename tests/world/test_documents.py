"""What the documents say, and how often they spoil it."""

from collections import Counter

import pytest

from homeward.world import rates
from homeward.world.documents import Item, items_about
from homeward.world.gatherings import list_posts
from homeward.world.people import Person, family
from homeward.world.requests import families, request_row


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return [one for number in range(500) for one in family(8, number, asks=False).people]


@pytest.fixture(scope="module")
def items(people: list[Person]) -> list[Item]:
    return [item for person in people for item in items_about(8, person, mean=7)]


def test_every_text_holds_the_names_it_is_said_to_hold(
    items: list[Item], people: list[Person]
) -> None:
    """Whatever is done to a text is done to the quoted name as well."""
    for item in [*items, *list_posts(8, people)]:
        for named in item.named:
            assert named.name
            assert item.cells or named.name in item.text


def test_no_pattern_leaves_a_gap(items: list[Item], people: list[Person]) -> None:
    """No brackets of a pattern remain, no doubled commas, no blanks before a comma."""
    for item in [*items, *list_posts(8, people)]:
        for gap in ("{", "}", "[", "|", ",,", " ,", "()", "None"):
            assert gap not in item.text, item.kind


def test_about_seven_documents_a_person(items: list[Item], people: list[Person]) -> None:
    """9,905 posts of search groups held 1,365 men: about seven each."""
    assert len(items) / len(people) == pytest.approx(7, abs=0.6)


def test_all_kinds_and_changes_occur(items: list[Item]) -> None:
    """A measurement by kind or change has something in every row."""
    kinds = Counter(item.kind for item in items)
    changes = Counter(named.change for item in items for named in item.named)

    assert set(kinds) == {
        "search_post", "repost", "obituary", "prisoner_list", "footage_note",
        "adoption_profile", "official_reply",
    }  # fmt: skip
    assert set(changes) >= {
        "none", "changed_identity", "typo", "ocr", "short_form", "script", "language",
        "look_alike", "no_patronymic", "wrong_age", "inflection", "order", "initials",
    }  # fmt: skip


def test_names_are_spoilt_by_the_rates(items: list[Item]) -> None:
    """Of names in posts, 15 in 100 have a slip."""
    posts = [item.named[0].change for item in items if item.kind == "search_post"]

    assert posts.count("typo") / len(posts) == pytest.approx(rates()["typo"], abs=0.03)


def test_most_children_in_profiles_are_renamed(items: list[Item]) -> None:
    """Adoption profiles are where identities change."""
    profiles = [item.named[0].change for item in items if item.kind == "adoption_profile"]
    share = profiles.count("changed_identity") / len(profiles)

    assert share == pytest.approx(rates()["adoption_changed_identity"], abs=0.12)


def test_both_sides_evenly(people: list[Person]) -> None:
    """Families in Perm and in Kherson lose people alike."""
    ukrainian = sum(person.side == "ua" for person in people)

    assert ukrainian / len(people) == pytest.approx(0.5, abs=0.06)


def test_brothers_twins_fathers_and_namesakes_occur() -> None:
    """People who are easily taken for one another are in the world."""
    pairs = Counter[str]()
    for one, _ in families(8, 600):
        first, *others = one.people
        for other in others:
            if other.namesake_of:
                pairs["namesake"] += 1
            elif other.born == first.born:
                pairs["twin"] += 1
            elif other.father == first.given and other.surname == first.surname:
                pairs["son"] += 1
            elif other.category == "child":
                pairs["child"] += 1
            else:
                pairs["brother"] += 1

    assert all(pairs[kind] > 3 for kind in ("namesake", "twin", "son", "child", "brother"))


def test_a_family_writes_its_request_in_its_own_language() -> None:
    """The request names the person nearly as the documents do at home."""
    one = family(8, 3, asks=True).people[0]
    row = request_row(8, "R0000001", one)

    assert row[0] == "R0000001"
    assert len(row) == 16
    assert row[4] in ("м", "ж", "ч")
