import { formatDuration } from './report';

/** Calls within this time are told in one line, so that a loop of them stays one line in the cell. */
const TOGETHER_MS = 50;

interface Tally {
  hits: number;
  savedMs: number;
  computed: number;
  tookMs: number;
}

/** Tells in the cell what `verbose: 1` asks for: a line per function, `load: 3 hits, saved 4.2 s; 1 computed in 1.5 s`. */
export class Journal {
  private readonly tallies = new Map<string, Tally>();
  private timer: NodeJS.Timeout | undefined;
  /** Writes to the cell of the calls that are tallied: the kernel installs another one for each cell. */
  private write: typeof process.stdout.write | undefined;

  hit(name: string, savedMs: number): void {
    const tally = this.tally(name);
    tally.hits++;
    tally.savedMs += savedMs;
  }

  computed(name: string, tookMs: number): void {
    const tally = this.tally(name);
    tally.computed++;
    tally.tookMs += tookMs;
  }

  /** Writes what there is to tell. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [name, tally] of this.tallies) this.write!.call(process.stdout, `${name}: ${inWords(tally)}\n`);
    this.tallies.clear();
  }

  private tally(name: string): Tally {
    if (this.write !== process.stdout.write) {
      this.flush();
      this.write = process.stdout.write;
    }
    this.timer ??= setTimeout(() => this.flush(), TOGETHER_MS).unref();
    let tally = this.tallies.get(name);
    if (!tally) this.tallies.set(name, (tally = { hits: 0, savedMs: 0, computed: 0, tookMs: 0 }));
    return tally;
  }
}

function inWords({ hits, savedMs, computed, tookMs }: Tally): string {
  const parts: string[] = [];
  if (hits > 0) parts.push(`${hits} ${hits === 1 ? 'hit' : 'hits'}, saved ${formatDuration(savedMs)}`);
  if (computed > 0) parts.push(`${computed} computed in ${formatDuration(tookMs)}`);
  return parts.join('; ');
}
