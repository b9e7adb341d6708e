import pytest
from tslab_memory.orders import Order
from tslab_memory.search import find_ids, like_pattern


@pytest.fixture
def function(writer):
    function = writer.function("load")
    version = writer.version(function)
    for text in ("load('AAPL')", "load('aapl', 1)", "load('100%')", "load('a_b')", "load('Ärger')", "load('c:\\\\x')"):
        writer.entry(function, version, text)
    return function


def found(db, function, text):
    ids = find_ids(db, Order(function, 1, "created", "asc"), text)
    return sorted(db.execute("SELECT args FROM entries WHERE id = ?", (id,)).fetchone()[0] for id in ids)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AaPl", ["load('AAPL')", "load('aapl', 1)"]),
        ("%", ["load('100%')"]),
        ("a_", ["load('a_b')"]),
        ("\\", ["load('c:\\\\x')"]),
        ("ÄRG", ["load('Ärger')"]),
        ("ärg", ["load('Ärger')"]),
        ("[a-z]", []),
        ("' OR 1=1 --", []),
        ("a\0b", []),
    ],
)
def test_finds_plain_text_whatever_its_case(db, function, text, expected):
    assert found(db, function, text) == expected


def test_nothing_in_a_pattern_is_special():
    assert like_pattern("50%_\\") == "%50\\%\\_\\\\%"


def test_finds_in_the_order_asked_for(db, writer, function):
    version = writer.one("SELECT id FROM versions")
    keys = [writer.entry(function, version, f"z({n})", hits=hits) for n, hits in enumerate((2, 9, 5))]
    ids = [writer.row(key) for key in keys]
    assert list(find_ids(db, Order(function, 1, "hits", "desc"), "z(")) == [ids[1], ids[2], ids[0]]


def test_finds_neither_dead_entries_nor_those_of_others(db, writer, function):
    other = writer.function("other")
    writer.entry(other, writer.version(other), "AAPL")
    writer.connection.execute("UPDATE entries SET generation = -1 WHERE args = 'load(''AAPL'')'")
    assert found(db, function, "aapl") == ["load('aapl', 1)"]


def test_a_small_function_among_large_ones_is_read_by_its_index(db, writer, function):
    writer.connection.execute("INSERT INTO totals VALUES (?, 1, 1, 1000000, 1)", (writer.function("huge"),))
    statements = []
    db.set_trace_callback(statements.append)
    assert found(db, function, "aapl") == ["load('AAPL')", "load('aapl', 1)"]
    db.set_trace_callback(None)
    assert any("INDEXED BY entries_by_created" in sql for sql in statements)


@pytest.mark.parametrize("column", ["bytes", "duration_ms"])
def test_sorts_all_entries_without_a_look_at_their_rows(db, writer, function, column):
    statements = []
    db.set_trace_callback(statements.append)
    ids = find_ids(db, Order(function, 1, column, "asc"))
    assert find_ids(db, Order(function, 1, column, "desc"), most=2).tolist() == ids[:3:-1].tolist()
    db.set_trace_callback(None)
    assert len(ids) == 6
    plans = [db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall() for sql in statements if "ORDER BY" in sql]
    assert [plan[0]["detail"].split(" (")[0] for plan in plans] == [
        "SEARCH entries USING COVERING INDEX entries_by_created"
    ] * 2
