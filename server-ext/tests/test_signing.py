import hashlib
import os
import stat

import pytest
from tslab_memory.signing import Signer, is_own_entry, is_trusted, trust_all, user_signer
from tslab_memory.store import Store

SECRET = bytes(range(32))


@pytest.fixture
def signer(data_dir):
    """The user's signer, whose secret a kernel has made."""
    data_dir.mkdir()
    (data_dir / "secret").write_bytes(SECRET)
    return user_signer()


@pytest.fixture
def function(writer):
    function = writer.function("load")
    writer.version(function)
    return function


def sign(writer, signer):
    """Signs what is in the store so far, as the kernel that wrote it does."""
    for id, key, checksum, output in writer.connection.execute(
        "SELECT id, key, checksum, output FROM entries JOIN stored_values USING (id)"
    ).fetchall():
        writer.connection.execute("UPDATE entries SET mac = ? WHERE id = ?", (signer.sign(key, checksum, output), id))


def test_signs_as_the_library_does():
    """Frozen: kernels verify these bytes."""
    key, checksum = b"\x11" * 32, b"\x22" * 16
    message = SECRET + key + b"\x10" + checksum
    assert Signer(SECRET).sign(key, checksum, None) == hashlib.new("sha512_256", message).digest()
    assert Signer(SECRET).sign(key, checksum, "é") == hashlib.new("sha512_256", message + "é".encode()).digest()
    assert Signer(SECRET).sign(key, checksum, None).hex().startswith("8a1df8cdf175d254")


def test_trusts_what_this_user_wrote(db, writer, function, signer):
    keys = [writer.entry(function, 1, f"load({n})", output='["printed"]') for n in range(3)]
    sign(writer, signer)
    assert is_trusted(db, signer)
    assert all(is_own_entry(db, writer.row(key), signer) for key in keys)


@pytest.mark.parametrize("change", ["mac = NULL", "mac = x'00'", "checksum = x'00'", "key = zeroblob(32)"])
def test_does_not_trust_what_was_changed(db, writer, function, signer, change):
    writer.entry(function, 1, "load(1)")
    sign(writer, signer)
    writer.connection.execute(f"UPDATE entries SET {change}")
    assert not is_trusted(db, signer)


def test_does_not_trust_printed_text_that_was_changed(db, writer, function, signer):
    writer.entry(function, 1, "load(1)", output='["printed"]')
    sign(writer, signer)
    writer.connection.execute("UPDATE payloads SET output = 'other'")
    assert not is_trusted(db, signer)


def test_does_not_trust_a_store_that_is_partly_of_somebody_else(db, writer, function, signer):
    writer.entry(function, 1, "load(1)", created=1)
    writer.entry(function, 1, "load(2)", created=2)
    sign(writer, signer)
    writer.connection.execute("UPDATE entries SET mac = NULL WHERE created = 1")
    assert not is_trusted(db, signer)


def test_trusts_nothing_before_there_is_a_secret(db, writer, function):
    assert is_trusted(db, user_signer())
    key = writer.entry(function, 1, "load(1)")
    assert not is_trusted(db, user_signer())
    assert not is_own_entry(db, writer.row(key), user_signer())


def test_a_store_is_trusted_when_the_user_says_so(db, writer, function, signer, monkeypatch):
    monkeypatch.setattr("tslab_memory.signing.BATCH", 2)
    for n in range(5):
        writer.entry(function, 1, f"load({n})")
    sign(writer, signer)
    writer.connection.execute("UPDATE entries SET mac = NULL WHERE args < 'load(3)'")
    store = Store(writer.id, writer.folder)

    assert (trust_all(store), trust_all(store)) == (3, 0)
    assert is_trusted(db, signer)


def test_makes_a_secret_that_nobody_else_can_read(writer, function, data_dir):
    writer.entry(function, 1, "load(1)")
    assert trust_all(Store(writer.id, writer.folder)) == 1
    secret = data_dir / "secret"
    assert len(secret.read_bytes()) == 32
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert os.listdir(data_dir) == ["secret"]


def test_takes_no_secret_of_a_wrong_length(data_dir):
    data_dir.mkdir()
    (data_dir / "secret").write_bytes(b"short")
    assert user_signer() is None
