import json
import os
import shutil
import time

import pytest
from tslab_memory.notes import Notes

from .conftest import note_store
from .helpers.stores import StoreWriter


@pytest.fixture
def stores(tmp_path):
    """Two stores somewhere."""
    with StoreWriter(tmp_path / "a") as first, StoreWriter(tmp_path / "b") as second:
        yield first, second


def test_those_used_last_come_first(data_dir, stores):
    first, second = stores
    note_store(data_dir, first, last_used=1)
    note_store(data_dir, second, last_used=2)

    assert Notes(7).folders() == [second.folder, first.folder]


def test_there_may_be_no_registry(data_dir):
    assert Notes(7).folders() == []


def test_sees_a_note_that_is_written_later(data_dir, stores):
    first, second = stores
    notes = Notes(7)
    note_store(data_dir, first)
    old = time.time() - 60
    os.utime(data_dir / "stores", (old, old))
    before = notes.folders()
    note_store(data_dir, second)

    assert (before, len(notes.folders())) == ([first.folder], 2)


def test_reads_unchanged_notes_once(data_dir, stores, monkeypatch):
    note_store(data_dir, stores[0])
    old = time.time() - 60
    os.utime(data_dir / "stores", (old, old))
    notes = Notes(7)
    notes.folders()
    monkeypatch.setattr("tslab_memory.notes._read_notes", lambda folder: pytest.fail("read again"))

    assert notes.folders() == [stores[0].folder]


def test_forgets_a_store_that_has_been_gone_for_long(data_dir, stores):
    first, second = stores
    week_ms = 7 * 86_400_000
    note_store(data_dir, first, last_used=time.time() * 1000 - week_ms / 2)
    note_store(data_dir, second, last_used=time.time() * 1000 - week_ms * 2)
    shutil.rmtree(first.folder)
    shutil.rmtree(second.folder)

    assert Notes(7).folders() == [first.folder]


def test_keeps_a_store_that_is_there_however_old(data_dir, stores):
    note_store(data_dir, stores[0], last_used=0)
    assert Notes(7).folders() == [stores[0].folder]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", "{}", '{"path": 7}', '{"path": "relative"}', '{"path": "/etc", "lastUsed": 1}', "[" * 100_000],
    ids=lambda text: text[:30] or "empty",
)
def test_passes_over_damaged_notes(data_dir, stores, text):
    note_store(data_dir, stores[0])
    (data_dir / "stores" / f"{'0' * 16}.json").write_text(text)

    assert Notes(7).folders() == [stores[0].folder]


def test_passes_over_notes_under_a_wrong_name(data_dir, stores):
    first, second = stores
    note_store(data_dir, first)
    note = data_dir / "stores" / f"{first.id}.json"
    note.rename(note.with_name(f"{second.id}.json"))

    assert Notes(7).folders() == []


def test_passes_over_notes_that_are_links(data_dir, stores, tmp_path):
    first, _ = stores
    planted = tmp_path / "planted.json"
    planted.write_text(json.dumps({"path": str(first.folder), "lastUsed": 1}))
    (data_dir / "stores").mkdir(parents=True)
    (data_dir / "stores" / f"{first.id}.json").symlink_to(planted)

    assert Notes(7).folders() == []


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give files to others")
def test_passes_over_notes_of_another_user(data_dir, stores):
    note_store(data_dir, stores[0])
    os.chown(data_dir / "stores" / f"{stores[0].id}.json", 12345, 12345)

    assert Notes(7).folders() == []
