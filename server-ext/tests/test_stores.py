import pytest
from tslab_memory.faults import ApiFault
from tslab_memory.registry import Registry
from tslab_memory.stores import Stores

from .conftest import note_store


@pytest.fixture
def stores(tmp_path):
    stores = Stores(Registry(tmp_path / "root"))
    yield stores
    stores.close()


def test_opens_each_store_once(stores, writer, data_dir):
    note_store(data_dir, writer)
    assert stores.all() == [stores.get(writer.id).store] == [stores.get(writer.id).store]


def test_refuses_an_id_that_is_not_known(stores):
    with pytest.raises(ApiFault, match="no store"):
        stores.get("0" * 16)


def test_gives_up_lists_that_nobody_has_asked_for_in_a_while(stores, writer, data_dir, monkeypatch):
    note_store(data_dir, writer)
    one = stores.get(writer.id)
    forgotten = []
    monkeypatch.setattr(type(one.lists), "forget_unused", lambda lists: forgotten.append(lists))
    stores.all()
    assert forgotten == [one.lists]


def test_lets_go_of_a_store_that_is_no_longer_known(stores, writer, data_dir):
    note_store(data_dir, writer)
    store = stores.get(writer.id).store
    store.read(lambda db: None)
    (data_dir / "stores" / f"{writer.id}.json").unlink()

    assert stores.all() == []
    assert store._reader is None
