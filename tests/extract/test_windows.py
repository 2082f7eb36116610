"""A long text is read in windows; its spans are those of the whole."""

import itertools

from homeward.extract import read
from homeward.extract.windows import WINDOW, Window, windows
from homeward.records import FieldName, Span

POST = "Ищу сына Лосева Виталия Сергеевича, 12.03.1990 г.р., звоните.\n\n"
SYLLABLES = ("ба", "во", "гу", "ди", "жа", "ко", "лу", "ми", "на", "по", "ру", "са", "то")
FAMILIES = ["".join(three).title() + "ров" for three in itertools.product(SYLLABLES, repeat=3)]


def test_windows_cover_the_text() -> None:
    """Nothing is left out, nothing is read twice, and none is longer than allowed."""
    for text in (POST * 3000, "а" * 3 * WINDOW, "слово " * WINDOW):
        found = list(windows(text))

        assert found[0][0] == 0
        assert found[-1][1] == len(text)
        assert all(one[1] == other[0] for one, other in itertools.pairwise(found))
        assert all(0 < end - start <= WINDOW for start, end in found)


def test_every_post_of_a_long_text_is_read() -> None:
    """Each naming is found where it stands, with its date of birth."""
    names = [f"{family}а Виталия Сергеевича" for family in FAMILIES[:1000]]
    text = "".join(POST.replace("Лосева Виталия Сергеевича", name) for name in names)

    found = read(text)

    assert [m.span.of(text) for m in found] == names
    births = [f for m in found for f in m.fields if f.name is FieldName.BIRTH_DATE]
    assert [f.span.start for f in births] == [m.span.end + 2 for m in found]


def test_a_heading_holds_past_the_end_of_a_window() -> None:
    """A long list keeps what its heading says, with the place of the heading."""
    text = "Погибли:\n" + "".join(f"{n}. {f} Виталий\n" for n, f in enumerate(FAMILIES, 1))
    assert len(text) > WINDOW

    found = read(text)

    assert len(found) == len(FAMILIES)
    statuses = [f for m in found for f in m.fields if f.name is FieldName.STATUS]
    assert [f.span.of(text) for f in statuses] == ["Погибли"] * len(found)


def test_a_heading_above_a_window() -> None:
    """Places before the seam are those of the heading, places after it those of the text."""
    window = Window("Погибли:\n1. А\n2. Б", 14, 18, Span(0, 8))

    assert window.text == "Погибли:\n2. Б"
    assert window.span(Span(0, 7)) == Span(0, 7)
    assert window.span(Span(12, 13)) == Span(17, 18)
