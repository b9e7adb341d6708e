import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { atEnd } from './store';

const SCRIPT = path.join(__dirname, 'kernel-process.mjs');

/** Another kernel, as a real process. What it can be told to do is in `kernel-process.mjs`. */
export class KernelProcess {
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private next = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('The process has ended.'));
    });
    child.on('message', ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
      const { resolve, reject } = this.waiting.get(id)!;
      this.waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    });
  }

  /** Starts a process and opens the store at `location` in it. It is killed after the test. */
  static async start(location: string): Promise<KernelProcess> {
    const child = fork(SCRIPT, { stdio: 'inherit' });
    const kernel = new KernelProcess(child);
    atEnd(() => child.kill('SIGKILL'));
    await kernel.tell('open', location);
    return kernel;
  }

  /** Has the process do something; resolves to its answer. */
  tell(action: string, ...args: unknown[]): Promise<unknown> {
    const id = this.next++;
    const answer = new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, action, args });
    });
    // Who kills a process in the middle of something does not wait for its answer.
    answer.catch(() => undefined);
    return answer;
  }

  /** Ends the process in the middle of whatever it does. Resolves when it is gone. */
  kill(): Promise<void> {
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.kill('SIGKILL');
    });
  }
}
