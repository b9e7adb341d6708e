import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { inRoot, projectNode } from '../../scripts/lib/paths.mjs';
import type { LabServer } from './lab-server';

/** A call as it lies in a store. What is left out is small, new and never hit. */
export interface StoredCall {
  /** The arguments as a person wrote them. */
  args: string;
  /** Which code made it: 'now' unless told otherwise; the code of the last call is the function's current one. */
  code?: string;
  /** Size of the value; some bytes more lie on the disk. */
  bytes?: number;
  /** The value itself, instead of random bytes. */
  value?: unknown;
  durationMs?: number;
  hits?: number;
  createdMinutesAgo?: number;
  hitMinutesAgo?: number;
  /** Negative: it has expired. */
  expiresInMinutes?: number;
}

/** A function as it lies in a store. */
export interface StoredFunction {
  name: string;
  /** The oldest first. */
  calls?: StoredCall[];
  /** Misses beyond the one of each call. */
  misses?: number;
  usedMinutesAgo?: number;
  /** Notebooks that used it; the calls are the last one's, each other has a miss. */
  notebooks?: string[];
  /** Number of entries to add: 'row 1', 'row 2', …, each newer than the one before, all older than those of `calls`. */
  generated?: number;
  /** Number of functions to add that have a call and figures like this one's first: 'name 1', 'name 2', …, the last used first. */
  copies?: number;
}

/** What a store holds once it is written, as `memory.functions()` tells it. */
export interface WrittenStore {
  folder: string;
  functions: { name: string; entries: number; bytes: number; hits: number; misses: number; timeSavedMs: number }[];
  stats: { entries: number; bytes: number; hits: number; misses: number; timeSavedMs: number };
}

/** Where stores lie, and whose they are. */
export type Place = Pick<LabServer, 'folder' | 'env'>;

/**
 * Writes a store with exact figures, by the library, where the server's user finds it.
 *
 * @param lab the server that shows it
 * @param name folder below the server's, which is the store's name in the panel
 * @param options `maxBytes` is the store's limit
 */
export async function writeStore(
  lab: Place,
  name: string,
  functions: StoredFunction[],
  options: { maxBytes?: number } = {},
): Promise<WrittenStore> {
  const folder = path.join(lab.folder, name, '.tslab-memory');
  const writer = inRoot('ui-tests', 'src', 'write-store.mjs');
  const written = await run([writer], JSON.stringify({ folder, functions, ...options }), {
    cwd: lab.folder,
    env: lab.env,
  });
  return { folder, ...(JSON.parse(written) as Omit<WrittenStore, 'folder'>) };
}

/**
 * Runs code that uses the library, as a kernel would, in a process of its own.
 *
 * @param lab the server whose user runs it
 * @param name folder below the server's, beside whose `.tslab-memory` it runs
 * @param code CommonJS; `memory` is the library's
 * @param user runs it instead of the server's user: what one computes, the other does not trust
 * @returns what the code printed
 * @throws Error with what it wrote to stderr when it fails
 */
export async function runCode(lab: Place, name: string, code: string, user?: string): Promise<string> {
  const folder = path.join(lab.folder, name);
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'code.cjs');
  fs.writeFileSync(file, `const { memory } = require('tslab-memory');\n${code}\n`);
  const data = user === undefined ? {} : { TSLAB_MEMORY_DATA_DIR: path.join(folder, user) };
  // Playwright asks for colours, which are no part of what the code prints.
  const env = { ...lab.env, FORCE_COLOR: '0', ...data };
  return run([file], '', { cwd: folder, env });
}

async function run(args: string[], input: string, options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<string> {
  const child = spawn(projectNode, args, options);
  child.stdin.end(input);
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(complaint);
  return output;
}
