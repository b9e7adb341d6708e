import pytest
from tslab_memory.scan import ScanLimits, find_stores


def make_store(folder):
    store = folder / ".tslab-memory"
    store.mkdir(parents=True)
    (store / "cache.sqlite").touch()
    return store


def test_finds_stores_nearest_first(tmp_path):
    deep, near = make_store(tmp_path / "a" / "b"), make_store(tmp_path / "z")
    assert find_stores(tmp_path, ScanLimits()) == [near, deep]


def test_finds_one_in_the_root_itself(tmp_path):
    assert find_stores(tmp_path, ScanLimits()) == []
    store = make_store(tmp_path)
    assert find_stores(tmp_path, ScanLimits(depth=0)) == [store]


@pytest.mark.parametrize("folder", ["node_modules", ".venv", ".git", "__pycache__", "a/node_modules/b"])
def test_skips_hidden_and_dependency_folders(tmp_path, folder):
    make_store(tmp_path / folder)
    assert find_stores(tmp_path, ScanLimits()) == []


def test_goes_no_deeper_than_told(tmp_path):
    shallow = make_store(tmp_path / "1" / "2")
    make_store(tmp_path / "1" / "2" / "3")
    assert find_stores(tmp_path, ScanLimits(depth=2)) == [shallow]


def test_reads_no_more_folders_than_told(tmp_path):
    for n in range(20):
        make_store(tmp_path / str(n))
    assert len(find_stores(tmp_path, ScanLimits(folders=5))) == 4


def test_stops_when_its_time_is_over(tmp_path):
    make_store(tmp_path)
    assert find_stores(tmp_path, ScanLimits(seconds=0)) == []


def test_follows_no_links(tmp_path):
    outside, root = tmp_path / "outside", tmp_path / "root"
    root.mkdir()
    make_store(outside)
    (root / "link").symlink_to(outside)
    (root / ".tslab-memory").symlink_to(outside / ".tslab-memory")
    assert find_stores(root, ScanLimits()) == []


def test_a_folder_without_a_database_is_no_store(tmp_path):
    (tmp_path / ".tslab-memory").mkdir()
    assert find_stores(tmp_path, ScanLimits()) == []


def test_a_root_that_is_gone_has_no_stores(tmp_path):
    assert find_stores(tmp_path / "gone", ScanLimits()) == []
