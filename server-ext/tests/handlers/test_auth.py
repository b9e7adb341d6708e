"""Every call asks who is there and whether they may. The calls are those of the routes, so that none is missed."""

import json

import pytest
from tornado.web import create_signed_value
from tslab_memory.handlers import ROUTES
from tslab_memory.handlers.base import UnknownCallHandler

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
KEY = "ab" * 32
PATHS = {
    "/tslab-memory/api/overview": "overview",
    "/tslab-memory/api/search": "search",
    "/tslab-memory/api/stores": "stores",
    "/tslab-memory/api/stores/([0-9a-f]{16})/functions": "stores/{store}/functions",
    "/tslab-memory/api/stores/([0-9a-f]{16})/functions/([0-9]{1,18})": "stores/{store}/functions/1",
    "/tslab-memory/api/stores/([0-9a-f]{16})/functions/([0-9]{1,18})/entries": "stores/{store}/functions/1/entries",
    "/tslab-memory/api/stores/([0-9a-f]{16})/entries/([0-9a-f]{64})": f"stores/{{store}}/entries/{KEY}",
    "/tslab-memory/api/stores/([0-9a-f]{16})/entries/([0-9a-f]{64})/payload": f"stores/{{store}}/entries/{KEY}/payload",
    "/tslab-memory/api/stores/([0-9a-f]{16})/activity": "stores/{store}/activity",
    "/tslab-memory/api/stores/([0-9a-f]{16})/entries": "stores/{store}/entries",
    "/tslab-memory/api/stores/([0-9a-f]{16})/clear": "stores/{store}/clear",
    "/tslab-memory/api/stores/([0-9a-f]{16})/undo": "stores/{store}/undo",
    "/tslab-memory/api/stores/([0-9a-f]{16})/trust": "stores/{store}/trust",
    "/tslab-memory/api/.*": "no/such/call",
}


def every_call():
    """Method and path of each call that some handler answers."""
    for pattern, handler in ROUTES:
        for method in METHODS:
            if handler is UnknownCallHandler or _answers(handler, method):
                yield pytest.param(method, PATHS[pattern], id=f"{method} {PATHS[pattern]}")


def _answers(handler, method):
    return any(method.lower() in vars(parent) for parent in handler.__mro__ if parent.__module__.startswith("tslab"))


CALLS = list(every_call())


@pytest.fixture
def jp_server_config(jp_server_config, request):
    authorizer = getattr(request, "param", None)
    server = {**jp_server_config["ServerApp"], **({"authorizer_class": authorizer} if authorizer else {})}
    return {**jp_server_config, "ServerApp": server}


@pytest.mark.parametrize(("method", "path"), CALLS)
async def test_refuses_who_is_not_logged_in(method, path, api, store):
    answer = await api.fails(method, path.format(store=store.id), headers={"Authorization": "token wrong"})

    assert answer.status == 403
    assert answer.body["reason"] == "forbidden"


@pytest.mark.parametrize("jp_server_config", ["tests.helpers.authorizers.AllowNothing"], indirect=True)
@pytest.mark.parametrize(("method", "path"), [call for call in CALLS if "no/such" not in call.id])
async def test_refuses_who_is_not_allowed_to(method, path, api, store):
    answer = await api.fails(method, path.format(store=store.id))

    assert answer.status == 403


@pytest.mark.parametrize("jp_server_config", ["tests.helpers.authorizers.AllowReading"], indirect=True)
async def test_a_reader_sees_everything_and_clears_nothing(api, store):
    function = store.function("load")
    key = store.entry(function, store.version(function), "load()")

    await api.get("Overview", "overview")
    await api.get("EntryDetails", "stores", store.id, "entries", key.hex())
    refused = [
        await api.fails("DELETE", "stores", store.id, "entries", key.hex()),
        await api.fails("DELETE", "stores", store.id, "functions", str(function), "entries"),
        await api.fails("DELETE", "stores", store.id, "entries"),
        await api.fails("POST", "stores", store.id, "clear", body={"keys": [key.hex()]}),
        await api.fails("POST", "stores", store.id, "undo", body={"token": "x"}),
    ]

    assert {answer.status for answer in refused} == {403}
    assert store.one("SELECT sum(entries) FROM function_totals") == 1


async def test_refuses_a_change_that_another_site_sends(http_server_client, jp_base_url, store, jp_serverapp):
    """A browser sends its cookies along whoever asks; the XSRF token is what another site does not have."""
    url = f"{jp_base_url}tslab-memory/api/stores/{store.id}/entries"
    user = {"username": "u", "name": "u", "display_name": "u", "initials": "u", "avatar_url": None, "color": None}
    signed = create_signed_value(jp_serverapp.web_app.settings["cookie_secret"], "login", json.dumps(user)).decode()
    jp_serverapp.identity_provider.cookie_name = "login"

    async def status(**headers):
        cookies = {"Cookie": f"login={signed}; _xsrf=c0ffee", **headers}
        return (await http_server_client.fetch(url, method="DELETE", headers=cookies, raise_error=False)).code

    assert await status() == 403
    assert await status(**{"X-XSRFToken": "c0ffee"}) == 200
