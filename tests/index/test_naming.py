from homeward.index.naming import read_names
from homeward.index.rows import MOST_ROWS, SEX_BITS, readings_of
from homeward.index.store import Columns
from homeward.index.vocabulary import Vocabulary
from homeward.match.naming import parsed
from homeward.records import PersonRecord, WrittenName

NAMES = """Коваленко Олександр Петрович
Мельник Сергій Іванович
Бондар Андрій Васильович
Ткач Олександр Петрович
Kovalenko Oleksandr
Melnyk Serhii
Коваленка Олександра
Саша Мельник
Иванова Мария Петровна
Петро Іван
Ганна Бондаренко-Мельник
Коваленко О. П.
Мамедов Рашид Али оглы
ван Бетховен Людвіг
Шевченко""".splitlines()


def test_names_by_kind_are_names_one_by_one() -> None:
    """Readings carried over from names of the same kind are those that `names` finds."""
    written = [WrittenName(name) for name in NAMES]
    written += [
        WrittenName("Мельник Ганна", "Мельник", "Ганна"),
        WrittenName("Ганна", None, "Ганна"),
    ]
    columns = Columns()
    for number, name in enumerate(written):
        columns.add(PersonRecord(id=str(number), name=name))
    store = columns.store()
    words = Vocabulary()
    found = read_names(store, words)
    for number, name in enumerate(written):
        ours = found.readings[found.starts[number] : found.starts[number + 1]].tolist()
        assert ours == [list(t) for t in readings_of(parsed(name), words)[:MOST_ROWS]], name.full
        sexes = {reading.sex for reading in parsed(name).readings}
        assert found.sex[number] == (SEX_BITS[sexes.pop()] if len(sexes) == 1 else 0)
