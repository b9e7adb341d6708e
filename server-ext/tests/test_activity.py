import pytest
from tslab_memory.activity import HOUR_MS, activity

from .helpers.api import check_body

NOW_HOUR = 480_000


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr("tslab_memory.activity.now_ms", lambda: NOW_HOUR * HOUR_MS + 1234)


@pytest.fixture
def hours(writer):
    """Activity of two functions: now, 23 hours ago, 24 hours ago, and in the future."""
    for hour in (NOW_HOUR, NOW_HOUR - 23, NOW_HOUR - 24, NOW_HOUR + 1):
        for function in (1, 2):
            row = (hour, function, 10 * function, function, 1.5)
            writer.connection.execute("INSERT INTO activity VALUES (?, ?, ?, ?, ?)", row)


def test_adds_up_functions_by_hour(db, hours):
    body = activity(db, 1)
    check_body("Activity", body)
    assert body["hours"] == [
        {"start": hour * HOUR_MS, "hits": 30, "misses": 3, "timeSavedMs": 3.0} for hour in (NOW_HOUR - 23, NOW_HOUR)
    ]


def test_spans_whole_hours_up_to_the_running_one(db):
    body = activity(db, 7)
    assert (body["from"], body["to"]) == ((NOW_HOUR - 167) * HOUR_MS, (NOW_HOUR + 1) * HOUR_MS)


def test_tells_of_one_function(db, hours):
    assert [hour["hits"] for hour in activity(db, 1, 2)["hours"]] == [20, 20]
