import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreError, UnreadableValueError } from '../errors';
import { loadBody } from '../values';
import type { CheckOptions, CheckReport, Collected, Problem } from './maintenance';
import { collectOrphans } from './orphans';
import { isSound, readEntries, type PortableEntry } from './rows';
import type { Session } from './session';
import { emptyTrash } from './value-files';

/** Values verified between two turns of the event loop. */
const BATCH = 50;

/** Verifies what an open store holds: rows, totals, and the checksum of every value. */
export async function checkSession(
  session: Session,
  { fix = false, leftBehindMs, onProgress }: CheckOptions,
): Promise<CheckReport> {
  const problems: Problem[] = [...rows(session, fix), ...totals(session, fix)];
  const { entries, damaged } = await values(session, fix, onProgress);
  problems.push(...damaged);
  if (!session.readOnly) emptyTrash(session, Infinity);
  return { entries, problems, collected: await collect(session, leftBehindMs) };
}

/** What SQLite itself finds. It is mended by `rebuild`, not here. */
export function structure(session: Session): Problem[] {
  const found = session.read(() => session.db.pragma('integrity_check(20)')) as { integrity_check: string }[];
  return found
    .filter(({ integrity_check: text }) => text !== 'ok')
    .map(({ integrity_check: detail }) => ({ kind: 'structure', detail, fixed: false }));
}

const ROW_CHECKS = [
  {
    detail: 'payloads without an entry',
    where: 'payloads WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.id = payloads.id)',
  },
  {
    detail: 'entries without their function or code version',
    where: `entries WHERE NOT EXISTS (SELECT 1 FROM functions f WHERE f.id = function_id)
            OR NOT EXISTS (SELECT 1 FROM versions v WHERE v.id = version_id)`,
  },
  {
    detail: 'code versions without their function',
    where: 'versions WHERE NOT EXISTS (SELECT 1 FROM functions f WHERE f.id = function_id)',
  },
];

function rows(session: Session, fix: boolean): Problem[] {
  const problems: Problem[] = [];
  for (const { detail, where } of ROW_CHECKS) {
    const count = session.read(() => session.sql(`SELECT count(*) FROM ${where}`).pluck().get()) as number;
    if (count === 0) continue;
    problems.push({ kind: 'row', detail: `${count} ${detail}`, fixed: mend(session, fix, `DELETE FROM ${where}`) });
  }
  return problems;
}

const COUNTED = 'SELECT function_id, generation, version_id, count(*), sum(bytes) FROM entries GROUP BY 1, 2, 3';
const KEPT = 'SELECT * FROM totals WHERE entries <> 0 OR bytes <> 0';
const WRONG = `SELECT count(DISTINCT function_id) FROM (
  SELECT * FROM (${COUNTED} EXCEPT ${KEPT}) UNION ALL SELECT * FROM (${KEPT} EXCEPT ${COUNTED}))`;

function totals(session: Session, fix: boolean): Problem[] {
  const wrong = session.read(() => session.sql(WRONG).pluck().get()) as number;
  if (wrong === 0) return [];
  const fixed = mend(session, fix, 'DELETE FROM totals', `INSERT INTO totals ${COUNTED}`);
  return [{ kind: 'totals', detail: `the totals of ${wrong} functions do not add up`, fixed }];
}

async function values(session: Session, fix: boolean, onProgress: CheckOptions['onProgress']) {
  const total = session.read(() =>
    session.sql('SELECT coalesce(sum(entries), 0) FROM live_totals').pluck().get(),
  ) as number;
  const damaged: Problem[] = [];
  let entries = 0;
  for (let last = -1; ;) {
    const batch = session.read(() => readEntries(session.statements, last, BATCH));
    if (batch.length === 0) return { entries, damaged };
    last = batch.at(-1)!.rowid;
    for (const entry of batch) {
      const detail = damageOf(session.folder, entry);
      if (detail === undefined || isGone(session, entry)) continue;
      const fixed = fix && !session.readOnly && remove(session, entry);
      damaged.push({
        kind: 'value',
        key: entry.key.toString('hex'),
        detail: `${entry.name}(${entry.args}): ${detail}`,
        fixed,
      });
    }
    entries += batch.length;
    onProgress?.(entries, total);
    await nextTurn();
  }
}

function damageOf(folder: string, entry: PortableEntry): string | undefined {
  if (!isSound(entry)) return 'key, value and row do not belong together';
  const { key, format, bytes, checksum, value: payload, file } = entry;
  try {
    loadBody({ format, bytes, checksum, payload, file }, { key, folder });
    return undefined;
  } catch (error) {
    if (!(error instanceof UnreadableValueError)) throw error;
    return error.message;
  }
}

/** Another process may have cleared or replaced the entry, and unlinked its file, while it was being read. */
function isGone(session: Session, { rowid, checksum }: PortableEntry): boolean {
  const live = `SELECT 1 FROM entries e JOIN functions f ON f.id = e.function_id
     WHERE e.id = +? AND e.checksum = +? AND e.generation >= f.live_from`;
  return session.read(() => session.sql(live).get(rowid, checksum)) === undefined;
}

function remove(session: Session, { rowid, checksum }: PortableEntry): boolean {
  return session.write(
    () => session.sql('DELETE FROM entries WHERE id = ? AND checksum = ?').run(rowid, checksum).changes > 0,
  );
}

function mend(session: Session, fix: boolean, ...statements: string[]): boolean {
  if (!fix || session.readOnly) return false;
  try {
    session.write(() => {
      for (const sql of statements) session.sql(sql).run();
    });
    return true;
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}

async function collect(session: Session, leftBehindMs: number | undefined): Promise<Collected> {
  const work = collectOrphans(session, leftBehindMs);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
