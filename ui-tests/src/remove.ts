import fs from 'node:fs';

/** Removes a folder, also while a server or a kernel still writes into it; it need not be there. */
export function remove(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
