import type { Session } from './session';
import type { NewEntry } from './types';

/** A version that is written with again and again says so in the store this often. */
export const REFRESH_MS = 1000;

interface Known {
  readonly id: number;
  readonly notedAt: number;
}

// What may have changed since the computation began, and since the version was noted: one statement for each write.
const STATE = `
SELECT live_from, EXISTS (SELECT 1 FROM versions WHERE id = +? AND function_id = +?) FROM functions WHERE id = +?`;

type StateRow = [liveFrom: number, hasVersion: 0 | 1];

/** Rows of code versions, remembered so that writing many entries with one version touches its row rarely. */
export class Versions {
  private readonly known = new Map<string, Known>();

  constructor(private readonly session: Session) {
    session.onReplaced.push(() => this.known.clear());
  }

  /**
   * The row of an entry's version, made if need be, as part of a transaction under way. Undefined when the entry is not to be
   * written, because its function was cleared since the computation began.
   */
  forEntry({ functionId, generation, version }: NewEntry): number | undefined {
    const name = `${functionId} ${version.digest.toString('latin1')}`;
    const now = Date.now();
    const known = this.known.get(name);
    const state = this.session.rawSql(STATE).get(known?.id ?? null, functionId, functionId) as StateRow | undefined;
    if (!state || generation < state[0]) return undefined;
    // The row may have been removed with its last entry by another process.
    if (known && state[1] === 1 && now - known.notedAt < REFRESH_MS) return known.id;
    const id = this.touch(functionId, version.digest, now) ?? this.add(functionId, version, now);
    this.known.set(name, { id, notedAt: now });
    return id;
  }

  private touch(functionId: number, digest: Buffer, now: number): number | undefined {
    return this.session
      .sql('UPDATE versions SET last_used = ? WHERE function_id = +? AND digest = +? RETURNING id')
      .pluck()
      .get(now, functionId, digest) as number | undefined;
  }

  private add(functionId: number, { digest, source, parts }: NewEntry['version'], now: number): number {
    return Number(
      this.session
        .sql('INSERT INTO versions (function_id, digest, source, parts, created, last_used) VALUES (?, ?, ?, ?, ?, ?)')
        .run(functionId, digest, source, JSON.stringify(parts), now, now).lastInsertRowid,
    );
  }
}
