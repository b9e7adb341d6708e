import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { Dealer, Subscriber } from 'zeromq';

const DELIMITER = '<IDS|MSG>';
const tslabMain = join(dirname(createRequire(import.meta.url).resolve('tslab/package.json')), 'bin', 'tslab');

/** What one cell did. */
export interface CellResult {
  status: 'ok' | 'error';
  stdout: string;
  stderr: string;
  /** Rich outputs: one record of mime type to data each. */
  displays: Record<string, unknown>[];
}

/** A real tslab kernel process, driven over Jupyter's wire protocol as JupyterLab does. */
export interface Kernel {
  readonly pid: number;
  /** Runs one cell; a cell that throws or does not compile resolves with status 'error'. */
  execute(code: string): Promise<CellResult>;
  /** Runs a cell that must succeed and returns its stdout, trimmed. */
  run(code: string): Promise<string>;
  /** Ends the process as JupyterLab's restart does and starts a new one. */
  restart(): Promise<void>;
  /** Kills the process at once (SIGKILL). */
  kill(): void;
  close(): Promise<void>;
}

export interface KernelOptions {
  /** The folder from where it resolves modules. */
  cwd: string;
  /** What is set beside this process's environment. */
  env?: NodeJS.ProcessEnv;
  /** Whether it is the kernel for JavaScript (jslab) instead of TypeScript. */
  js?: boolean;
}

interface Message {
  type: string;
  parentId: string | undefined;
  content: any;
}

/** Sockets are files: a port that is free now may be taken when the kernel binds it. */
const PORTS = { shell: 1, iopub: 2, stdin: 3, control: 4, hb: 5 };

class KernelProcess {
  private readonly session = randomUUID();
  private readonly key = randomUUID();
  private readonly shell = new Dealer({ linger: 0 });
  private readonly control = new Dealer({ linger: 0 });
  private readonly iopub = new Subscriber({ linger: 0 });
  private readonly folder = mkdtempSync(join(tmpdir(), 'tslab-kernel-'));
  private readonly listeners = new Set<(channel: 'shell' | 'iopub', message: Message) => void>();
  private child: ChildProcess | undefined;
  private exited: Promise<void> = Promise.resolve();
  private log = '';

  get pid(): number {
    return this.child?.pid ?? -1;
  }

  async start({ cwd, env, js }: Required<KernelOptions>): Promise<void> {
    const sockets = join(this.folder, 'socket');
    const connection = {
      transport: 'ipc',
      ip: sockets,
      signature_scheme: 'hmac-sha256',
      key: this.key,
      ...Object.fromEntries(Object.entries(PORTS).map(([name, port]) => [`${name}_port`, port])),
    };
    const file = join(this.folder, 'connection.json');
    writeFileSync(file, JSON.stringify(connection));
    this.child = spawn(process.execPath, [tslabMain, 'kernel', '--config-path', file, ...(js ? ['--js'] : [])], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = new Promise((resolve) => this.child!.once('exit', () => resolve()));
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.on('data', (chunk) => (this.log += chunk));
    }
    this.shell.connect(`ipc://${sockets}:${PORTS.shell}`);
    this.control.connect(`ipc://${sockets}:${PORTS.control}`);
    this.iopub.connect(`ipc://${sockets}:${PORTS.iopub}`);
    this.iopub.subscribe();
    void this.receive(this.shell, 'shell');
    void this.receive(this.iopub, 'iopub');
    await this.settle('');
  }

  private async receive(socket: Dealer | Subscriber, channel: 'shell' | 'iopub'): Promise<void> {
    for await (const frames of socket) {
      const parts = (frames as Buffer[]).map(String);
      const at = parts.indexOf(DELIMITER);
      const message: Message = {
        type: JSON.parse(parts[at + 2]!).msg_type,
        parentId: JSON.parse(parts[at + 3]!).msg_id,
        content: JSON.parse(parts[at + 5]!),
      };
      for (const listener of this.listeners) listener(channel, message);
    }
  }

  private async send(socket: Dealer, type: string, content: unknown): Promise<string> {
    const id = randomUUID();
    const header = {
      msg_id: id,
      session: this.session,
      username: 'test',
      date: new Date().toISOString(),
      msg_type: type,
      version: '5.3',
    };
    const body = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const hmac = createHmac('sha256', this.key);
    for (const part of body) hmac.update(part);
    await socket.send([DELIMITER, hmac.digest('hex'), ...body]);
    return id;
  }

  /**
   * Resolves when all output published so far has arrived: an idle message on iopub, of `parent` or of a
   * kernel_info request sent later. A single idle can be lost, hence the repetition.
   */
  private settle(parent: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const accepted = new Set([parent]);
      const listener = (channel: string, message: Message) => {
        if (channel !== 'iopub' || message.type !== 'status' || message.content.execution_state !== 'idle') return;
        if (accepted.has(message.parentId ?? '')) finish(resolve);
      };
      const ask = () => void this.send(this.shell, 'kernel_info_request', {}).then((id) => accepted.add(id));
      const timer = setInterval(ask, 300);
      const died = () => finish(() => reject(new Error(`The kernel ended:\n${this.log}`)));
      const finish = (then: () => void) => {
        clearInterval(timer);
        this.listeners.delete(listener);
        this.child?.removeListener('exit', died);
        then();
      };
      this.listeners.add(listener);
      this.child!.once('exit', died);
      if (parent === '') ask();
    });
  }

  async execute(code: string): Promise<CellResult> {
    const result: CellResult = { status: 'ok', stdout: '', stderr: '', displays: [] };
    let id = '';
    const early: [string, Message][] = [];
    const settled = await new Promise<Promise<void>>((resolve, reject) => {
      const died = () => reject(new Error(`The kernel ended during a cell:\n${this.log}`));
      this.child!.once('exit', died);
      const collect = (channel: string, { type, parentId, content }: Message) => {
        if (parentId !== id) return;
        if (channel === 'shell' && type === 'execute_reply') {
          result.status = content.status === 'ok' ? 'ok' : 'error';
          this.child!.removeListener('exit', died);
          resolve(this.settle(id).finally(() => this.listeners.delete(listener)));
        } else if (type === 'stream') {
          result[content.name as 'stdout' | 'stderr'] += content.text;
        } else if (type === 'display_data') {
          result.displays.push(content.data);
        }
      };
      const listener = (channel: 'shell' | 'iopub', message: Message) => {
        if (id === '') early.push([channel, message]);
        else collect(channel, message);
      };
      this.listeners.add(listener);
      void this.send(this.shell, 'execute_request', { code, silent: false, store_history: true }).then((sent) => {
        id = sent;
        for (const [channel, message] of early) collect(channel, message);
      });
    });
    await settled;
    return result;
  }

  async stop(): Promise<void> {
    await this.send(this.control, 'shutdown_request', { restart: true });
    const timer = setTimeout(() => this.kill(), 3000);
    await this.exited;
    clearTimeout(timer);
    this.dispose();
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }

  async killed(): Promise<void> {
    this.kill();
    await this.exited;
    this.dispose();
  }

  private dispose(): void {
    this.shell.close();
    this.control.close();
    this.iopub.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Starts a tslab kernel.
 *
 * @example
 * const kernel = await startKernel({ cwd });
 * expect(await kernel.run('console.log(1 + 1)')).toBe('2');
 * await kernel.close();
 */
export async function startKernel({ cwd, env = {}, js = false }: KernelOptions): Promise<Kernel> {
  const options = { cwd, env: { ...process.env, ...env }, js };
  let current = new KernelProcess();
  await current.start(options);
  return {
    get pid() {
      return current.pid;
    },
    execute: (code) => current.execute(code),
    async run(code) {
      const result = await current.execute(code);
      if (result.status === 'error') throw new Error(`The cell failed:\n${result.stderr}`);
      return result.stdout.trim();
    },
    async restart() {
      await current.stop();
      current = new KernelProcess();
      await current.start(options);
    },
    kill: () => current.kill(),
    close: () => current.killed(),
  };
}
