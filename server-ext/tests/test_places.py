import hashlib
from pathlib import Path

import pytest
from tslab_memory.places import data_folder, relative_to, shown_path, store_id, store_name


def test_the_data_folder_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("TSLAB_MEMORY_DATA_DIR", str(tmp_path))
    assert data_folder() == tmp_path


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/xdg"}, "/xdg/tslab-memory"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "/home/ada/.local/share/tslab-memory"),
        ("linux", {}, "/home/ada/.local/share/tslab-memory"),
        ("darwin", {"XDG_DATA_HOME": "/xdg"}, "/home/ada/Library/Application Support/tslab-memory"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/tslab-memory"),
        ("win32", {}, "/home/ada/tslab-memory"),
    ],
)
def test_the_data_folder_is_where_the_platform_keeps_such_data(monkeypatch, platform, environment, expected):
    for name in ("TSLAB_MEMORY_DATA_DIR", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home/ada", **environment}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)

    assert data_folder() == Path(expected)


def test_an_id_is_the_beginning_of_the_hash_of_the_path():
    path = "/home/ada/größe/.tslab-memory"
    assert store_id(Path(path)) == hashlib.sha256(path.encode()).hexdigest()[:16]


def test_a_store_is_named_by_the_folder_that_holds_it():
    assert store_name(Path("/home/ada/prices/.tslab-memory")) == "prices"
    assert store_name(Path("/home/ada/cache")) == "cache"
    assert store_name(Path("/.tslab-memory")) == "/"


def test_a_path_is_shown_as_short_as_can_be(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    root = Path("/home/ada/work")
    assert shown_path("/home/ada/work/prices/.tslab-memory", root) == "prices/.tslab-memory"
    assert shown_path("/home/ada/other/.tslab-memory", root) == "~/other/.tslab-memory"
    assert shown_path("/data/.tslab-memory", root) == "/data/.tslab-memory"


def test_a_neighbour_with_the_same_beginning_is_not_inside():
    assert relative_to("/home/ada/work2/a.ipynb", Path("/home/ada/work")) is None
