"""Which entries a person means by "old versions", "unused for a month" or "down to 1 GB"."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .clearing import BATCH, Totals
from .clock import now_ms
from .faults import bad_parameter
from .keys import by_keys
from .search import MAX_FILTER_CHARS, argument_match

MAX_KEYS = 10_000
_MAX_NUMBER = 2**62

# Materialized, so that the newest version of a function is looked up once and not for each of its entries. Without
# keys, these come in the order in which they lie in the file, which reads ten times as fast as an index into them.
_CANDIDATES = """
WITH f AS MATERIALIZED (
  SELECT id, live_from, current_version FROM functions JOIN function_summaries USING (id)
)
SELECT e.id, e.key, e.bytes, e.function_id FROM entries e {index} CROSS JOIN f ON f.id = e.function_id
 WHERE e.generation >= f.live_from"""


@dataclass(frozen=True)
class Selection:
    """A `ClearRequest`: entries that meet all of the conditions given.

    `filter`: plain text found in the arguments, case ignored; '' takes all. `except_keys`: none of these.
    `unused_for_ms`: neither computed nor hit within that time. `max_bytes`: as few as need to go so that the store (or
    the function) takes no more than that, old versions first, then what was unused for longest.
    """

    function: int | None = None
    keys: tuple[bytes, ...] | None = None
    filter: str | None = None
    except_keys: tuple[bytes, ...] = ()
    old_versions: bool = False
    expired: bool = False
    unused_for_ms: int | None = None
    max_bytes: int | None = None
    dry_run: bool = False


@dataclass
class Selected:
    """Ids of the chosen entries, what they amount to, and how many they are of each function."""

    rows: array[int]
    totals: Totals
    functions: Counter[int]
    chosen_at: int


def parse_selection(body: object) -> Selection:
    """A `ClearRequest` body as a Selection. Raises ApiFault that names the member that is wrong."""
    if not isinstance(body, dict):
        raise bad_parameter("The body must be a JSON object.")
    choices = ("keys", "filter", "oldVersions", "expired", "unusedForMs", "maxBytes")
    names = ("function", *choices, "except", "dryRun")
    for name in body:
        if name not in names:
            raise bad_parameter(f"`{str(name)[:40]}` is not known; the members are {', '.join(names)}.")
    if all(body.get(name) is None or body.get(name) is False for name in choices):
        raise bad_parameter("Say which entries are meant: keys, filter, oldVersions, expired, unusedForMs or maxBytes.")
    return Selection(
        function=_number(body, "function"),
        keys=_keys(body, "keys"),
        filter=_text(body, "filter"),
        except_keys=_keys(body, "except") or (),
        old_versions=_flag(body, "oldVersions"),
        expired=_flag(body, "expired"),
        unused_for_ms=_number(body, "unusedForMs"),
        max_bytes=_number(body, "maxBytes"),
        dry_run=_flag(body, "dryRun"),
    )


# What goes first. An entry larger than all that may be held has to go anyway: with it, nothing else may need to.
_LEAST_WORTH = "e.bytes <= :most, (e.version_id IS f.current_version), max(e.created, coalesce(e.last_hit, 0)), e.id"


def select(db: sqlite3.Connection, wanted: Selection) -> Selected:
    """The live entries that `wanted` describes. Reads each entry of the store once, unless keys are given."""
    chosen_at = now_ms()
    where, bound = _conditions(db, wanted, chosen_at)
    candidates = f"{_CANDIDATES.format(index='NOT INDEXED' if wanted.keys is None else '')} {where}"
    found: Iterable[sqlite3.Row]
    if wanted.keys is not None:
        found = _by_keys(db, candidates, bound, wanted.keys)
    else:
        found = db.execute(candidates if wanted.max_bytes is None else f"{candidates} ORDER BY {_LEAST_WORTH}", bound)
    spare = _bytes_over(db, wanted)
    selected = Selected(array("q"), Totals(), Counter(), chosen_at)
    spared = set(wanted.except_keys)
    for row in found:
        if row["key"] in spared:
            continue
        if spare is not None and selected.totals.bytes >= spare:
            break
        selected.rows.append(row["id"])
        selected.functions[row["function_id"]] += 1
        selected.totals.entries += 1
        selected.totals.bytes += row["bytes"]
    return selected


def _conditions(db: sqlite3.Connection, wanted: Selection, now: int) -> tuple[str, dict[str, Any]]:
    where = ""
    bound: dict[str, Any] = {"now": now, "most": wanted.max_bytes}
    if wanted.function is not None:
        where += " AND e.function_id = :function"
        bound["function"] = wanted.function
    if wanted.filter:
        match, bound["needle"] = argument_match(db, wanted.filter)
        where += f" AND {match}"
    if wanted.old_versions:
        where += " AND e.version_id IS NOT f.current_version"
    if wanted.expired:
        where += " AND e.expires <= :now"
    if wanted.unused_for_ms is not None:
        where += " AND max(e.created, coalesce(e.last_hit, 0)) < :now - :unused"
        bound["unused"] = wanted.unused_for_ms
    return where, bound


def _by_keys(
    db: sqlite3.Connection, candidates: str, bound: dict[str, Any], keys: tuple[bytes, ...]
) -> list[sqlite3.Row]:
    unique = list(dict.fromkeys(keys))
    rows: list[sqlite3.Row] = []
    for start in range(0, len(unique), BATCH):
        rows += db.execute(f"{candidates} AND {by_keys(unique[start : start + BATCH])}", bound)
    return rows


def _bytes_over(db: sqlite3.Connection, wanted: Selection) -> int | None:
    """How many bytes must go so that `max_bytes` is kept; None where no such limit is given."""
    if wanted.max_bytes is None:
        return None
    if wanted.function is None:
        total = db.execute("SELECT coalesce(sum(bytes), 0) FROM live_totals").fetchone()[0]
    else:
        mine = "SELECT coalesce(sum(bytes), 0) FROM live_totals WHERE function_id = ?"
        total = db.execute(mine, (wanted.function,)).fetchone()[0]
    return int(total) - wanted.max_bytes


def _number(body: dict[str, Any], name: str) -> int | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MAX_NUMBER:
        raise bad_parameter(f"`{name}` must be a whole number of 0 or more.")
    return value


def _flag(body: dict[str, Any], name: str) -> bool:
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise bad_parameter(f"`{name}` must be true or false.")
    return value


def _text(body: dict[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and (not isinstance(value, str) or len(value) > MAX_FILTER_CHARS):
        raise bad_parameter(f"`{name}` must be a text of at most {MAX_FILTER_CHARS} characters.")
    return value


def _keys(body: dict[str, Any], name: str) -> tuple[bytes, ...] | None:
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or len(value) > MAX_KEYS:
        raise bad_parameter(f"`{name}` must be a list of at most {MAX_KEYS} keys.")
    return tuple(_key(key) for key in value)


def _key(text: object) -> bytes:
    try:
        if isinstance(text, str) and len(text) == 64:
            return bytes.fromhex(text)
    except ValueError:
        pass
    raise bad_parameter("A key is 64 hex digits.")
