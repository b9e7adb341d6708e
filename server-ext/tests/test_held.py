from array import array
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from tslab_memory.held import Held, HeldLists

from .helpers.clock import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def held(clock):
    return HeldLists(clock, clock)


def making(clock, *ids, takes=1.0):
    """Makes a list of these ids, which takes so many seconds."""

    def make():
        clock.now += takes
        return array("q", ids)

    return make


def test_a_list_is_kept_until_the_state_changes(held, clock):
    first = held.ids("name", "before", making(clock, 1)).ids
    assert held.ids("name", "before", making(clock, 2)).ids is first
    assert held.known("name", "before").ids is first
    assert held.known("name", "after") is None
    assert held.ids("name", "after", making(clock, 2)).ids.tolist() == [2]


def test_one_of_another_state_will_do_nine_times_as_long_as_it_took(held, clock):
    first = held.ids("name", "before", making(clock, 1, 2, takes=2.0))
    assert first.lasts is None
    clock.now += 17.5
    assert held.known("name", "after", 2) == Held(first.ids, lasts=0.5)
    assert held.ids("name", "after", making(clock, 3), 2) == Held(first.ids, lasts=0.5)
    clock.now += 0.5
    assert held.known("name", "after", 2) is None
    assert held.ids("name", "after", making(clock, 3), 1) == Held(array("q", [3]))


def test_one_of_another_state_must_be_long_enough(held, clock):
    held.ids("name", "before", making(clock, 1, 2, takes=2.0))
    assert held.known("name", "after", 3) is None
    assert held.ids("name", "after", making(clock, 1, 2, 3), 3).ids.tolist() == [1, 2, 3]


def test_what_is_made_in_an_instant_is_never_of_another_state(held, clock):
    held.ids("name", "before", making(clock, 1, takes=0.01))
    assert held.known("name", "after", 1) is None


def test_keeps_the_last_few_lists_only(held, clock):
    for n in range(20):
        held.ids(n, "state", making(clock, n))
        held.known(0, "state")
    assert held.known(0, "state") is not None
    assert held.known(1, "state") is None
    assert held.known(19, "state") is not None


def test_keeps_so_many_ids_only_but_always_the_last_list(held, clock, monkeypatch):
    monkeypatch.setattr("tslab_memory.held._IDS_KEPT", 5)
    held.ids("a", "state", making(clock, 1, 2))
    held.ids("b", "state", making(clock, 3, 4, 5))
    assert held.known("a", "state") is not None
    held.ids("c", "state", making(clock, *range(6)))
    assert held.known("a", "state") is None
    assert held.known("b", "state") is None
    assert held.known("c", "state") is not None


def test_gives_up_what_nobody_asks_for(held, clock):
    for name in ("used", "unused"):
        held.ids(name, "state", making(clock, 1))
    clock.now += 299
    held.known("used", "state")
    clock.now += 2
    held.forget_unused()
    assert held.known("used", "state") is not None
    assert held.known("unused", "state") is None


def test_who_asks_meanwhile_waits_for_the_list_that_is_being_made(held):
    began, go_on = Event(), Event()

    def make():
        began.set()
        assert go_on.wait(10)
        return array("q", [1])

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(held.ids, "name", "state", make)
        assert began.wait(10)
        second = threads.submit(held.ids, "name", "state", lambda: array("q", [2]))
        assert held.known("name", "state") is None
        go_on.set()
        assert first.result(10).ids is second.result(10).ids


def test_a_list_that_could_not_be_made_is_made_for_the_next_who_asks(held, clock):
    with pytest.raises(ZeroDivisionError):
        held.ids("name", "state", lambda: array("q", [1 // 0]))
    held.forget_unused()
    assert held.ids("name", "state", making(clock, 1)).ids.tolist() == [1]
