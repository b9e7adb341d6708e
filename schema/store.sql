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
--   clear a function:  generation = generation + 1, live_from = generation + 1, entries = 0, bytes = 0 (instant);
--   clear an entry:    entries.generation = -entries.generation (the triggers keep the totals);
--   undo:              the reverse, as long as the rows were not reaped;
--   reap:              delete dead rows in small batches; triggers delete the payload and put the file on `trash`;
--                      whoever reaps unlinks the files named in `trash`, then deletes those rows.
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
  cleared_at    INTEGER,               -- last time anything of it was cleared; the reaper's grace counts from here
  hits          INTEGER NOT NULL DEFAULT 0,
  misses        INTEGER NOT NULL DEFAULT 0,
  time_saved_ms REAL    NOT NULL DEFAULT 0,
  entries       INTEGER NOT NULL DEFAULT 0,    -- live entries, kept by triggers
  bytes         INTEGER NOT NULL DEFAULT 0,    -- of live entries, kept by triggers
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
  entries     INTEGER NOT NULL DEFAULT 0,      -- live entries, kept by triggers
  bytes       INTEGER NOT NULL DEFAULT 0,
  UNIQUE (function_id, digest)
) STRICT;

CREATE TABLE entries (
  id          INTEGER PRIMARY KEY,     -- the first 48 bits of the key, big-endian
  key         BLOB    NOT NULL,        -- 32 bytes; a row whose key differs is another entry (it is replaced)
  function_id INTEGER NOT NULL REFERENCES functions(id),
  version_id  INTEGER NOT NULL REFERENCES versions(id),
  generation  INTEGER NOT NULL,        -- negative: this entry alone was cleared
  created     INTEGER NOT NULL,
  expires     INTEGER,
  duration_ms REAL    NOT NULL,        -- how long the computation took
  bytes       INTEGER NOT NULL,        -- what it takes on disk: payload or file
  hits        INTEGER NOT NULL DEFAULT 0,
  last_hit    INTEGER,
  args        TEXT    NOT NULL,        -- the arguments as a person would write them, shortened
  digests     TEXT    NOT NULL,        -- JSON: [{name, digest, text}], one per bound argument and field of `this`
  async       INTEGER NOT NULL DEFAULT 0,      -- 1: the call returned a promise, and a hit must too
  format      INTEGER NOT NULL,        -- version of the value format, docs/format.md
  checksum    BLOB    NOT NULL,        -- over key and stored bytes
  mac         BLOB,                    -- keyed hash of (key, checksum) with the writer's per-user secret
  file        TEXT,                    -- name under values/, or NULL: the payload is in `payloads`
  notebook    TEXT                     -- path of the notebook that computed it, if known
) STRICT;
-- With `generation`, so that dead rows are found and skipped without reading them. Only in these two: each index that
-- holds it makes clearing single entries slower.
CREATE INDEX entries_by_created  ON entries (function_id, created, generation);
CREATE INDEX entries_by_expires  ON entries (function_id, expires, generation) WHERE expires IS NOT NULL;
CREATE INDEX entries_by_last_hit ON entries (function_id, last_hit);
CREATE INDEX entries_by_hits     ON entries (function_id, hits);
CREATE INDEX entries_by_bytes    ON entries (function_id, bytes);
CREATE INDEX entries_by_duration ON entries (function_id, duration_ms);
CREATE INDEX entries_by_version  ON entries (version_id);
CREATE INDEX entries_by_file     ON entries (file) WHERE file IS NOT NULL;

-- Apart from `entries`, so that listing, counting and hit counts never touch the values.
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
WHEN new.generation >= (SELECT live_from FROM functions WHERE id = new.function_id)
BEGIN
  UPDATE functions SET entries = entries + 1, bytes = bytes + new.bytes WHERE id = new.function_id;
  UPDATE versions  SET entries = entries + 1, bytes = bytes + new.bytes WHERE id = new.version_id;
END;

-- Runs for everything but hit counts: replacing an entry, clearing it, bringing it back.
CREATE TRIGGER entry_changed AFTER UPDATE OF function_id, version_id, generation, bytes, file ON entries
BEGIN
  UPDATE functions SET entries = entries - 1, bytes = bytes - old.bytes
   WHERE id = old.function_id AND old.generation >= live_from;
  UPDATE versions SET entries = entries - 1, bytes = bytes - old.bytes
   WHERE id = old.version_id AND old.generation >= (SELECT live_from FROM functions WHERE id = old.function_id);
  UPDATE functions SET entries = entries + 1, bytes = bytes + new.bytes
   WHERE id = new.function_id AND new.generation >= live_from;
  UPDATE versions SET entries = entries + 1, bytes = bytes + new.bytes
   WHERE id = new.version_id AND new.generation >= (SELECT live_from FROM functions WHERE id = new.function_id);
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
  UPDATE functions SET entries = entries - 1, bytes = bytes - old.bytes
   WHERE id = old.function_id AND old.generation >= live_from;
  UPDATE versions SET entries = entries - 1, bytes = bytes - old.bytes
   WHERE id = old.version_id AND old.generation >= (SELECT live_from FROM functions WHERE id = old.function_id);
  DELETE FROM payloads WHERE id = old.id;
  INSERT OR IGNORE INTO trash SELECT old.file WHERE old.file IS NOT NULL;
END;

-- A clear (live_from raised) empties the totals of all versions; an undo counts again.
CREATE TRIGGER function_cleared AFTER UPDATE OF live_from ON functions
WHEN new.live_from > old.live_from AND new.live_from >= new.generation
BEGIN
  UPDATE functions SET entries = 0, bytes = 0 WHERE id = new.id;
  UPDATE versions  SET entries = 0, bytes = 0 WHERE function_id = new.id;
END;

CREATE TRIGGER function_restored AFTER UPDATE OF live_from ON functions
WHEN new.live_from < old.live_from
BEGIN
  UPDATE versions SET entries = 0, bytes = 0 WHERE function_id = new.id;
  UPDATE versions SET entries = live.entries, bytes = live.bytes
    FROM (SELECT version_id, count(*) AS entries, sum(bytes) AS bytes FROM entries
           WHERE function_id = new.id AND generation >= new.live_from GROUP BY version_id) AS live
   WHERE versions.id = live.version_id;
  UPDATE functions SET
    entries = (SELECT coalesce(sum(entries), 0) FROM versions WHERE function_id = new.id),
    bytes = (SELECT coalesce(sum(bytes), 0) FROM versions WHERE function_id = new.id)
   WHERE id = new.id;
END;

CREATE VIEW live_entries AS
SELECT e.* FROM entries e JOIN functions f ON f.id = e.function_id WHERE e.generation >= f.live_from;

CREATE VIEW function_summaries AS
SELECT f.id, f.name, f.entries, f.bytes, f.hits, f.misses, f.time_saved_ms, f.last_used, f.last_miss,
       (SELECT count(*) FROM versions v WHERE v.function_id = f.id AND v.entries > 0) AS versions,
       (SELECT v.id FROM versions v WHERE v.function_id = f.id ORDER BY v.last_used DESC, v.id DESC LIMIT 1) AS current_version
  FROM functions f;
-- end
