"""What is compared, and how far it may agree.

The numbers of both stand in the order of `data/weights.csv`; level 0 is always "not known".
"""

from __future__ import annotations

from enum import StrEnum


class Feature(StrEnum):
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    PATRONYMIC = "patronymic"
    FATHERS_GIVEN_NAME = "fathers_given_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    BIRTH_PLACE = "birth_place"
    HOME = "home"
    EVENT_PLACE = "event_place"
    EVENT_DATE = "event_date"
    UNIT = "unit"
    RANK = "rank"
    CALL_SIGN = "call_sign"
    INSTITUTION = "institution"
    SIBLINGS = "siblings"
    MARKS = "marks"
    NEIGHBOURS = "neighbours"  # other pairs of the same family, institution or unit


class Level(StrEnum):
    """How far one feature agrees. Which levels a feature has is said in the table of weights."""

    MISSING = "missing"

    SAME = "same"
    FORM = "form"
    NEAR = "near"
    ALIKE = "alike"
    DIFFERENT = "different"
    OTHER_NAME = "other_name"
    INITIAL = "initial"
    INITIAL_DIFFERS = "initial_differs"
    REGION = "region"
    SOME = "some"
    ENDINGS_DIFFER = "endings_differ"

    DAY_MONTH_SWAPPED = "day_month_swapped"
    DAY_BESIDE = "day_beside"
    MONTH_BESIDE = "month_beside"
    YEAR_BESIDE = "year_beside"
    DIGIT = "digit"
    ONE_PART = "one_part"
    CLOSE = "close"
    SAME_MONTH = "same_month"
    NEXT_MONTH = "next_month"
    SAME_YEAR_OTHER_MONTH = "same_year_other_month"
    CLOSE_MONTHS = "close_months"
    SAME_YEAR = "same_year"
    NEXT_YEAR = "next_year"
    FEW_YEARS = "few_years"
    AGE_FITS = "age_fits"
    AGE_NEAR = "age_near"
    AGE_OFF = "age_off"
    AGE_FITS_WIDELY = "age_fits_widely"
    AGE_OFF_WIDELY = "age_off_widely"
    APART = "apart"
    FAR = "far"
    VERY_FAR = "very_far"
    SAME_ANNIVERSARY = "same_anniversary"
    OTHER_ANNIVERSARY = "other_anniversary"
    SAME_WEEK = "same_week"

    SIBLING = "sibling"
    INSTITUTION = "institution"
    UNIT = "unit"


class Hypothesis(StrEnum):
    """What would make a pair one person."""

    SAME_IDENTITY = "same_identity"
    RENAMED = "renamed"
    REDATED = "redated"
    RENAMED_AND_REDATED = "renamed_and_redated"


RENAMING_CHANGES = frozenset(
    {
        Feature.FAMILY_NAME,
        Feature.GIVEN_NAME,
        Feature.PATRONYMIC,
        Feature.FATHERS_GIVEN_NAME,
        Feature.BIRTH_PLACE,
        Feature.HOME,
        Feature.EVENT_PLACE,
        Feature.INSTITUTION,
        Feature.SIBLINGS,
    }
)
REDATING_CHANGES = frozenset({Feature.BIRTH_DATE})
