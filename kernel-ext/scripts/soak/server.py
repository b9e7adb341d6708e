"""The server of the soak: clears functions and single entries and reaps, as the panel would, until it is killed."""

import random
import sys
import time
from array import array
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "server-ext"))

from tslab_memory.clearing import clear_functions, clear_rows
from tslab_memory.clock import now_ms
from tslab_memory.faults import ApiFault
from tslab_memory.reaper import reap
from tslab_memory.store import Store

store = Store("soak", Path(sys.argv[1]))
chance = random.Random()  # noqa: S311


def turn() -> None:
    functions = [row["id"] for row in store.read(lambda db: db.execute("SELECT id FROM functions").fetchall())]
    choice = chance.random()
    if choice < 0.1 and functions:
        store.write(lambda db: clear_functions(db, [chance.choice(functions)]))
    elif choice < 0.5:
        some = store.read(lambda db: db.execute("SELECT id FROM live_entries ORDER BY random() LIMIT 3").fetchall())
        rows = array("q", (row["id"] for row in some))
        store.write(lambda db: clear_rows(db, rows, now_ms()))
    else:
        reap(store, chance.choice([0, 60_000]))


while True:
    try:
        turn()
    except ApiFault as fault:
        # A kernel that holds the write lock for longer is not what is tested here.
        print(f"soak server: {fault}", file=sys.stderr)
    time.sleep(0.01)
