import pytest
from tslab_memory.faults import ApiFault
from tslab_memory.payload import MAX_BYTES, Span, parse_range, read_payload

from .helpers.stores import key_of, value_name


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        (None, 0, 100),
        ("bytes=0-9", 0, 10),
        ("bytes=90-", 90, 100),
        ("bytes=90-500", 90, 100),
        ("bytes=-10", 90, 100),
        ("bytes=-500", 0, 100),
        (" bytes=99-99 ", 99, 100),
    ],
)
def test_reads_a_range(header, start, end):
    assert parse_range(header, 100) == Span(start, end, 100)


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=5-4", "bytes=-0", "bytes=999999999999999999-"])
def test_refuses_a_range_with_nothing_in_it(header):
    with pytest.raises(ApiFault) as caught:
        parse_range(header, 100)
    assert (caught.value.status, caught.value.reason) == (416, "bad_range")


@pytest.mark.parametrize("header", ["bytes=-", "items=0-1", "bytes=0-1,4-5", "bytes=a-b", "", "bytes=0-1" + "0" * 50])
def test_refuses_what_is_no_range(header):
    with pytest.raises(ApiFault) as caught:
        parse_range(header, 100)
    assert (caught.value.status, caught.value.reason) == (400, "bad_parameter")


def test_gives_no_more_than_the_most_at_once():
    assert parse_range(None, MAX_BYTES + 1) == Span(0, MAX_BYTES, MAX_BYTES + 1)
    assert parse_range(f"bytes=1-{MAX_BYTES * 2}", MAX_BYTES * 3).end == MAX_BYTES + 1


def test_an_empty_value_has_no_bytes():
    assert parse_range(None, 0) == Span(0, 0, 0)


@pytest.fixture
def function(writer):
    function = writer.function("load")
    writer.version(function)
    return function


def test_reads_part_of_a_row(db, writer, function):
    key = writer.entry(function, 1, "load(1)", bytes(range(100)), checksum=b"\xab\xcd")
    piece = read_payload(db, writer.folder, key, "bytes=50-59")
    assert (piece.content, piece.span, piece.tag) == (bytes(range(50, 60)), Span(50, 60, 100), "abcd")


def test_reads_part_of_a_file(db, writer, function):
    writer.value_file(value_name(3), bytes(range(100)))
    key = writer.entry(function, 1, "load(1)", file=value_name(3))
    piece = read_payload(db, writer.folder, key, "bytes=50-59")
    assert (piece.content, piece.span) == (bytes(range(50, 60)), Span(50, 60, 100))


@pytest.mark.parametrize("name", ["../cache.sqlite", "/etc/passwd", "..", value_name(4), "a/b", "", "\0"])
def test_reads_no_file_outside_the_values(db, writer, function, name):
    (writer.folder / "values").mkdir()
    key = writer.entry(function, 1, "load(1)", file=name)
    with pytest.raises(ApiFault) as caught:
        read_payload(db, writer.folder, key, None)
    assert caught.value.reason == "value_not_found"


def test_gives_nothing_of_a_cleared_entry(db, writer, function):
    key = writer.entry(function, 1, "load(1)", generation=-1)
    for wanted in (key, key_of("never")):
        with pytest.raises(ApiFault) as caught:
            read_payload(db, writer.folder, wanted, None)
        assert caught.value.reason == "entry_not_found"


def test_a_row_without_a_payload_has_no_bytes(db, writer, function):
    key = writer.entry(function, 1, "load(1)")
    writer.connection.execute("UPDATE entries SET value = NULL")
    assert read_payload(db, writer.folder, key, None).content == b""
