"""The one table of fields and their audiences."""

from __future__ import annotations

import pytest

from homeward.errors import BadInput
from homeward.web.access.fields import (
    FIELDS,
    Audience,
    Part,
    Tier,
    field,
    may_see,
    split_by_part,
    visible_fields,
)
from homeward.web.access.roles import Role
from homeward.web.matching.honey import MARK


@pytest.mark.rule("R9")
def test_every_field_lists_its_audiences() -> None:
    """No field is without an audience but the mark of a honey case; none is public by itself."""
    for row in FIELDS.values():
        assert bool(row.audiences) is (row.name != MARK)
        assert Audience.PUBLIC not in row.audiences
        assert Audience.VOLUNTEER not in row.audiences


@pytest.mark.rule("R9")
def test_what_is_for_protection_officers_is_for_them_alone() -> None:
    """T5 is contacts and children: no other role sees it."""
    for row in FIELDS.values():
        if row.tier is Tier.T5 and row.name != MARK:
            assert row.audiences == {Audience.PROTECTION_OFFICER}


@pytest.mark.rule("R28")
def test_the_code_opens_answers_only() -> None:
    """The code never shows again what was typed."""
    holders = {row.name for row in FIELDS.values() if Audience.CODE_HOLDER in row.audiences}

    assert all(FIELDS[name].part in {Part.OPEN, Part.ANSWER} for name in holders)
    assert "answer" in holders


def test_roles_are_audiences() -> None:
    """Each role has an audience of its name."""
    assert {role.value for role in Role} < {audience.value for audience in Audience}


def test_a_role_sees_the_fields_of_its_audience() -> None:
    """Asked for one field or for all, the answer is the same."""
    for role in Role:
        seen = visible_fields([role])
        assert seen == {name for name in FIELDS if may_see([role], name)}
    assert "contact" not in visible_fields([Role.CASEWORKER])
    assert "contact" in visible_fields([Role.PROTECTION_OFFICER])
    assert not visible_fields([Role.ADMINISTRATOR, Role.VOLUNTEER])


def test_values_are_sealed_where_the_table_says() -> None:
    """A field that the table does not know cannot be stored."""
    parts = split_by_part({"name": "Остап", "contact": "+380…", "unit": ""})

    assert parts[Part.MATCHING] == {"name": "Остап"}
    assert parts[Part.CONFIDENCE] == {"contact": "+380…"}
    with pytest.raises(BadInput):
        split_by_part({"price": "1"})
    with pytest.raises(BadInput):
        field("price")
