"""Worker that asks a large store what the server extension asks it for the panel (see protocol.ts)."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tslab_memory.entries import EntryLists, PageQuery
from tslab_memory.functions import function_summaries, totals
from tslab_memory.store import Store


def question(name: str, folder: Path) -> Callable[[], Any]:
    """What is asked over and over: the totals of all functions, or the first page of the first one's entries."""
    store, lists, root = Store("store", folder), EntryLists(), Path.cwd()
    if name == "totals":
        return lambda: store.read(lambda db: (totals(db), function_summaries(db, root)))
    function = store.read(lambda db: function_summaries(db, root))[0]["id"]
    return lambda: store.read(lambda db: lists.page(db, function, PageQuery(), root))


def send(reply: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(reply) + "\n")
    sys.stdout.flush()


def main() -> None:
    try:
        job = json.loads(sys.argv[1])
        ask = question(job["participant"], Path(job["options"]["store"]["location"]))
        clock = time.perf_counter_ns if job["clock"] == "wall" else time.process_time_ns
        send({"ready": True})
        for line in sys.stdin:
            request = json.loads(line)
            if request.get("end"):
                break
            calls, started = 0, clock()
            while (took := clock() - started) < request["forMs"] * 1e6 or calls < request["atLeast"]:
                ask()
                calls += 1
            send({"nanoseconds": took / calls, "calls": calls})
    except Exception:
        send({"failed": traceback.format_exc()})
        sys.exit(1)


if __name__ == "__main__":
    main()
