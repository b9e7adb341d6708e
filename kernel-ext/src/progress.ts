/** Told how many bytes are done. */
export type OnProgress = (doneBytes: number) => void;

/** Below this nothing is shown: most loads and stores are over before a person could read a bar. */
const QUIET_MS = 1000;
const UPDATE_MS = 200;
/** Nothing of this size takes that long, so that the hits of small values do not prepare for it. */
const QUIET_BYTES = 128 * 1024;
const WIDTH = 24;

/**
 * Runs `action` with a text progress bar in the cell, shown only when it takes longer than a second.
 * `totalBytes` is what `onProgress` counts up to; for few bytes there is none.
 */
export function withProgress<T>(
  label: () => string,
  totalBytes: number,
  action: (onProgress: OnProgress | undefined) => T,
): T {
  if (totalBytes < QUIET_BYTES) return action(undefined);
  const started = performance.now();
  let drawn = 0;
  const draw = (done: number) => {
    const share = totalBytes > 0 ? Math.min(1, done / totalBytes) : 1;
    const filled = Math.round(share * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    process.stdout.write(`\r${label()} ${bar} ${Math.round(share * 100)}%`);
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
