import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process in a way that a later process with the same number is told apart. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time as the system tells it. */
  readonly start: string;
  /** The machine, or the container on it, whose process numbers these are. */
  readonly host: string;
}

let self: ProcessIdentity | undefined;

/** The identity of this process. */
export function thisProcess(): ProcessIdentity {
  self ??= { pid: process.pid, start: startOf(process.pid) ?? '', host: hostIdentity() };
  return self;
}

/** Whether a process runs; undefined when that cannot be told from here (another machine). */
export function isAlive({ pid, start, host }: ProcessIdentity): boolean | undefined {
  if (host !== thisProcess().host) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startOf(pid);
  return now === undefined ? process.platform === 'win32' : now === start;
}

export function isThisProcess({ pid, start, host }: ProcessIdentity): boolean {
  const me = thisProcess();
  return pid === me.pid && start === me.start && host === me.host;
}

function hostIdentity(): string {
  if (process.platform !== 'linux') return hostname();
  try {
    // Containers may share a host name and a folder, but not process numbers.
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return linuxStart(pid);
    if (process.platform === 'win32') return undefined;
    // Loaded only where it is needed.
    const { execFileSync } = require('node:child_process') as typeof import('node:child_process');
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Clock ticks since boot, with the boot's id, so that a process of before a restart of the machine is not mistaken. */
function linuxStart(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The second field is the command in parentheses and may hold spaces; the state is the third, the start the 22nd.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended; only its parent has not noticed yet.
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${bootId()} ${fields[19]}`;
}

let boot: string | undefined;

function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  return boot;
}
