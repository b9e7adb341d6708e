from array import array

from tslab_memory.batches import batches

from .helpers.clock import Clock


def sizes(rows, seconds_each):
    """Sizes of the batches when each row takes `seconds_each`, and the longest that a batch took after the first."""
    clock, paused = Clock(), []
    taken, longest = [], 0.0
    for batch in batches(array("q", range(rows)), clock, paused.append):
        clock.now += len(batch) * seconds_each
        longest = max(longest, len(batch) * seconds_each if taken else 0)
        taken.append(len(batch))
    assert len(paused) == max(0, len(taken) - 1)
    return taken, longest


def test_gives_each_row_once_in_the_order_of_the_file():
    rows = array("q", [7, 3, 9, 1])
    assert [list(batch) for batch in batches(rows)] == [[1, 3, 7, 9]]
    assert list(batches(array("q"))) == []


def test_batches_grow_until_they_take_as_long_as_a_kernel_can_wait():
    taken, longest = sizes(100_000, 10e-6)
    assert sum(taken) == 100_000
    assert taken[:3] == [500, 1000, 2000]
    assert all(3990 <= size <= 4000 for size in taken[3:-1])
    assert longest <= 0.05


def test_batches_shrink_on_a_slow_disk():
    taken, longest = sizes(2_000, 1e-3)
    assert taken[1] == 50
    assert longest <= 0.05
