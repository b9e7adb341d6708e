import { createInterface } from 'node:readline/promises';

/** Where the command line reads and writes; the tests give their own. */
export interface Terminal {
  /** Prints a line of the answer. */
  print(text: string): void;
  /** Prints a line about what happens: progress, warnings, errors. */
  say(text: string): void;
  /** Asks a yes-or-no question; true without asking where nobody can answer. */
  confirm(question: string): Promise<boolean>;
  /** Shows how far a long piece of work is, where a person watches. */
  progress(what: string): (done: number, total: number) => void;
}

const BAR_WIDTH = 30;
const REDRAW_MS = 100;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    confirm,
    progress,
  };
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return true;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(`${question} [y/N] `);
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}

function progress(what: string): (done: number, total: number) => void {
  let drawnAt = 0;
  return (done, total) => {
    const now = Date.now();
    const complete = done >= total;
    if (!process.stderr.isTTY || (!complete && now - drawnAt < REDRAW_MS)) return;
    drawnAt = now;
    process.stderr.write(complete ? '\r\x1b[K' : `\r${bar(what, done, total)}`);
  };
}

/** One line such as `check  [=====     ] 50 %`. */
export function bar(what: string, done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * BAR_WIDTH);
  return `${what}  [${'='.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}] ${Math.floor(share * 100)} %`;
}
