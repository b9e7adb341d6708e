import os

import pytest
from tslab_memory.values import open_value, remove_value

from .helpers.stores import value_name

NAME = value_name(1)
BAD_NAMES = [
    *("", ".", "..", "../x", "/etc/passwd", "01", "a" * 33),
    *(f"/{NAME}", f"{NAME}\n", f"{NAME}0", f"../values/{NAME}", NAME.replace("0", "F")),
]


@pytest.fixture
def value(writer):
    """A value file with something in it."""
    return writer.value_file(NAME, b"content")


def test_opens_a_value_file(writer, value):
    with open_value(writer.folder, NAME) as file:
        assert file.read() == b"content"


@pytest.mark.parametrize("name", BAD_NAMES, ids=repr)
def test_touches_nothing_under_a_bad_name(writer, value, name):
    with pytest.raises(OSError, match="not the name"):
        open_value(writer.folder, name)
    remove_value(writer.folder, name)
    assert value.exists()
    assert writer.database.exists()


def test_opens_no_link(writer, value, tmp_path):
    (tmp_path / "secret").write_text("secret")
    value.unlink()
    value.symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="symbolic link"):
        open_value(writer.folder, NAME)


@pytest.mark.parametrize("level", [0, 1], ids=["values", "folder in it"])
def test_follows_no_link_in_place_of_a_folder(writer, value, tmp_path, level):
    folder = value.parents[level]
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="behind a link"):
        open_value(writer.folder, NAME)
    remove_value(writer.folder, NAME)
    assert value.exists()


def test_opens_no_folder(writer, value):
    value.unlink()
    value.mkdir()
    with pytest.raises(IsADirectoryError):
        open_value(writer.folder, NAME)


def test_does_not_wait_for_a_pipe(writer, value):
    value.unlink()
    os.mkfifo(value)
    with pytest.raises(OSError, match="not a file"):
        open_value(writer.folder, NAME)


def test_removes_a_file_once(writer, value):
    remove_value(writer.folder, NAME)
    assert not value.exists()
    remove_value(writer.folder, NAME)
