"""After a restart: import and wrap, then the time of one call that gives an array of the bytes named in the second argument."""

import json
import sys
import time

import numpy as np


def work(size):
    return np.full(size // 8, 0.5)


def caller(peer):
    """The cached call: through joblib, or diskcache under a fixed key."""
    if peer.startswith("joblib"):
        from joblib import Memory

        return Memory("joblib", verbose=0, mmap_mode="r" if peer == "joblib-mmap" else None).cache(work)
    from diskcache import Cache

    cache = Cache("diskcache", size_limit=2**36)

    def fixed_key(size):
        found = cache.get("payload")
        if found is None:
            found = work(size)
            cache.set("payload", found)
        return found

    return fixed_key


call, size = caller(sys.argv[1]), int(sys.argv[2])
started = time.perf_counter_ns()
samples = call(size)
nanoseconds = time.perf_counter_ns() - started
if samples.sum() != len(samples) / 2:
    raise RuntimeError("The array is not what it was.")
print(json.dumps({"nanoseconds": nanoseconds}))
