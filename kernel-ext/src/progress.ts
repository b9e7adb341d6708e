/** Told how many bytes are done. */
export type OnProgress = (doneBytes: number) => void;

/** Below this nothing is shown: most loads and stores are over before a person could read a bar. */
const QUIET_MS = 1000;
const UPDATE_MS = 200;
const WIDTH = 24;

/**
 * Runs `action` with a text progress bar in the cell, shown only when it takes longer than a second.
 * `totalBytes` is what `onProgress` counts up to.
 */
export function withProgress<T>(label: string, totalBytes: number, action: (onProgress: OnProgress) => T): T {
  const started = performance.now();
  let drawn = 0;
  const draw = (done: number) => {
    const share = totalBytes > 0 ? Math.min(1, done / totalBytes) : 1;
    const filled = Math.round(share * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    process.stdout.write(`\r${label} ${bar} ${Math.round(share * 100)}%`);
    drawn = performance.now();
  };
  const result = action((done) => {
    const now = performance.now();
    if (now - started >= QUIET_MS && now - drawn >= UPDATE_MS) draw(done);
  });
  if (drawn > 0) {
    draw(totalBytes);
    process.stdout.write('\n');
  }
  return result;
}
