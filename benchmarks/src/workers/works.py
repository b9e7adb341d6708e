"""The works of the benchmark's cells, in Python: the same arguments in, the same results out."""

from __future__ import annotations

import time
from typing import Any

import numpy as np


def small(n: int) -> dict[str, Any]:
    return {"n": n, "square": n * n, "label": f"number {n}"}


def object_in(record: dict[str, Any]) -> int:
    return len(record)


def objects_in(rows: list[dict[str, Any]]) -> int:
    return len(rows)


def array_in(samples: np.ndarray) -> int:
    return len(samples)


def array_out(size: int, seed: int) -> np.ndarray:
    started = time.perf_counter()
    samples = np.full(size // 8, seed + 0.5)
    samples[0] = (time.perf_counter() - started) * 1000
    return samples


def text_out(n: int) -> str:
    filler = "the quick brown fox jumps over the lazy dog "
    return (f"{n} " + filler * 250)[:10_000]


def records_out(count: int, seed: int) -> list[dict[str, Any]]:
    return [
        {"id": i, "name": f"row {i + seed}", "score": i * 0.25, "tags": [f"tag {i % 50}", "all"], "at": {"x": i, "y": i * 0.5}}
        for i in range(count)
    ]


def _record(seed: int) -> dict[str, Any]:
    return {f"field{i}": i * 0.5 + seed if i % 2 else f"value {i + seed}" for i in range(1000)}


def _rows(seed: int) -> list[dict[str, Any]]:
    return [{**row, "score": row["score"] + seed} for row in records_out(10_000, seed)]


class Work:
    """A work with its calls: `calls` for hits, `fresh(count)` for misses, `use` for what is done with a result."""

    def __init__(self, name: str, constants: dict[str, float]) -> None:
        size, rows = int(constants.get("bytes", 0)), int(constants.get("rows", 0))
        self.function = {
            "small": small,
            "object-in": object_in,
            "objects-in": objects_in,
            "array-in": array_in,
            "array-out": array_out,
            "text-out": text_out,
            "records-out": records_out,
        }[name]
        self._make = {
            "small": lambda i: (i,),
            "object-in": lambda i: (_record(i),),
            "objects-in": lambda i: (_rows(i),),
            "array-in": lambda i: (np.arange(size // 8) * 0.5 + i,),
            "array-out": lambda i: (size, i),
            "text-out": lambda i: (i,),
            "records-out": lambda i: (rows, i),
        }[name]
        count = {"small": 100, "object-in": 4, "array-out": 1, "text-out": 20}.get(name, 2)
        self.calls = [self._make(i) for i in range(count)]

    def fresh(self, count: int) -> tuple[Any, ...]:
        return self._make(1_000_000 + count)

    @staticmethod
    def use(result: Any) -> float:
        return float(result.sum())

    @staticmethod
    def own_nanoseconds(result: Any) -> float:
        """What of a call was the work itself; results that do not tell took next to nothing."""
        return float(result[0]) * 1e6 if isinstance(result, np.ndarray) else 0.0
