import { registerStore } from './registry';
import type { Session } from './session';

/** Makes a store that was just opened known to the panel, and says what its person should know about it. */
export function announce(session: Session, notice: (topic: string, message: string) => void): void {
  const { folder, readOnly, journalMode } = session;
  try {
    registerStore(folder);
  } catch (error) {
    notice(
      'registry',
      `The panel may not find the cache in ${folder}: it could not be noted in the data folder (${(error as Error).message}). ` +
        'Set TSLAB_MEMORY_DATA_DIR to a folder that can be written.',
    );
  }
  if (!readOnly && journalMode !== 'wal') {
    notice(
      'journal',
      `The file system of ${folder} has no shared memory, so the cache runs in ${journalMode} mode: kernels that share it ` +
        'wait for each other more. A local folder is faster: new Memory({ location }).',
    );
  }
}
