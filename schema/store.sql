-- The store: one SQLite file, `.tslab-memory/cache.sqlite`, shared by any number of kernels and the server.
--
-- This file is the one source of truth. Each block between `-- migration N` and `-- end` brings a store from
-- version N-1 to N inside one transaction that also sets `PRAGMA user_version = N`. Only kernel-ext migrates;
-- server-ext reads and clears stores of the version it knows.
--
-- Connection settings (kernel-ext): application_id 0x54534d45 ("TSME"), journal_mode WAL, synchronous NORMAL,
-- auto_vacuum INCREMENTAL (set before the first table), busy_timeout 5000, recursive_triggers off.
--
-- Units: times are milliseconds since 1970 (INTEGER), durations milliseconds (REAL), sizes bytes.
--
-- Clearing. An entry is live iff `entries.generation >= functions.live_from` of its function.
--   clear a function:  generation = generation + 1, live_from = generation + 1, cleared_at and emptied_at = now;
--   clear an entry:    entries.generation = -entries.generation, cleared_at = now;
--   undo:              the reverse, as long as the rows were not reaped;
--   evict:             delete, or entries.generation = 0: dead, too, but never brought back; kernels reap it without a grace;
--   reap:              delete dead rows in small batches; triggers delete the payload and put the file on `trash`;
--                      whoever reaps unlinks the files named in `trash`, then deletes those rows.
-- Totals are counted by generation, so that none of these has anything to count again: what is live is a sum.
-- A computation remembers the function's generation when it starts and writes its entry with that number, so a
-- clear that happens meanwhile is not undone by the late write: the entry is born dead.

-- migration 1
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,              -- 'created', 'maxBytes', 'maxEntries', 'maxAgeMs', ...
  value ANY
) STRICT, WITHOUT ROWID;

CREATE TABLE functions (
  id            INTEGER PRIMARY KEY,
  name          TEXT    NOT NULL UNIQUE,
  generation    INTEGER NOT NULL DEFAULT 1,
  live_from     INTEGER NOT NULL DEFAULT 1,
  created       INTEGER NOT NULL,
  last_used     INTEGER,               -- last hit or miss
  cleared_at    INTEGER,               -- last time anything of it was cleared; NULL once that is reaped
  emptied_at    INTEGER,               -- last time all of it was cleared
  hits          INTEGER NOT NULL DEFAULT 0,
  misses        INTEGER NOT NULL DEFAULT 0,
  time_saved_ms REAL    NOT NULL DEFAULT 0,
  last_miss     TEXT                   -- JSON: why the last miss was a miss
) STRICT;

-- One row per distinct fingerprint of a function: its code and what it reads.
CREATE TABLE versions (
  id          INTEGER PRIMARY KEY,
  function_id INTEGER NOT NULL REFERENCES functions(id),
  digest      BLOB    NOT NULL,        -- 32 bytes
  source      TEXT    NOT NULL,        -- the function as the runtime sees it
  parts       TEXT    NOT NULL,        -- JSON: [{kind, name, digest, text}], what the fingerprint was made of
  created     INTEGER NOT NULL,
  last_used   INTEGER NOT NULL,
  UNIQUE (function_id, digest)
) STRICT;

-- Entries and their bytes, kept by triggers; those of a generation below `live_from` are dead and wait for the reaper.
CREATE TABLE totals (
  function_id INTEGER NOT NULL,
  generation  INTEGER NOT NULL,
  version_id  INTEGER NOT NULL,
  entries     INTEGER NOT NULL,
  bytes       INTEGER NOT NULL,
  PRIMARY KEY (function_id, generation, version_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
  id          INTEGER PRIMARY KEY,     -- until version 4 the first 48 bits of the key, since then the next free number
  key         BLOB    NOT NULL,        -- 32 bytes; of two that begin alike (`entries_by_key`) the later one replaces the other
  function_id INTEGER NOT NULL REFERENCES functions(id),
  version_id  INTEGER NOT NULL,        -- versions.id; not declared, for removing a version would look through all entries
  generation  INTEGER NOT NULL,        -- negative: this entry alone was cleared
  created     INTEGER NOT NULL,
  expires     INTEGER,
  duration_ms REAL    NOT NULL,        -- how long the computation took
  bytes       INTEGER NOT NULL,        -- what it takes on disk: payload or file
  hits        INTEGER NOT NULL DEFAULT 0,      -- without those in `hit_log`
  last_hit    INTEGER,                 -- NULL: never hit, and `hits` is 0
  used        INTEGER NOT NULL DEFAULT 0,      -- 1 once it was hit, kept by triggers
  args        TEXT    NOT NULL,        -- the arguments as a person would write them, shortened
  digests     TEXT    NOT NULL,        -- JSON: [{name, digest, text}], one per bound argument and field of `this`
  async       INTEGER NOT NULL DEFAULT 0,      -- 1: the call returned a promise, and a hit must too
  format      INTEGER NOT NULL,        -- version of the value format, docs/format.md
  checksum    BLOB    NOT NULL,        -- over key and stored bytes
  mac         BLOB,                    -- keyed hash of (key, checksum) with the writer's per-user secret
  file        TEXT,                    -- name under values/, if the value is in a file
  notebook    TEXT,                    -- path of the notebook that computed it, if known
  value       BLOB                     -- a small value; NULL: it is in a file or in `payloads`
) STRICT;
-- Each index is one more page that a miss writes. So entries that were never hit are not in those by hits: `used` tells
-- them in the first index, which also finds dead rows (`generation`) and those of a code version without reading them.
CREATE INDEX entries_by_created  ON entries (function_id, created, id, generation, version_id, used);
CREATE INDEX entries_by_expires  ON entries (function_id, expires, generation) WHERE expires IS NOT NULL;
CREATE INDEX entries_by_last_hit ON entries (function_id, last_hit) WHERE last_hit IS NOT NULL;
CREATE INDEX entries_by_hits     ON entries (function_id, hits) WHERE last_hit IS NOT NULL;
CREATE INDEX entries_by_bytes    ON entries (function_id, bytes, created);
CREATE INDEX entries_by_duration ON entries (function_id, duration_ms);
CREATE INDEX entries_by_file     ON entries (file) WHERE file IS NOT NULL;

-- Values of more than 512 bytes, apart from `entries`, so that listing, counting and hit counts never touch them; and
-- those of calls that printed something.
CREATE TABLE payloads (
  id     INTEGER PRIMARY KEY,          -- entries.id
  value  BLOB,                         -- NULL when the value is in a file
  output TEXT                          -- JSON: what the call printed, for replayOutput
) STRICT;

-- Files of deleted entries, to be unlinked.
CREATE TABLE trash (
  file TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Calls being computed now, so that two kernels compute one call once. A row whose process is gone is void.
-- A computation whose row was removed meanwhile was cleared, and is not stored.
CREATE TABLE running (
  key           BLOB    PRIMARY KEY,   -- 32 bytes
  pid           INTEGER NOT NULL,
  process_start TEXT    NOT NULL,      -- start time of that process as the system tells it
  host          TEXT    NOT NULL,
  since         INTEGER NOT NULL,
  waits_for     BLOB                   -- the call for which its process stands still, to see a circle of waiting
) STRICT, WITHOUT ROWID;

-- Hits and misses per hour, for the charts.
CREATE TABLE activity (
  hour          INTEGER NOT NULL,      -- hours since 1970
  function_id   INTEGER NOT NULL,
  hits          INTEGER NOT NULL DEFAULT 0,
  misses        INTEGER NOT NULL DEFAULT 0,
  time_saved_ms REAL    NOT NULL DEFAULT 0,
  PRIMARY KEY (hour, function_id)
) STRICT, WITHOUT ROWID;

-- Which notebooks use which function.
CREATE TABLE uses (
  function_id INTEGER NOT NULL,
  notebook    TEXT    NOT NULL,
  last_used   INTEGER NOT NULL,
  PRIMARY KEY (function_id, notebook)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entry_added AFTER INSERT ON entries
BEGIN
  INSERT INTO totals VALUES (new.function_id, new.generation, new.version_id, 1, new.bytes)
    ON CONFLICT DO UPDATE SET entries = entries + 1, bytes = bytes + excluded.bytes;
END;

CREATE TRIGGER used_entry_added AFTER INSERT ON entries
WHEN new.last_hit IS NOT NULL
BEGIN
  UPDATE entries SET used = 1 WHERE id = new.id;
END;

CREATE TRIGGER entry_hit AFTER UPDATE OF last_hit ON entries
WHEN (new.last_hit IS NOT NULL) <> new.used
BEGIN
  UPDATE entries SET used = (new.last_hit IS NOT NULL) WHERE id = new.id;
END;

-- Runs for everything but hit counts: replacing an entry, clearing it, bringing it back.
CREATE TRIGGER entry_changed AFTER UPDATE OF function_id, version_id, generation, bytes, file ON entries
BEGIN
  UPDATE totals SET entries = entries - 1, bytes = bytes - old.bytes
   WHERE function_id = old.function_id AND generation = old.generation AND version_id = old.version_id;
  INSERT INTO totals VALUES (new.function_id, new.generation, new.version_id, 1, new.bytes)
    ON CONFLICT DO UPDATE SET entries = entries + 1, bytes = bytes + excluded.bytes;
  DELETE FROM payloads WHERE id = new.id AND old.value IS NULL AND new.value IS NOT NULL;
  INSERT OR IGNORE INTO trash SELECT old.file WHERE old.file IS NOT NULL AND old.file IS NOT new.file;
END;

-- A computation of the entry that is under way is cleared with it.
CREATE TRIGGER entry_cleared AFTER UPDATE OF generation ON entries
WHEN new.generation < 0
BEGIN
  DELETE FROM running WHERE key = new.key;
END;

CREATE TRIGGER entry_deleted AFTER DELETE ON entries
BEGIN
  UPDATE totals SET entries = entries - 1, bytes = bytes - old.bytes
   WHERE function_id = old.function_id AND generation = old.generation AND version_id = old.version_id;
  DELETE FROM payloads WHERE id = old.id AND old.value IS NULL;
  INSERT OR IGNORE INTO trash SELECT old.file WHERE old.file IS NOT NULL;
END;

CREATE VIEW live_entries AS
SELECT e.* FROM entries e JOIN functions f ON f.id = e.function_id WHERE e.generation >= f.live_from;

-- The value of each entry, wherever it is.
CREATE VIEW stored_values AS
SELECT e.id, coalesce(e.value, p.value) AS value, p.output FROM entries e LEFT JOIN payloads p ON p.id = e.id;

CREATE VIEW live_totals AS
SELECT t.* FROM totals t JOIN functions f ON f.id = t.function_id WHERE t.generation >= f.live_from AND t.entries <> 0;

CREATE VIEW function_totals AS
SELECT f.id,
       (SELECT coalesce(sum(t.entries), 0) FROM totals t WHERE t.function_id = f.id AND t.generation >= f.live_from) AS entries,
       (SELECT coalesce(sum(t.bytes), 0) FROM totals t WHERE t.function_id = f.id AND t.generation >= f.live_from) AS bytes,
       (SELECT count(DISTINCT t.version_id) FROM totals t
         WHERE t.function_id = f.id AND t.generation >= f.live_from AND t.entries > 0) AS versions
  FROM functions f;

CREATE VIEW function_summaries AS
SELECT f.id, f.name, t.entries, t.bytes, f.hits, f.misses, f.time_saved_ms, f.last_used, f.last_miss, t.versions,
       (SELECT v.id FROM versions v WHERE v.function_id = f.id ORDER BY v.last_used DESC, v.id DESC LIMIT 1) AS current_version
  FROM functions f JOIN function_totals t ON t.id = f.id;
-- end

-- migration 2
-- Hits that are not counted in `entries` yet, because too many entries were hit at once: in a large store each row lies on
-- a page of its own. Whoever has the time adds a row of this to the entries and deletes it.
CREATE TABLE hit_log (
  id   INTEGER PRIMARY KEY,
  hits TEXT NOT NULL                   -- JSON: [[entries.id, hits, last_hit], ...]
) STRICT;
-- end

-- migration 3
-- Evicted entries that wait for the reaper: removing a row changes a page for each of its indexes, marking it two.
CREATE INDEX entries_evicted ON entries (generation) WHERE generation = 0;
-- end

-- migration 4
-- Few people ever list by size or by duration, so neither is an index, which would be one more page for each miss: whoever
-- does so sorts the entries of the function, which this index has all of without a look at their rows. It grows at its end,
-- where entries share pages.
DROP INDEX entries_by_bytes;
DROP INDEX entries_by_duration;
DROP INDEX entries_by_created;
CREATE INDEX entries_by_created ON entries (function_id, created, id, generation, version_id, used, bytes, duration_ms);
-- Finds what is larger than all that may be held. Small entries are not in it.
CREATE INDEX entries_large ON entries (function_id, bytes) WHERE bytes >= 65536;
-- end

-- migration 5
-- Rows lie in the order in which they were made: a miss adds its row to a page that the one before has changed, and calls that
-- were made one after the other are read from few pages. The key is found by an index that is small enough to stay in memory.
-- Rows of before keep their place; new ones follow behind them.
DELETE FROM entries WHERE printf('%012x', id) <> lower(hex(substr(key, 1, 6)));
CREATE UNIQUE INDEX entries_by_key ON entries (substr(key, 1, 8));
-- end
