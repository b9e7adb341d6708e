import pytest
from tslab_memory.store import Store

from tests.helpers.stores import NOW, value_name


@pytest.fixture
def function(store):
    """A function with three entries."""
    function = store.function("load")
    version = store.version(function)
    for n, name in enumerate(("AAPL", "MSFT", "a%_\\b")):
        store.entry(function, version, f"load('{name}')", b"x" * (10 - n), created=NOW + n)
    return function


async def page(api, store, function, **params):
    return await api.get("EntryPage", "stores", store.id, "functions", str(function), "entries", **params)


async def test_pages_newest_first_unless_told_otherwise(api, store, function):
    whole = await page(api, store, function)
    second = await page(api, store, function, limit=1, offset=1, sort="bytes", order="asc")

    assert [entry["created"] for entry in whole["entries"]] == [NOW + 2, NOW + 1, NOW]
    assert [entry["args"] for entry in second["entries"]] == ["load('MSFT')"]
    assert (second["total"], second["limit"], second["offset"]) == (3, 1, 1)


async def test_filters_by_text_that_means_nothing_special(api, store, function):
    for text, found in (("aapl", 1), ("%_\\", 1), ("%", 1), ("load(", 3), (".*", 0), (" ", 0)):
        assert (await page(api, store, function, filter=text))["total"] == found


async def test_sorts_many_entries_apart_from_all_other_requests(api, store, function, monkeypatch):
    monkeypatch.setattr("tslab_memory.sorting._FEW", 1)
    apart = []
    read_apart = Store.read_apart
    monkeypatch.setattr(Store, "read_apart", lambda *args: apart.append(args) or read_apart(*args))

    pages = [await page(api, store, function, limit=1, offset=n, sort="bytes") for n in (0, 1, 2, 0)]

    assert [[entry["bytes"] for entry in page["entries"]] for page in pages] == [[10], [9], [8], [10]]
    assert [page["total"] for page in pages] == [3] * 4
    # From the start, and from the end; then they are at hand.
    assert len(apart) == 2


@pytest.mark.parametrize(
    "params",
    [{"limit": 0}, {"limit": 1001}, {"offset": -1}, {"sort": "key"}, {"order": "up"}, {"filter": "x" * 1001}],
    ids=str,
)
async def test_refuses_parameters_by_name(api, store, function, params):
    answer = await api.fails("GET", "stores", store.id, "functions", str(function), "entries", **params)

    assert (answer.status, answer.body["reason"]) == (400, "bad_parameter")
    assert f"`{next(iter(params))}`" in answer.body["message"]


async def test_clears_a_function_and_says_what_went(api, store, function):
    other = store.function("other")
    store.entry(other, store.version(other), "other()")

    cleared = await api.delete("Cleared", "stores", store.id, "functions", str(function), "entries")

    assert (cleared["entries"], cleared["bytes"]) == (3, 27)
    assert (await page(api, store, function))["entries"] == []
    assert (await page(api, store, other))["total"] == 1


async def test_clears_one_entry_once(api, store, function):
    key = (await page(api, store, function))["entries"][0]["key"]

    cleared = await api.delete("Cleared", "stores", store.id, "entries", key)
    again = await api.fails("DELETE", "stores", store.id, "entries", key)

    assert (cleared["entries"], cleared["bytes"]) == (1, 8)
    assert (again.status, again.body["reason"]) == (404, "entry_not_found")
    assert (await page(api, store, function))["total"] == 2


async def test_tells_all_about_one_entry(api, store, function):
    key = (await page(api, store, function))["entries"][2]["key"]

    body = await api.get("EntryDetails", "stores", store.id, "entries", key)

    assert body["entry"]["args"] == "load('AAPL')"
    assert body["function"] == {"id": function, "name": "load"}


async def test_gives_the_bytes_of_a_value_whole_or_in_part(api, store, function):
    key = store.entry(function, 1, "load(1)", bytes(range(256)))
    path = ("stores", store.id, "entries", key.hex(), "payload")

    whole = await api.call("GET", *path)
    part = await api.call("GET", *path, headers={"Range": "bytes=10-19"})
    beyond = await api.fails("GET", *path, headers={"Range": "bytes=256-"})

    assert (whole.status, whole.body) == (200, bytes(range(256)))
    assert whole.headers["Content-Type"] == "application/octet-stream"
    assert (part.status, part.body) == (206, bytes(range(10, 20)))
    assert part.headers["Content-Range"] == "bytes 10-19/256"
    assert (beyond.status, beyond.body["reason"]) == (416, "bad_range")


async def test_gives_the_first_of_a_value_that_is_too_long(api, store, function, monkeypatch):
    monkeypatch.setattr("tslab_memory.payload.MAX_BYTES", 4)
    key = store.entry(function, 1, "load(1)", b"0123456789")

    answer = await api.call("GET", "stores", store.id, "entries", key.hex(), "payload")

    assert (answer.status, answer.body, answer.headers["Content-Range"]) == (206, b"0123", "bytes 0-3/10")


async def test_says_when_a_value_file_is_gone(api, store, function):
    key = store.entry(function, 1, "load(1)", file=value_name(4))

    answer = await api.fails("GET", "stores", store.id, "entries", key.hex(), "payload")

    assert (answer.status, answer.body["reason"]) == (404, "value_not_found")
