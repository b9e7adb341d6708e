import pytest
from tslab_memory.clearing import Removal
from tslab_memory.faults import ApiFault
from tslab_memory.undo import UndoLog

from .helpers.clock import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def log(clock):
    return UndoLog(10, clock)


def test_finds_a_clear_until_it_was_taken_back(log):
    removal = Removal()
    token = log.remember("store", removal)
    assert log.find("store", token) is removal
    assert log.find("store", token) is removal
    log.forget(token)
    with pytest.raises(ApiFault, match="too late"):
        log.find("store", token)


def test_forgets_when_the_time_is_over(log, clock):
    token = log.remember("store", Removal())
    clock.now += 9.9
    log.find("store", token)
    clock.now += 0.2
    with pytest.raises(ApiFault) as caught:
        log.find("store", token)
    assert (caught.value.status, caught.value.reason) == (410, "undo_expired")


def test_finds_nothing_for_another_store(log):
    token = log.remember("store", Removal())
    with pytest.raises(ApiFault):
        log.find("other", token)


def test_tokens_differ(log):
    assert len({log.remember("store", Removal()) for _ in range(100)}) == 100


def test_keeps_nothing_longer_than_needed(log, clock):
    log.remember("store", Removal())
    clock.now += 11
    log.remember("store", Removal())
    assert len(log._removals) == 1
