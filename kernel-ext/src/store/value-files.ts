import { isValueFileName, removeFile } from '../values';
import type { Session } from './session';

/** Files unlinked between two looks at the clock. */
const BATCH = 64;

/**
 * Unlinks files of deleted entries that wait in `trash`, until `deadline` (as `performance.now()` tells).
 * Returns whether it came to the end. A file that cannot be removed now (open elsewhere, on Windows) waits on.
 */
export function emptyTrash(session: Session, deadline: number): boolean {
  for (let last = ''; ;) {
    const files = session.read(() =>
      session.sql('SELECT file FROM trash WHERE file > +? ORDER BY file LIMIT ?').pluck().all(last, BATCH),
    ) as string[];
    if (files.length === 0) return true;
    last = files.at(-1)!;
    const gone = files.filter((file) => discardFile(session.folder, file));
    session.write(() => {
      const remove = session.sql('DELETE FROM trash WHERE file = ?');
      for (const file of gone) remove.run(file);
    });
    if (performance.now() > deadline) return false;
  }
}

/** Removes a value file; returns whether nothing of that name is left. A name that leads elsewhere is never touched. */
export function discardFile(folder: string, name: string): boolean {
  // A store that came from elsewhere may hold any name.
  if (!isValueFileName(name)) return true;
  try {
    removeFile(folder, name);
    return true;
  } catch {
    return false;
  }
}
