import type { Session } from './session';
import type { NewEntry } from './types';

/** A version that is written with again and again says so in the store this often. */
export const REFRESH_MS = 1000;

interface Known {
  readonly id: number;
  readonly notedAt: number;
}

/** Rows of code versions, remembered so that writing many entries with one version touches its row rarely. */
export class Versions {
  private readonly known = new Map<string, Known>();

  constructor(private readonly session: Session) {
    session.onReplaced.push(() => this.known.clear());
  }

  /** The row of an entry's version, made if need be, as part of a transaction under way. */
  idOf({ functionId, version }: NewEntry): number {
    const name = `${functionId} ${version.digest.toString('latin1')}`;
    const now = Date.now();
    const known = this.known.get(name);
    if (known && now - known.notedAt < REFRESH_MS && this.exists(known.id, functionId)) return known.id;
    const id = this.touch(functionId, version.digest, now) ?? this.add(functionId, version, now);
    this.known.set(name, { id, notedAt: now });
    return id;
  }

  /** The row may have been removed with its last entry by another process. */
  private exists(id: number, functionId: number): boolean {
    return (
      this.session.sql('SELECT 1 FROM versions WHERE id = ? AND function_id = ?').get(id, functionId) !== undefined
    );
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
