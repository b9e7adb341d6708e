"""Import, wrap, first hit, with the peer named in the first argument. Prints how long that took."""

import time

started = time.perf_counter_ns()

import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402

from cold_work import work  # noqa: E402


def cache(peer):
    if peer == "joblib":
        from joblib import Memory

        return Memory("joblib", verbose=0).cache(work)
    if peer == "diskcache":
        from diskcache import Cache

        return Cache("diskcache").memoize()(work)
    if peer == "cachier":
        from cachier import cachier

        return cachier(cache_dir=os.path.abspath("cachier"))(work)
    from marimo import persistent_cache

    return persistent_cache(save_path="marimo")(work)


cache(sys.argv[1])(7)
print(json.dumps({"nanoseconds": time.perf_counter_ns() - started}))
