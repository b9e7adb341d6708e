import pytest
from tslab_memory.keys import BY_KEY, by_keys


@pytest.fixture
def function(writer):
    return writer.function("load")


def plan(db, sql, **bound):
    return " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", bound))


def test_an_entry_is_found_by_the_index_of_keys(db, writer, function):
    keys = [writer.entry(function, 1, f"load({n})") for n in range(3)]
    one = f"SELECT args FROM live_entries WHERE {BY_KEY}"
    some = f"SELECT e.args FROM entries e WHERE {by_keys(keys[1:])} ORDER BY e.id"
    assert [row["args"] for row in db.execute(one, {"key": keys[0]})] == ["load(0)"]
    assert [row["args"] for row in db.execute(some)] == ["load(1)", "load(2)"]
    assert "USING INDEX entries_by_key" in plan(db, one, key=keys[0])
    assert "USING INDEX entries_by_key" in plan(db, some)


def test_a_key_that_begins_like_another_is_another(db, writer, function):
    key = writer.entry(function, 1, "load(1)")
    other = key[:8] + bytes(24)
    assert db.execute(f"SELECT 1 FROM live_entries WHERE {BY_KEY}", {"key": other}).fetchone() is None
    assert db.execute(f"SELECT 1 FROM entries e WHERE {by_keys([other])}").fetchone() is None
