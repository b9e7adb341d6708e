import pytest
from tslab_memory.clearing import Totals
from tslab_memory.faults import ApiFault
from tslab_memory.selection import MAX_KEYS, Selection, parse_selection, select

from .helpers.stores import NOW, key_of

KEY = "ab" * 32
DAY = 86_400_000


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"keys": [KEY]}, Selection(keys=(bytes.fromhex(KEY),))),
        ({"function": 3, "oldVersions": True}, Selection(function=3, old_versions=True)),
        ({"expired": True, "dryRun": True}, Selection(expired=True, dry_run=True)),
        ({"unusedForMs": 0}, Selection(unused_for_ms=0)),
        ({"function": 3, "filter": ""}, Selection(function=3, filter="")),
        ({"filter": "a", "except": [KEY]}, Selection(filter="a", except_keys=(bytes.fromhex(KEY),))),
        ({"maxBytes": 0, "function": None}, Selection(max_bytes=0)),
    ],
)
def test_reads_a_request(body, expected):
    assert parse_selection(body) == expected


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (None, "object"),
        ([], "object"),
        ({}, "Say which"),
        ({"function": 1}, "Say which"),
        ({"except": [KEY]}, "Say which"),
        ({"filter": 1}, "`filter`"),
        ({"filter": "x" * 1001}, "`filter`"),
        ({"filter": "", "except": KEY}, "`except`"),
        ({"oldVersions": False}, "Say which"),
        ({"maxbytes": 1}, "`maxbytes` is not known"),
        ({"keys": KEY}, "`keys`"),
        ({"keys": [KEY] * (MAX_KEYS + 1)}, "`keys`"),
        ({"keys": ["ab"]}, "64 hex digits"),
        ({"keys": ["zz" * 32]}, "64 hex digits"),
        ({"keys": [1]}, "64 hex digits"),
        ({"maxBytes": -1}, "`maxBytes`"),
        ({"maxBytes": 1.5}, "`maxBytes`"),
        ({"maxBytes": True}, "`maxBytes`"),
        ({"maxBytes": 10**30}, "`maxBytes`"),
        ({"unusedForMs": "1d"}, "`unusedForMs`"),
        ({"oldVersions": 1}, "`oldVersions`"),
        ({"expired": True, "dryRun": "yes"}, "`dryRun`"),
        ({"expired": True, "function": "load"}, "`function`"),
    ],
)
def test_names_what_is_wrong_with_a_request(body, word):
    with pytest.raises(ApiFault, match=word) as caught:
        parse_selection(body)
    assert caught.value.reason == "bad_parameter"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr("tslab_memory.selection.now_ms", lambda: NOW)


@pytest.fixture
def store(writer):
    """Two functions; `load` has entries of an old version, one that expired, and a cleared one."""
    load, parse = writer.function("load"), writer.function("parse")
    old, new = (writer.version(load, source, last_used=NOW + n) for n, source in enumerate("ab"))
    other = writer.version(parse)
    writer.entry(load, old, "old", b"1", created=NOW - 9 * DAY, last_hit=NOW - DAY)
    writer.entry(load, new, "unused", b"22", created=NOW - 10 * DAY)
    writer.entry(load, new, "expired", b"333", created=NOW - DAY, expires=NOW)
    writer.entry(load, new, "fresh", b"4444", created=NOW, expires=NOW + 1)
    writer.entry(load, new, "gone", b"55555", created=NOW - 10 * DAY, generation=-1)
    writer.entry(parse, other, "other", b"666666", created=NOW - 5 * DAY)
    return writer


def chosen(db, **wanted):
    selected = select(db, Selection(**wanted))
    names = [db.execute("SELECT args FROM entries WHERE id = ?", (row,)).fetchone()[0] for row in selected.rows]
    assert selected.totals.entries == len(names)
    return names


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"old_versions": True}, {"old"}),
        ({"expired": True}, {"expired"}),
        ({"unused_for_ms": 4 * DAY}, {"unused", "other"}),
        ({"unused_for_ms": 4 * DAY, "function": 1}, {"unused"}),
        ({"old_versions": True, "expired": True}, set()),
        ({"filter": "", "function": 1}, {"old", "unused", "expired", "fresh"}),
        ({"filter": "E"}, {"unused", "expired", "fresh", "other"}),
        ({"filter": "É"}, set()),
        ({"filter": "%"}, set()),
        ({"old_versions": True, "function": 2}, set()),
        ({"function": 77, "expired": True}, set()),
    ],
    ids=str,
)
def test_chooses_what_meets_all_conditions(db, store, wanted, expected):
    assert set(chosen(db, **wanted)) == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (16, []),
        (15, ["old"]),
        (14, ["old", "unused"]),
        (13, ["old", "unused"]),
        (7, ["old", "unused", "other"]),
        (0, ["old", "unused", "other", "expired", "fresh"]),
    ],
)
def test_makes_room_from_old_versions_first_then_from_what_was_unused_longest(db, store, limit, expected):
    assert chosen(db, max_bytes=limit) == expected


def test_lets_go_first_what_is_larger_than_all_that_may_be_held(db, store):
    assert chosen(db, max_bytes=5) == ["other", "old", "unused", "expired"]


def test_makes_room_within_one_function(db, store):
    assert chosen(db, max_bytes=9, function=1) == ["old"]


def test_adds_up_what_it_chose(db, store):
    assert select(db, Selection(unused_for_ms=4 * DAY)).totals == Totals(2, 8)


def test_finds_entries_by_their_keys(db, store):
    keys = [bytes.fromhex(row[0]) for row in db.execute("SELECT hex(key) FROM entries WHERE args IN ('fresh', 'gone')")]
    lookalike = keys[0][:6] + bytes(26)
    assert chosen(db, keys=(*keys, *keys, key_of("never"), lookalike)) == ["fresh"]


def test_leaves_out_exceptions(db, store):
    (key,) = db.execute("SELECT key FROM entries WHERE args = 'fresh'").fetchone()
    assert set(chosen(db, filter="e", function=1, except_keys=(key,))) == {"unused", "expired"}
    assert select(db, Selection(filter="e", except_keys=(key,))).functions == {1: 2, 2: 1}
