from tests.conftest import note_store
from tests.helpers.stores import NOW, StoreWriter


async def test_shows_each_store_with_its_totals_and_functions(api, store):
    store.connection.execute("INSERT INTO meta VALUES ('maxBytes', 2000000000)")
    load = store.function("load", hits=3, misses=2, time_saved_ms=1500.5, last_used=NOW)
    store.function("parse", hits=1)
    version = store.version(load)
    store.entry(load, version, "load(1)", b"12345")
    store.entry(load, version, "load(2)", b"123")

    overview = await api.get("Overview", "overview")

    (one,) = overview["stores"]
    assert one["store"] == {
        "id": store.id,
        "name": "project",
        "path": "project/.tslab-memory",
        "status": "ok",
        "message": "",
        "entries": 2,
        "bytes": 8,
        "hits": 4,
        "misses": 2,
        "timeSavedMs": 1500.5,
        "maxBytes": 2_000_000_000,
        "trusted": False,
    }
    assert [function["name"] for function in one["functions"]] == ["load", "parse"]


async def test_shows_no_store_where_there_is_none(api):
    assert await api.get("Overview", "overview") == {"stores": []}


async def test_answers_304_until_something_changes(api, store):
    first = await api.call("GET", "overview")
    known = {"If-None-Match": first.headers["ETag"]}

    unchanged = await api.call("GET", "overview", headers=known)
    store.function("load")
    changed = await api.call("GET", "overview", headers=known)

    assert (unchanged.status, unchanged.body) == (304, b"")
    assert changed.status == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


async def test_answers_anew_when_an_entry_expires(api, store, monkeypatch):
    load = store.function("load")
    store.entry(load, store.version(load), "1", expires=4_000_000_000_000)
    first = await api.call("GET", "overview")
    known = {"If-None-Match": first.headers["ETag"]}
    assert (await api.call("GET", "overview", headers=known)).status == 304

    monkeypatch.setattr("tslab_memory.expiry.now_ms", lambda: 4_000_000_000_000)
    later = await api.call("GET", "overview", headers=known)

    assert later.body["stores"][0]["functions"][0]["expiredEntries"] == 1
    assert (await api.call("GET", "overview", headers={"If-None-Match": later.headers["ETag"]})).status == 304


async def test_finds_functions_by_the_arguments_of_their_entries(api, store, noted_store):
    for one in (store, noted_store):
        load = one.function("load")
        one.entry(load, one.version(load), "'AAPL'")

    body = await api.get("Found", "search", text="'aapl")

    assert {(one["store"], one["entries"]) for one in body["functions"]} == {(store.id, 1), (noted_store.id, 1)}
    assert body["next"] is None


async def test_refuses_a_search_for_nothing_or_from_nowhere(api, store):
    for params in ({}, {"text": ""}, {"text": "x" * 1001}, {"text": "x", "after": "../.."}):
        answer = await api.fails("GET", "search", **params)
        assert (answer.status, answer.body["reason"]) == (400, "bad_parameter")


async def test_answers_anew_when_a_store_appears(api, store, tmp_path, data_dir):
    first = await api.call("GET", "overview")
    with StoreWriter(tmp_path / "other" / ".tslab-memory") as other:
        note_store(data_dir, other)
        second = await api.call("GET", "overview", headers={"If-None-Match": first.headers["ETag"]})

    assert second.status == 200
    assert {one["store"]["id"] for one in second.body["stores"]} == {store.id, other.id}


async def test_lists_stores_without_their_functions(api, store, noted_store):
    body = await api.get("StoreList", "stores")

    assert [one["id"] for one in body["stores"]] == [noted_store.id, store.id]


async def test_lists_the_functions_of_one_store(api, store, noted_store):
    noted_store.function("load")

    body = await api.get("FunctionList", "stores", noted_store.id, "functions")

    assert [function["name"] for function in body["functions"]] == ["load"]


async def test_tells_the_code_versions_of_a_function(api, store):
    function = store.function("load", last_miss='{"reason": "new"}')
    store.version(function, "a => a", last_used=NOW)
    store.version(function, "a => a + 1", last_used=NOW + 1)

    body = await api.get("FunctionDetails", "stores", store.id, "functions", str(function))

    assert [version["source"] for version in body["versions"]] == ["a => a + 1", "a => a"]
    assert body["lastMiss"] == {"reason": "new"}


async def test_says_when_a_store_or_function_is_not_there(api, store):
    no_store = await api.fails("GET", "stores", "0" * 16, "functions")
    no_function = await api.fails("GET", "stores", store.id, "functions", "77")

    assert (no_store.status, no_store.body["reason"]) == (404, "store_not_found")
    assert (no_function.status, no_function.body["reason"]) == (404, "function_not_found")


async def test_takes_no_path_for_an_id(api, store):
    for wanted in ("..", "%2e%2e", "..%2f..%2fetc", str(store.folder), store.id.upper()):
        answer = await api.fails("GET", "stores", wanted, "functions")
        assert (answer.status, answer.body["reason"]) == (404, "not_found")


async def test_tells_the_activity_of_a_store_and_of_a_function(api, store):
    body = await api.get("Activity", "stores", store.id, "activity", days=2, function=1)

    assert body["to"] - body["from"] == 2 * 24 * 3_600_000
    assert body["hours"] == []


async def test_refuses_days_that_are_no_number(api, store):
    for days in ("0", "367", "-1", "1e3", "٣", "x" * 1000):
        answer = await api.fails("GET", "stores", store.id, "activity", days=days)
        assert (answer.status, answer.body["reason"]) == (400, "bad_parameter")


async def test_polling_does_not_keep_an_idle_server_alive(api, jp_serverapp):
    jp_serverapp.web_app.settings.pop("api_last_activity", None)

    await api.get("Overview", "overview")
    assert "api_last_activity" not in jp_serverapp.web_app.settings

    await api.get("StoreList", "stores")
    assert "api_last_activity" in jp_serverapp.web_app.settings
