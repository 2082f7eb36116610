"""The graph of given names: short forms, translations, spellings in Latin letters."""

import csv
from importlib.resources import files

import pytest

from homeward.names import EdgeKind, concept_id, edges_of, rarity
from homeward.names.given import graph
from homeward.names.parts import PartRole
from homeward.records import Sex
from homeward.text import Script, fold, romanize, script_of, spellings, systems
from homeward.text.letters import BELARUSIAN_ONLY


def rows(kind: str) -> list[dict[str, str]]:
    text = (files("homeward.data") / "given_names.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if row["kind"] == kind]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Слава", "святослав вячеслав владислав ярослав станислав мирослав"),
        ("Саша", "александр александра"),
        ("Женя", "евгений евгения"),
        ("Валя", "валентин валентина"),
        ("Стас", "станислав"),
        ("Гриць", "григорий"),
    ],
)
def test_a_short_form_may_have_several_names(short: str, full: str) -> None:
    """Слава may be any of the Slavic names that end so."""
    assert {edge.of for edge in edges_of(short.lower())} >= set(full.split())


@pytest.mark.parametrize(
    ("short", "full", "other"),
    [("маруся", "мария", "марина"), ("лена", "елена", "олеся"), ("олеся", "олеся", "елена")],
)
def test_some_short_forms_are_seldom(short: str, full: str, other: str) -> None:
    """A short form mostly stands for one name; a common name of its own, for itself."""
    edges = {edge.id: edge.seldom for edge in edges_of(short)}

    assert not edges[concept_id(full, Sex.FEMALE)]
    assert edges.get(concept_id(other, Sex.FEMALE), True)


def test_every_row_has_a_head() -> None:
    """A short form or translation belongs to a name that the table has as a name."""
    heads = {(row["name"], row["sex"]) for row in rows("name")}
    others = rows("short_form") + rows("translation") + rows("variant")
    assert {(row["of"], row["sex"]) for row in others} <= heads


def test_ids_do_not_collide() -> None:
    """Two heads never share an id."""
    heads = {(row["name"], Sex.FEMALE if row["sex"] == "f" else Sex.MALE) for row in rows("name")}
    assert len({concept_id(*head) for head in heads}) == len(heads)


@pytest.mark.parametrize("system", systems("ru"))
def test_latin_spellings_lead_back(system: str) -> None:
    """A name written in any system of Latin letters is still that name."""
    for row in rows("name"):
        name = row["name"]
        if script_of(name) is not Script.CYRILLIC or (system == "french" and "ж" in name):
            continue
        ids = {edge.id for edge in edges_of(romanize(name, "ru", system))}
        assert ids & {edge.id for edge in edges_of(name)}, name


def test_ukrainian_spellings_lead_back() -> None:
    """The same for Ukrainian forms in passports and by the rules of 2010."""
    for row in rows("translation"):
        name = row["name"]
        if script_of(name) is not Script.CYRILLIC or "ў" in name or "ы" in name:
            continue
        for system in ("kmu_2010", "passport_1997", "passport_2004", "bgn_1965"):
            ids = {edge.id for edge in edges_of(romanize(name, "uk", system))}
            assert ids & {edge.id for edge in edges_of(name)}, (name, system)


def test_a_rare_name_says_more() -> None:
    """Rarity counts the concept, not the spelling."""
    alexander = edges_of("олександр")[0].id
    theophilus = edges_of("любомир")[0].id
    assert rarity(PartRole.GIVEN, theophilus) > rarity(PartRole.GIVEN, alexander)
    assert rarity(PartRole.FAMILY, "losev") > rarity(PartRole.FAMILY, "ivanov")


def test_kinds_of_edges() -> None:
    """The type of an edge is the explanation."""
    kinds = {edge.kind for edge in edges_of("микола")}
    assert kinds == {EdgeKind.TRANSLATION}


def test_keys_of_surnames_are_those_of_today() -> None:
    """The table of counts was made with the folding that runs now."""
    text = (files("homeward.data") / "surname_counts.csv").read_text(encoding="utf-8")
    keys = [line.split(",")[0] for line in text.splitlines()[1::97]]
    assert [key for key in keys if fold(key) != key] == []


@pytest.mark.parametrize(
    ("language", "kind"), [("ru", EdgeKind.NAME), ("uk", EdgeKind.TRANSLATION)]
)
def test_latin_spellings_keep_the_name(language: str, kind: EdgeKind) -> None:
    """A common given name written in Latin letters, in the official way, is read as itself."""
    known = graph()
    common = [
        (name, {edge.id for edge in edges})
        for name, edges in known.by_form.items()
        if any(e.kind is kind and known.counts.get(e.id, 0) > 5_000 for e in edges)
        and not BELARUSIAN_ONLY.intersection(name)
    ]
    lost = [
        name
        for name, ids in common
        if ids.isdisjoint(e.id for e in edges_of(spellings(name, language)[0].lower()))
    ]

    assert len(common) > 50
    assert len(lost) <= len(common) / 100  # юрі and іріна are rare spellings themselves
