import pytest


@pytest.fixture
def keys(store):
    """Keys of three entries of one function."""
    function = store.function("load")
    version = store.version(function)
    return [store.entry(function, version, f"load({n})").hex() for n in range(3)]


def live(store):
    return store.one("SELECT sum(entries) FROM function_totals")


async def test_clears_a_whole_store(api, store, keys):
    cleared = await api.delete("Cleared", "stores", store.id, "entries")

    assert (cleared["entries"], live(store)) == (3, 0)


async def test_clears_selected_entries(api, store, keys):
    cleared = await api.post("Cleared", "stores", store.id, "clear", body={"keys": keys[:2]})

    assert (cleared["entries"], live(store)) == (2, 1)


async def test_a_dry_run_only_counts(api, store, keys):
    would = await api.post("Cleared", "stores", store.id, "clear", body={"unusedForMs": 1, "dryRun": True})

    assert would == {"entries": 3, "bytes": 15, "undo": None}
    assert live(store) == 3


@pytest.mark.parametrize("path", [["functions", "1", "entries"], ["entries"]], ids=["function", "store"])
async def test_an_undo_brings_back_what_was_cleared(api, store, keys, path):
    cleared = await api.delete("Cleared", "stores", store.id, *path)

    restored = await api.post("Restored", "stores", store.id, "undo", body={"token": cleared["undo"]})

    assert restored == {"entries": 3, "bytes": 15}
    assert live(store) == 3


async def test_an_undo_works_once_and_only_for_its_store(api, store, noted_store, keys):
    cleared = await api.delete("Cleared", "stores", store.id, "entries", keys[0])
    token = {"token": cleared["undo"]}

    elsewhere = await api.fails("POST", "stores", noted_store.id, "undo", body=token)
    await api.post("Restored", "stores", store.id, "undo", body=token)
    again = await api.fails("POST", "stores", store.id, "undo", body=token)

    assert (elsewhere.status, again.status, again.body["reason"]) == (410, 410, "undo_expired")


@pytest.mark.parametrize("body", [[], {"token": 1}, {}, None], ids=repr)
async def test_refuses_an_undo_without_a_token(api, store, body):
    answer = await api.fails("POST", "stores", store.id, "undo", body=body)

    assert (answer.status, answer.body["reason"]) == (400, "bad_parameter")


async def test_refuses_a_body_that_is_no_json(jp_fetch, store):
    response = await jp_fetch(
        *("tslab-memory", "api", "stores", store.id, "clear"), method="POST", body="{", raise_error=False
    )

    assert response.code == 400
    assert b"must be JSON" in response.body


async def test_a_store_is_trusted_when_the_user_says_so(api, store, keys):
    before = await api.get("StoreList", "stores")
    trusted = await api.post("Trusted", "stores", store.id, "trust")
    after = await api.get("StoreList", "stores")
    details = await api.get("EntryDetails", "stores", store.id, "entries", keys[0])

    assert trusted == {"entries": 3}
    assert [body["stores"][0]["trusted"] for body in (before, after)] == [False, True]
    assert details["trusted"] is True
