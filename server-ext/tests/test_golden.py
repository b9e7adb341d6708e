"""Stores that kernel-ext wrote, one of each version of the schema: what it means, the server understands."""

import shutil
from pathlib import Path

import pytest
from tslab_memory.connections import SCHEMA_VERSION
from tslab_memory.places import store_id

from .conftest import note_store
from .helpers.stores import SCHEMA

GOLDEN = SCHEMA / "golden" / f"v{SCHEMA_VERSION}"


class GoldenStore:
    """A copy of the golden store, as a StoreWriter names things."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(GOLDEN, folder)
        self.folder = folder.resolve()
        self.id = store_id(self.folder)


@pytest.fixture
def golden(tmp_path, data_dir):
    store = GoldenStore(tmp_path / "ada" / ".tslab-memory")
    note_store(data_dir, store)
    return store


async def functions(api, golden):
    body = await api.get("FunctionList", "stores", golden.id, "functions")
    return {function["name"]: function for function in body["functions"]}


async def entries(api, golden, name, **params):
    function = (await functions(api, golden))[name]["id"]
    page = await api.get("EntryPage", "stores", golden.id, "functions", str(function), "entries", **params)
    return page["entries"]


async def test_lists_the_functions_with_what_they_hold(api, golden):
    overview = await api.get("Overview", "overview")
    load = (await functions(api, golden))["loadPrices"]

    assert overview["stores"][0]["store"]["status"] == "ok"
    assert overview["stores"][0]["store"]["name"] == "ada"
    assert (load["entries"], load["versions"], load["oldEntries"]) == (3, 2, 1)
    assert load["notebooks"] == ["/home/ada/analysis.ipynb"]


async def test_leaves_out_what_was_cleared(api, golden):
    assert (await functions(api, golden))["forgotten"]["entries"] == 0
    assert await entries(api, golden, "forgotten") == []


async def test_pages_filters_and_sorts_the_entries(api, golden):
    assert [entry["args"] for entry in await entries(api, golden, "simulate", sort="bytes")] == [
        "{ steps: 40000, seed: 7n }",
        "{ steps: 1, seed: 7n }",
    ]
    assert [entry["args"] for entry in await entries(api, golden, "loadPrices", filter="msft")] == ["'MSFT'"]


async def test_gives_each_value_with_as_many_bytes_as_it_says(api, golden):
    stored = set()
    for name in ("loadPrices", "simulate"):
        for entry in await entries(api, golden, name):
            details = await api.get("EntryDetails", "stores", golden.id, "entries", entry["key"])
            payload = await api.call("GET", "stores", golden.id, "entries", entry["key"], "payload")
            assert len(payload.body) == details["storedBytes"] > 0
            stored.add(details["stored"])
    assert stored == {"row", "file"}


async def test_tells_old_code_from_current_code(api, golden):
    old = [entry for entry in await entries(api, golden, "loadPrices") if not entry["current"]]
    details = await api.get("EntryDetails", "stores", golden.id, "entries", old[0]["key"])
    assert "v1" in details["version"]["source"]
    assert "v2" in details["currentVersion"]["source"]
    assert details["lastMiss"] == {"reason": "arguments", "argument": "symbol"}


async def test_clears_one_function_and_brings_it_back(api, golden):
    before = await functions(api, golden)
    path = ("stores", golden.id, "functions", str(before["loadPrices"]["id"]), "entries")

    cleared = await api.delete("Cleared", *path)
    during = await functions(api, golden)
    await api.post("Restored", "stores", golden.id, "undo", body={"token": cleared["undo"]})

    assert (cleared["entries"], during["loadPrices"]["entries"]) == (3, 0)
    assert during["simulate"] == before["simulate"]
    assert await functions(api, golden) == before
