import os

import pytest
from tslab_memory.values import open_value, remove_value

BAD_NAMES = ["", ".", "..", "../x", "a/b", "a\\b", ".hidden", "/etc/passwd", "a\0", "x" * 300, "a\n", "é"]


def test_opens_a_value_file(writer):
    writer.value_file("a-1_b.bin", b"content")
    with open_value(writer.folder, "a-1_b.bin") as file:
        assert file.read() == b"content"


@pytest.mark.parametrize("name", BAD_NAMES, ids=repr)
def test_opens_nothing_under_a_bad_name(writer, name):
    with pytest.raises(OSError, match="not the name"):
        open_value(writer.folder, name)


@pytest.mark.parametrize("name", BAD_NAMES, ids=repr)
def test_removes_nothing_under_a_bad_name(writer, name):
    writer.value_file("a.bin", b"")
    remove_value(writer.folder, name)
    assert (writer.folder / "values" / "a.bin").exists()
    assert writer.database.exists()


def test_opens_no_link(writer, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    writer.value_file("a.bin", b"")
    (writer.folder / "values" / "link.bin").symlink_to(secret)
    with pytest.raises(OSError, match="symbolic link"):
        open_value(writer.folder, "link.bin")


def test_follows_no_link_in_place_of_the_folder(writer, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.bin").write_text("precious")
    (writer.folder / "values").symlink_to(elsewhere)
    with pytest.raises(OSError, match="values is a link"):
        open_value(writer.folder, "a.bin")
    remove_value(writer.folder, "a.bin")
    assert (elsewhere / "a.bin").exists()


def test_opens_no_folder_and_no_pipe(writer):
    writer.value_file("a.bin", b"")
    (writer.folder / "values" / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        open_value(writer.folder, "folder")
    os.mkfifo(writer.folder / "values" / "pipe")
    with pytest.raises(OSError, match="not a file"):
        open_value(writer.folder, "pipe")


def test_removes_a_file_once(writer):
    path = writer.value_file("a.bin", b"")
    remove_value(writer.folder, "a.bin")
    assert not path.exists()
    remove_value(writer.folder, "a.bin")
