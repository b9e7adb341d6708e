import { unlinkSync } from 'node:fs';
import path from 'node:path';
import { VALUES } from './location';
import type { Session } from './session';

/** Files unlinked between two looks at the clock. */
const BATCH = 64;

/** Path of a value file, or undefined for a name that leads out of the folder: a store from elsewhere may hold one. */
export function valueFilePath(folder: string, name: string): string | undefined {
  return /^[\w-][\w.-]*$/.test(name) ? path.join(folder, VALUES, name) : undefined;
}

/** Removes a value file; that it is gone already is fine. */
export function removeValueFile(folder: string, name: string): void {
  const file = valueFilePath(folder, name);
  if (file === undefined) return;
  try {
    unlinkSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/**
 * Unlinks files of deleted entries that wait in `trash`, until `deadline` (as `performance.now()` tells).
 * Returns whether none are left.
 */
export function emptyTrash(session: Session, deadline: number): boolean {
  for (;;) {
    const files = session.read(() => session.sql('SELECT file FROM trash LIMIT ?').pluck().all(BATCH)) as string[];
    if (files.length === 0) return true;
    for (const file of files) removeValueFile(session.folder, file);
    session.write(() => {
      const remove = session.sql('DELETE FROM trash WHERE file = ?');
      for (const file of files) remove.run(file);
    });
    if (performance.now() > deadline) return false;
  }
}
