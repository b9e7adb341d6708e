async def test_overview(api, store):
    f = store.function("load", hits=3)
    v = store.version(f)
    store.entry(f, v, "load(1)")
    k = store.entry(f, v, "load(2)")
    body = await api.get("Overview", "overview")
    print(body)
    await api.get("StoreList", "stores")
    await api.get("FunctionList", "stores", store.id, "functions")
    page = await api.get("EntryPage", "stores", store.id, "functions", "1", "entries", filter="LOAD(2")
    assert page["total"] == 1
    assert await api.delete("Cleared", "stores", store.id, "entries", k.hex()) == {"entries": 1, "bytes": 5}
    assert await api.delete("Cleared", "stores", store.id, "functions", "1", "entries") == {"entries": 1, "bytes": 5}
    assert await api.delete("Cleared", "stores", store.id, "entries") == {"entries": 0, "bytes": 0}
    tag = (await api.call("GET", "overview")).headers["ETag"]
    assert (await api.call("GET", "overview", headers={"If-None-Match": tag})).status == 304
    a = await api.fails("GET", "stores", "0" * 16, "functions")
    print(a)
    print(await api.fails("GET", "nothing"))
    print(await api.fails("GET", "stores", store.id, "functions", "1", "entries", limit="x"))
