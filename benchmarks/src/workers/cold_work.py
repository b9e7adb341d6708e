"""The cold start's function and how each peer caches it. Not in the script itself: marimo 0.25 fails on calls from a script."""

import os


def work(n):
    return {"n": n, "square": n * n, "label": f"number {n}"}


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


def first_hit(peer):
    return cache(peer)(7)
