"""Worker for the Python peers: measures rounds of calls as it is told on standard input (see protocol.ts)."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

Function = Callable[..., Any]
Wrap = Callable[[Function, Path, dict[str, Any]], tuple[Function, Callable[[], None]]]


def joblib(function: Function, folder: Path, options: dict[str, Any]) -> tuple[Function, Callable[[], None]]:
    from joblib import Memory

    memory = Memory(folder / "joblib", verbose=0, **options)
    return memory.cache(function), lambda: memory.clear(warn=False)


def diskcache(function: Function, folder: Path, _options: dict[str, Any]) -> tuple[Function, Callable[[], None]]:
    from diskcache import Cache

    # The default limit of 1 GB would evict the large results that are measured.
    cache = Cache(str(folder / "diskcache"), size_limit=2**36)
    return cache.memoize()(function), lambda: cache.clear() and None


def cachier(function: Function, folder: Path, _options: dict[str, Any]) -> tuple[Function, Callable[[], None]]:
    from cachier import cachier as decorate

    cached = decorate(cache_dir=str(folder / "cachier"))(function)
    return cached, cached.clear_cache


def marimo(function: Function, folder: Path, _options: dict[str, Any]) -> tuple[Function, Callable[[], None]]:
    from marimo import persistent_cache

    return persistent_cache(save_path=str(folder / "marimo"))(function), lambda: None


PEERS: dict[str, Wrap] = {"joblib": joblib, "diskcache": diskcache, "cachier": cachier, "marimo": marimo}


class Subject:
    """One peer with one work."""

    def __init__(self, job: dict[str, Any]) -> None:
        from works import Work

        self.work = Work(job["work"], job["constants"])
        self.use = self.work.use if job["use"] else None
        self.miss = job["mode"] == "miss"
        self.cached, self.clear = PEERS[job["participant"]](self.work.function, Path.cwd(), job["options"])
        self.large = job["constants"].get("bytes", 0) >= 2**20
        self.clock = time.perf_counter_ns if job["clock"] == "wall" else time.process_time_ns
        self.made = 0
        if not self.miss:
            for args in self.work.calls:
                self.cached(*args)

    def round(self, seconds: float, at_least: int, at_most: int) -> dict[str, float]:
        if self.large:
            gc.collect()
        cached, calls, use, fresh, miss = self.cached, self.work.calls, self.use, self.work.fresh, self.miss
        own, clock, count, chunk, made = self.work.own_nanoseconds, self.clock, len(calls), 1, 0
        worked = 0.0
        result = None
        started = clock()
        while True:
            for _ in range(chunk):
                result = None
                if miss:
                    result = cached(*fresh(self.made))
                    self.made += 1
                    worked += own(result)
                else:
                    result = cached(*calls[made % count])
                    if use:
                        use(result)
                made += 1
            took = clock() - started
            if (took >= seconds * 1e9 and made >= at_least) or made >= at_most:
                break
            if took < 1e6 * made:
                chunk = min(chunk * 2, at_most - made, 1000)
        result = None
        if miss:
            self.clear()
        else:
            self.check_hit()
        return {"nanoseconds": (took - worked) / made, "calls": made}


    def check_hit(self) -> None:
        """Calls once more, unmeasured, and looks whether the function runs."""
        code, ran = self.work.function.__code__, False

        def watch(frame: Any, event: str, _arg: Any) -> None:
            nonlocal ran
            ran = ran or (event == "call" and frame.f_code is code)

        sys.setprofile(watch)
        try:
            self.cached(*self.work.calls[0])
        finally:
            sys.setprofile(None)
        if ran:
            raise RuntimeError("A call that should have been a hit was not one.")


def send(reply: dict[str, Any]) -> None:
    sys.__stdout__.write(json.dumps(reply) + "\n")
    sys.__stdout__.flush()


def main() -> None:
    sys.path.insert(0, os.path.dirname(__file__))
    sys.stdout = sys.stderr
    try:
        subject = Subject(json.loads(sys.argv[1]))
        send({"ready": True})
        for line in sys.stdin:
            request = json.loads(line)
            if request.get("end"):
                break
            send(subject.round(request["forMs"] / 1000, request["atLeast"], request["atMost"]))
    except Exception:
        send({"failed": traceback.format_exc()})
        sys.exit(1)


if __name__ == "__main__":
    main()
