import sqlite3
from pathlib import Path

from tslab_memory.functions import function_summaries, shown_notebook, totals

from .helpers.api import check_body
from .helpers.stores import NOW

ROOT = Path("/home/ada/work")


def test_summarises_functions_by_name(db, writer):
    writer.function("parse")
    load = writer.function("load", hits=5, misses=2, time_saved_ms=10.5, last_used=NOW)
    old, new = (writer.version(load, source, last_used=NOW + n) for n, source in enumerate(("a", "b")))
    for n, version in enumerate((old, old, new)):
        writer.entry(load, version, f"load({n})", b"12345")

    first, second = function_summaries(db, ROOT)

    check_body("FunctionSummary", first)
    assert first == {
        "id": load,
        "name": "load",
        "entries": 3,
        "bytes": 15,
        "hits": 5,
        "misses": 2,
        "timeSavedMs": 10.5,
        "lastUsed": NOW,
        "versions": 2,
        "oldEntries": 2,
        "expiredEntries": 0,
        "notebooks": [],
    }
    assert (second["name"], second["versions"], second["oldEntries"]) == ("parse", 0, 0)


def test_tells_how_many_entries_have_expired(db, writer):
    load = writer.function("load")
    version = writer.version(load)
    for n, expires in enumerate((None, NOW, NOW + 1, 4_000_000_000_000)):
        writer.entry(load, version, str(n), expires=expires)
    assert function_summaries(db, ROOT)[0]["expiredEntries"] == 2


def test_summarises_one_function(db, writer):
    writer.function("parse")
    load = writer.function("load")
    assert [summary["id"] for summary in function_summaries(db, ROOT, load)] == [load]


def test_names_notebooks_as_the_server_does_newest_first(db, writer):
    load = writer.function("load")
    for n, notebook in enumerate(("/home/ada/work/sub/a.ipynb", "/elsewhere/b.ipynb")):
        writer.connection.execute("INSERT INTO uses VALUES (?, ?, ?)", (load, notebook, n))
    assert function_summaries(db, ROOT)[0]["notebooks"] == ["/elsewhere/b.ipynb", "sub/a.ipynb"]


def test_shows_the_notebooks_used_last_when_there_are_many(db, writer):
    load = writer.function("load")
    for n in range(30):
        writer.connection.execute("INSERT INTO uses VALUES (?, ?, ?)", (load, f"/n{n:02}.ipynb", n))
    shown = function_summaries(db, ROOT)[0]["notebooks"]
    assert (len(shown), shown[0]) == (20, "/n29.ipynb")


def test_a_notebook_outside_the_root_keeps_its_path():
    assert shown_notebook("/home/ada/work/a.ipynb", ROOT) == "a.ipynb"
    assert shown_notebook("/home/ada/a.ipynb", ROOT) == "/home/ada/a.ipynb"


def test_adds_up_the_totals_of_a_store(db, writer):
    writer.function("load", hits=1, misses=2, time_saved_ms=3.5)
    writer.function("parse", hits=10, misses=20, time_saved_ms=30)
    assert totals(db) == {"entries": 0, "bytes": 0, "hits": 11, "misses": 22, "timeSavedMs": 33.5, "maxBytes": None}


def test_an_empty_store_has_totals(db):
    assert totals(db)["entries"] == 0


def test_costs_the_number_of_functions_not_of_entries(db, writer):
    """No step of the plan may touch the entries."""
    writer.function("load")
    for query in (lambda: function_summaries(db, ROOT), lambda: totals(db)):
        assert "entries" not in _tables_read(db, query)


def _tables_read(db, query):
    """Tables that `query` reads, as SQLite's authorizer tells."""
    tables = set()

    def note(action, table, *_):
        if action == sqlite3.SQLITE_READ:
            tables.add(table)
        return sqlite3.SQLITE_OK

    db.set_authorizer(note)
    try:
        query()
    finally:
        db.set_authorizer(None)
    return tables
