import pytest
from tslab_memory.registry import Registry

from .conftest import note_store
from .helpers.stores import StoreWriter


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    return root


def at_once(work):
    work()


def test_knows_noted_stores_and_those_below_the_root_each_once(root, tmp_path, data_dir):
    with StoreWriter(root / "a" / ".tslab-memory") as inside, StoreWriter(tmp_path / "out") as outside:
        note_store(data_dir, inside)
        note_store(data_dir, outside)
        known = Registry(root).stores()

    assert sorted((store.id, store.folder) for store in known) == sorted(
        (store.id, store.folder) for store in (inside, outside)
    )


def test_finds_a_store_by_its_id_only(root):
    with StoreWriter(root / ".tslab-memory") as store:
        registry = Registry(root)

    assert registry.find(store.id) == store.folder
    assert registry.find("0" * 16) is None
    assert registry.find(str(store.folder)) is None


def test_a_root_that_is_a_link_is_taken_for_what_it_leads_to(root, tmp_path):
    (tmp_path / "link").symlink_to(root)
    with StoreWriter(root / ".tslab-memory") as store:
        assert Registry(tmp_path / "link").find(store.id) == store.folder


def test_searches_below_the_root_again_after_a_while(root):
    lazy, keen = Registry(root, rescan_after=3600), Registry(root, rescan_after=-1, background=at_once)
    for registry in (lazy, keen):
        assert registry.stores() == []
    with StoreWriter(root / ".tslab-memory") as store:
        assert lazy.find(store.id) is None
        assert keen.find(store.id) == store.folder


def test_serves_the_last_result_while_it_searches_again(root):
    started = []
    registry = Registry(root, rescan_after=-1, background=started.append)

    assert (registry.stores(), registry.stores(), len(started)) == ([], [], 1)


def test_lists_a_bounded_number(root, monkeypatch):
    monkeypatch.setattr("tslab_memory.registry._MOST_STORES", 2)
    for name in "abc":
        StoreWriter(root / name / ".tslab-memory").connection.close()

    assert len(Registry(root).stores()) == 2
