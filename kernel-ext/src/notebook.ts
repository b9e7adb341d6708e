import { AsyncLocalStorage } from 'node:async_hooks';

interface TslabDisplay {
  raw(contentType: string, data: string): void;
  html(source: string): void;
}

/** The display API of the kernel that runs this process, or undefined outside a tslab notebook. */
export function notebookDisplay(): TslabDisplay | undefined {
  const kernel = (globalThis as { __tslab__?: { require(id: string): { display: TslabDisplay } } }).__tslab__;
  if (!kernel) return undefined;
  try {
    // The kernel's own copy of tslab: another copy of the package would have no cell to write to.
    return kernel.require('tslab').display;
  } catch {
    return undefined;
  }
}

/**
 * What an object's `inspect.custom` returns: `text`, or nothing when the object is the last expression of a notebook cell
 * and was shown as HTML instead.
 */
export function shownInCell(text: string, html: () => string): string {
  const display = isCellResult() ? notebookDisplay() : undefined;
  if (!display) return text;
  display.html(html());
  return '';
}

/** tslab prints the value of a cell by a `console.log` of its own; one that the person wrote comes from the cell. */
function isCellResult(): boolean {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 30;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = limit;
  return /console\.log.*\n.*\bexecute \(.*[\\/]tslab[\\/]dist[\\/]executor\.js/.test(stack);
}

type Chunk = ['stdout' | 'stderr', string];

const recording = new AsyncLocalStorage<Chunk[]>();
const hooked = { stdout: undefined as unknown, stderr: undefined as unknown };

// The kernel installs new writers for each cell, so the hook goes in again at each recording.
function hook(name: 'stdout' | 'stderr'): void {
  const stream = process[name];
  if (stream.write === hooked[name]) return;
  const write = stream.write;
  const recordingWrite = function (this: unknown, chunk: string | Uint8Array, ...rest: unknown[]): boolean {
    recording.getStore()?.push([name, typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')]);
    return (write as (...args: unknown[]) => boolean).call(stream, chunk, ...rest);
  };
  stream.write = recordingWrite;
  hooked[name] = recordingWrite;
}

/** Runs `action` and collects in `chunks` what it prints, also after awaits; other code that runs meanwhile is not recorded. */
export function recordOutput<T>(chunks: Chunk[], action: () => T): T {
  hook('stdout');
  hook('stderr');
  return recording.run(chunks, action);
}

/** Prints again what `recordOutput` collected; `output` is its JSON. */
export function replayOutput(output: string): void {
  for (const [name, text] of JSON.parse(output) as Chunk[]) process[name].write(text);
}

export type { Chunk };
