import type { Cleared } from './clearing';
import { Removal } from './removal';
import { CANDIDATE, sample, SAMPLE, type Candidate, type Scope } from './sampling';
import type { Session } from './session';
import type { Limits } from './types';

/** Of a sample, the worst eighth goes before the next sample is taken. */
const BATCH = SAMPLE / 8;
/** What an entry takes besides its value, for weighing it. */
const ROW_BYTES = 600;
/** Entries used within this time of each other count as used at the same time. */
const IDLE_MS = 1000;

interface Choice {
  readonly victims: readonly Candidate[];
  readonly mayWait: boolean;
}

interface Totals {
  entries: number;
  bytes: number;
}

/** What eviction is about, and how far it goes. */
export interface Eviction extends Scope {
  /** As `performance.now()` tells; what is left then is done at the next write. One step is always done. */
  readonly deadline?: number;
  /** Called after each transaction. */
  readonly onRemoved?: (() => void) | undefined;
  /** Share of a limit that is freed in addition once it is passed, so that not every write evicts. */
  readonly slack?: number;
  /** On a full disk the rows go, too, before anything else is done. */
  readonly atOnce?: boolean;
}

/** What a choice depends on. `current`: ids of the newest code version of each function. */
interface Aim {
  readonly totals: Totals;
  readonly goal: Limits;
  readonly current: ReadonlySet<number>;
}

// Never hit, and hit long ago: asked so, each has an index in which no entry is looked at that stays.
const OLD = [
  `${CANDIDATE} AND e.function_id = +@id AND e.used = 0 AND e.created >= @from AND e.created < @before
    ORDER BY e.created LIMIT @limit`,
  `${CANDIDATE} AND e.function_id = +@id AND e.last_hit >= @from AND e.last_hit < @before AND e.created < @before
    ORDER BY e.last_hit LIMIT @limit`,
];

/** Entries of so many bytes have an index of their own (schema/store.sql). */
const LARGE_BYTES = 65_536;

/** Searches for what is larger than all that may be held: it has to go anyway, and with it nothing else may need to. */
function tooLarge(most: number): string[] {
  // Where so little may be held that the index does not tell, not many entries can be there to be looked through.
  const indexed = most >= LARGE_BYTES ? `AND e.bytes >= ${LARGE_BYTES}` : '';
  return [`${CANDIDATE} AND e.function_id = +@id ${indexed} AND e.bytes > @most LIMIT @limit`];
}

/**
 * Brings a store, or one function of it, under its limits: what is too old goes, then what is larger than the limit by
 * itself, then entries of old code versions, then those unused for longest, weighed by what they take per millisecond that
 * computing them again would take.
 */
export function evict(
  session: Session,
  limits: Limits,
  { functionId, deadline = Infinity, slack = 0, atOnce = false, onRemoved = () => undefined }: Eviction = {},
): Cleared {
  const scope = { functionId };
  const gone = { entries: 0, bytes: 0 };
  const removal = new Removal(session, atOnce);
  const take = ({ victims, mayWait }: Choice) => {
    const removed = removal.take(victims, mayWait);
    gone.entries += removed.entries;
    gone.bytes += removed.bytes;
    onRemoved();
  };
  const takeFound = (searches: readonly string[], bound: Record<string, number>, mayWait = false) => {
    for (const victims of findAll(session, scope, searches, bound)) {
      take({ victims, mayWait });
      if (performance.now() > deadline) break;
    }
  };
  if (limits.maxAgeMs !== undefined) takeFound(OLD, { before: Date.now() - limits.maxAgeMs }, true);
  const before = totalsOf(session, scope);
  if (!isOver(before, limits)) return gone;
  const goal = {
    maxBytes: limits.maxBytes === undefined ? undefined : limits.maxBytes - Math.floor(limits.maxBytes * slack),
    maxEntries: limits.maxEntries === undefined ? undefined : limits.maxEntries - Math.floor(limits.maxEntries * slack),
  };
  if (goal.maxBytes !== undefined && before.bytes > goal.maxBytes)
    takeFound(tooLarge(goal.maxBytes), { most: goal.maxBytes });
  const current = currentVersions(session);
  for (let totals = totalsOf(session, scope); isOver(totals, goal); totals = totalsOf(session, scope)) {
    const choice = choose(session, scope, { totals, goal, current });
    if (choice.victims.length === 0) break;
    take(choice);
    // Looked at after a step: on a disk that is slow to look at, a limit must hold, too.
    if (performance.now() > deadline) break;
  }
  return gone;
}

export function isOver(totals: Totals, { maxBytes = Infinity, maxEntries = Infinity }: Limits): boolean {
  return totals.bytes > maxBytes || totals.entries > maxEntries;
}

/** Live entries and bytes of a store or a function. Costs the number of functions. */
export function totalsOf(session: Session, { functionId }: Scope): Totals {
  return session.read(() =>
    functionId === undefined
      ? session
          .sql('SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(bytes), 0) AS bytes FROM live_totals')
          .get()
      : session.sql('SELECT entries, bytes FROM function_totals WHERE id = ?').get(functionId),
  ) as Totals;
}

/**
 * What searches of one function at a time find, a part after the other. Each part must be gone before the next; a search by
 * age goes on where the last one ended, past those that wait.
 */
function* findAll(
  session: Session,
  { functionId }: Scope,
  searches: readonly string[],
  bound: Record<string, number>,
): Generator<Candidate[]> {
  const functions =
    functionId === undefined
      ? (session.read(() => session.sql('SELECT DISTINCT function_id FROM live_totals').pluck().all()) as number[])
      : [functionId];
  for (const id of functions) {
    for (const search of searches) {
      for (let from = 0; ;) {
        const found = session.read(() => session.sql(search).all({ ...bound, id, from, limit: SAMPLE })) as Candidate[];
        if (found.length === 0) break;
        from = found.at(-1)!.place;
        yield found;
      }
    }
  }
}

/** The newest code version of each function. Asked for once: for each entry it would cost more than reading it. */
function currentVersions(session: Session): ReadonlySet<number> {
  const newest = `SELECT (SELECT v.id FROM versions v WHERE v.function_id = f.id ORDER BY v.last_used DESC, v.id DESC LIMIT 1)
                    FROM functions f`;
  return new Set(session.read(() => session.sql(newest).pluck().all()) as number[]);
}

/** The entries to go next: enough of them, but no more than a part of the sample they were chosen from. */
function choose(session: Session, scope: Scope, { totals, goal, current }: Aim): Choice {
  const { candidates, mayWait } = session.read(() => sample(session, scope, totals.entries));
  const now = Date.now();
  const cost = ({ used, bytes, durationMs }: Candidate) =>
    ((now - used + IDLE_MS) * (bytes + ROW_BYTES)) / (durationMs + 0.1);
  const isCurrent = ({ versionId }: Candidate) => Number(current.has(versionId));
  candidates.sort((a, b) => isCurrent(a) - isCurrent(b) || cost(b) - cost(a));
  const most = totals.entries <= SAMPLE ? candidates.length : BATCH;
  const victims: Candidate[] = [];
  const left = { ...totals };
  for (const candidate of candidates.slice(0, most)) {
    if (!isOver(left, goal)) break;
    victims.push(candidate);
    left.bytes -= candidate.bytes;
    left.entries -= 1;
  }
  return { victims, mayWait };
}
