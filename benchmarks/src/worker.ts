import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { inBenchmarks, inEnvironment, projectPython, python, workerEnvironment } from './paths.ts';
import type { Job, Reply, RoundReply, RoundRequest } from './workers/protocol.ts';

/** Which program runs a job. */
export type Program = 'ours' | 'growth' | 'peers' | 'floor' | 'python' | 'panel';

interface Interpreter {
  readonly command: string;
  readonly before: readonly string[];
  readonly file: string;
}

const node = (file: string): Interpreter => ({ command: process.execPath, before: ['--expose-gc'], file });

const INTERPRETERS: Record<Program, Interpreter> = {
  ours: node('ours.ts'),
  growth: node('growth.ts'),
  peers: node('peers.ts'),
  floor: node('floor.ts'),
  python: { command: python, before: [], file: 'peers.py' },
  panel: { command: projectPython, before: [], file: 'panel.py' },
};

let workers = 0;

/** A process that measures one participant of one case, a round at a time, so that participants can take turns. */
export class Worker {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  /** A fresh folder: the worker's current folder, with its stores. */
  readonly folder: string;

  private constructor(program: Program, job: Job) {
    this.folder = inEnvironment('work', `${process.pid}-${workers++}-${job.participant.replaceAll(/\W+/g, '-')}`);
    mkdirSync(this.folder, { recursive: true });
    const { command, before, file } = INTERPRETERS[program];
    this.child = spawn(command, [...before, inBenchmarks('src', 'workers', file), JSON.stringify(job)], {
      cwd: this.folder,
      env: workerEnvironment(this.folder),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // A worker that died is noticed by the answer that does not come.
    this.child.stdin!.on('error', () => {});
    this.lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  /** Starts a worker and waits until it is prepared: stores are filled, calls were warmed up. @throws Error with its words */
  static async start(program: Program, job: Job): Promise<Worker> {
    const worker = new Worker(program, job);
    try {
      await worker.reply();
      return worker;
    } catch (error) {
      await worker.end();
      throw error;
    }
  }

  /** Runs one round. */
  async round(request: RoundRequest): Promise<RoundReply> {
    this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    const reply = await this.reply();
    if (!('nanoseconds' in reply)) throw new Error('The worker answered something else than a round.');
    return reply;
  }

  /** Ends the process and removes its folder. */
  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exit = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.stdin!.write(`${JSON.stringify({ end: true })}\n`);
      const timer = setTimeout(() => this.child.kill('SIGKILL'), 20_000);
      await exit;
      clearTimeout(timer);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async reply(): Promise<Reply> {
    for (;;) {
      const { done, value } = await this.lines.next();
      if (done) throw new Error('The worker ended without an answer.');
      // Warnings of packages may share the worker's output.
      if (!value.startsWith('{"')) continue;
      const reply = JSON.parse(value) as Reply;
      if ('failed' in reply) throw new Error(reply.failed);
      return reply;
    }
  }
}
