"""A Jupyter server with the extension, an empty registry, and stores made from schema/store.sql."""

from __future__ import annotations

import json

import pytest
from tslab_memory.connections import open_writer

from .helpers.api import Api
from .helpers.stores import StoreWriter

pytest_plugins = ["pytest_jupyter.jupyter_server"]


@pytest.fixture(autouse=True)
def data_dir(tmp_path, monkeypatch):
    """The user's data folder, empty at first."""
    folder = tmp_path / "data"
    monkeypatch.setenv("TSLAB_MEMORY_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def jp_server_config():
    return {"ServerApp": {"jpserver_extensions": {"tslab_memory": True}}}


@pytest.fixture
def api(jp_fetch):
    """Calls the extension; answers are checked against schema/api.json."""
    return Api(jp_fetch)


@pytest.fixture
def store(jp_root_dir):
    """A new store below the server's root."""
    with StoreWriter(jp_root_dir / "project" / ".tslab-memory") as writer:
        yield writer


@pytest.fixture
def noted_store(tmp_path, data_dir):
    """A store outside the server's root that a kernel has noted."""
    with StoreWriter(tmp_path / "elsewhere" / ".tslab-memory") as writer:
        note_store(data_dir, writer)
        yield writer


def note_store(data_dir, writer, last_used=4_000_000_000_000):
    """Leaves the note that a kernel leaves when it opens a store."""
    (data_dir / "stores").mkdir(parents=True, exist_ok=True)
    note = {"path": str(writer.folder), "lastUsed": last_used}
    (data_dir / "stores" / f"{writer.id}.json").write_text(json.dumps(note))


@pytest.fixture
def writer(tmp_path):
    """A new store that no server knows of."""
    with StoreWriter(tmp_path / "store") as writer:
        yield writer


@pytest.fixture
def db(writer):
    """A connection to it, as the server reads and writes."""
    connection = open_writer(writer.folder)
    yield connection
    connection.close()
