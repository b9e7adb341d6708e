import sqlite3


async def test_an_unknown_call_is_answered_in_json(api):
    answer = await api.fails("GET", "nothing", "here")

    assert (answer.status, answer.body["reason"]) == (404, "not_found")


async def test_a_method_that_a_call_lacks_is_answered_in_json(api):
    answer = await api.fails("PUT", "overview")

    assert (answer.status, answer.body["reason"]) == (405, "not_found")


async def test_an_unexpected_fault_keeps_its_traceback_to_itself(api, store, monkeypatch):
    def fail(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("tslab_memory.views.Views.stores", fail)

    answer = await api.fails("GET", "stores")

    assert (answer.status, answer.body["reason"]) == (500, "failed")
    assert "secret" not in answer.body["message"]


async def test_a_store_that_cannot_be_used_is_listed_and_its_calls_say_why(api, store):
    store.connection.execute("PRAGMA user_version = 99")

    overview = await api.get("Overview", "overview")
    answer = await api.fails("GET", "stores", store.id, "functions")

    assert overview["stores"][0]["store"]["status"] == "newer"
    assert (answer.status, answer.body["reason"]) == (503, "store_unusable")
    assert "pip install --upgrade" in answer.body["message"]


async def test_a_deleted_store_is_gone_at_once_and_back_when_made_again(api, noted_store):
    await api.get("Overview", "overview")
    noted_store.connection.close()
    for part in sorted(noted_store.folder.iterdir()):
        part.unlink()
    missing = await api.get("Overview", "overview")
    sqlite3.connect(noted_store.database).close()
    empty = await api.get("Overview", "overview")

    assert [body["stores"][0]["store"]["status"] for body in (missing, empty)] == ["missing", "older"]
