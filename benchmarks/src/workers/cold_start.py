"""Import, wrap, first hit, with the peer named in the first argument. Prints how long that took."""

import time

started = time.perf_counter_ns()

import json  # noqa: E402
import sys  # noqa: E402

from cold_work import first_hit  # noqa: E402

first_hit(sys.argv[1])
print(json.dumps({"nanoseconds": time.perf_counter_ns() - started}))
