import pytest
from tslab_memory.expiry import COUNTED, ExpiryWatch, expired_entries, next_expiry

from .helpers.stores import NOW


@pytest.fixture
def function(writer):
    function = writer.function("load")
    version = writer.version(function)
    for n, expires in enumerate((None, NOW - 2, NOW - 1, NOW, NOW + 5, NOW + 9)):
        writer.entry(function, version, str(n), expires=expires)
    return function


def test_counts_entries_whose_time_is_over(db, function):
    assert expired_entries(db, {function: 1}, NOW) == {function: 3}


def test_leaves_out_functions_without_expired_entries(db, writer, function):
    other = writer.function("other")
    writer.entry(other, writer.version(other), "1")
    assert expired_entries(db, {function: 1, other: 1}, NOW) == {function: 3}


def test_does_not_count_cleared_entries(db, writer, function):
    writer.connection.execute("UPDATE entries SET generation = -generation WHERE args = '1'")
    assert expired_entries(db, {function: 1}, NOW) == {function: 2}


def test_stops_counting_at_a_bound(db, writer):
    function = writer.function("many")
    version = writer.version(function)
    for n in range(COUNTED + 5):
        writer.entry(function, version, str(n), expires=NOW)
    assert expired_entries(db, {function: 1}, NOW) == {function: COUNTED}


def test_counts_by_index_alone(db, function):
    statements = []
    db.set_trace_callback(statements.append)
    expired_entries(db, {function: 1}, NOW)
    next_expiry(db, NOW)
    db.set_trace_callback(None)
    plans = [row["detail"] for sql in statements for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    read = [plan for plan in plans if plan.startswith(("SEARCH entries", "SCAN entries"))]
    assert len(read) == 2
    assert all("COVERING INDEX entries_by_expires" in plan for plan in read)


def test_tells_when_the_next_entry_expires(db, function):
    assert next_expiry(db, NOW) == NOW + 5
    assert next_expiry(db, NOW + 9) is None


def test_notices_once_that_the_expected_moment_has_passed():
    watch = ExpiryWatch()
    before = watch.passed("store", NOW)
    watch.expect("store", NOW + 5)
    assert watch.passed("store", NOW + 4) == before
    after = watch.passed("store", NOW + 5)
    assert after != before
    assert watch.passed("store", NOW + 6) == after
