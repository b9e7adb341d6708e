import crypto from 'node:crypto';
import fs from 'node:fs';
import { Session } from 'node:inspector';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { vi } from 'vitest';
import { Checksum, ChunkedPiece } from '../../src/values/body/checksum';

/** Buffers from this size on are large. */
export const LARGE_BYTES = 256 * 1024;

/** What an action did, in countable things rather than time. */
export interface Work {
  /** SQL statements, in order, white space folded. */
  readonly statements: string[];
  /** Methods of the inspector that were called. */
  readonly inspectorCalls: string[];
  /** Hashes for keys and signatures that were made, by their names, in order; XXH3 cannot be counted. */
  readonly hashes: string[];
  /** Sizes of the buffers of `LARGE_BYTES` or more that were allocated. */
  readonly largeBuffers: number[];
  /** Bytes copied from one buffer to another. */
  copiedBytes: number;
  /** Bytes read from and written to files, without those of SQLite. */
  readBytes: number;
  writtenBytes: number;
  /** Waits for the disk. */
  syncs: number;
  /** Looks at whether a file is there, and which. */
  looks: number;
  /** Bytes that went into checksums of values, but for small payloads. */
  hashedBytes: number;
}

interface Statement {
  readonly source: string;
}

const require = createRequire(import.meta.url);
const Sqlite = require('better-sqlite3') as new (file: string) => {
  prepare(sql: string): Statement;
  exec(sql: string): unknown;
  close(): void;
};

/**
 * Runs `action` and counts its work. Everything that is counted is wrapped where it is called, in this process, so that
 * the library needs no counters of its own.
 */
export function countWork(action: () => unknown): Work {
  const work: Work = {
    statements: [],
    inspectorCalls: [],
    hashes: [],
    largeBuffers: [],
    copiedBytes: 0,
    readBytes: 0,
    writtenBytes: 0,
    syncs: 0,
    looks: 0,
    hashedBytes: 0,
  };
  const undo: (() => void)[] = [];
  try {
    countStatements(work, undo);
    countInspector(work, undo);
    countHashes(work, undo);
    countBuffers(work, undo);
    countChecksums(work, undo);
    countFiles(work, undo);
    action();
  } finally {
    for (const restore of undo.reverse()) restore();
  }
  return work;
}

/** Makes time stand still for the library, but for a step at each look: no count depends on how fast the machine is. */
export function stopTheClock(stepMs: number): void {
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => (now += stepMs));
  vi.spyOn(Date, 'now').mockReturnValue(Date.now());
}

type Method = (this: any, ...args: any[]) => any;

/** Puts a method in place of another until `undo` is run. */
function replace(owner: object, name: string, make: (original: Method) => Method, undo: (() => void)[]): void {
  const property = Object.getOwnPropertyDescriptor(owner, name)!;
  Object.defineProperty(owner, name, { ...property, value: make(property.value as Method) });
  undo.push(() => Object.defineProperty(owner, name, property));
}

function countStatements(work: Work, undo: (() => void)[]): void {
  const db = new Sqlite(':memory:');
  const statement = Object.getPrototypeOf(db.prepare('SELECT 1')) as object;
  const database = Object.getPrototypeOf(db) as object;
  db.close();
  const note = (sql: string) => void work.statements.push(sql.replaceAll(/\s+/g, ' ').trim());
  for (const name of ['run', 'get', 'all', 'iterate']) {
    const counted = (original: Method): Method =>
      function (...args) {
        note((this as Statement).source);
        return original.apply(this, args);
      };
    replace(statement, name, counted, undo);
  }
  const counted = (original: Method): Method =>
    function (sql: string, ...rest) {
      note(sql);
      return original.call(this, sql, ...rest);
    };
  for (const name of ['exec', 'pragma']) replace(database, name, counted, undo);
}

function countInspector(work: Work, undo: (() => void)[]): void {
  const counted = (original: Method): Method =>
    function (method: string, ...rest) {
      work.inspectorCalls.push(method);
      return original.call(this, method, ...rest);
    };
  replace(Session.prototype, 'post', counted, undo);
}

function countHashes(work: Work, undo: (() => void)[]): void {
  const counted =
    (nameOf: (args: any[]) => string) =>
    (original: Method): Method =>
      function (...args) {
        work.hashes.push(nameOf(args));
        return original.apply(this, args);
      };
  replace(
    crypto,
    'hash',
    counted(([algorithm]) => algorithm as string),
    undo,
  );
  replace(
    require('@napi-rs/blake-hash') as object,
    'blake3',
    counted(() => 'blake3'),
    undo,
  );
}

function countBuffers(work: Work, undo: (() => void)[]): void {
  const note = (bytes: number) => void (bytes >= LARGE_BYTES && work.largeBuffers.push(bytes));
  for (const name of ['alloc', 'allocUnsafe', 'allocUnsafeSlow', 'concat', 'from']) {
    const counted = (original: Method): Method =>
      function (...args) {
        const buffer = original.apply(this, args) as Buffer;
        // A view of memory that was there before is no allocation.
        if (!(args[0] instanceof ArrayBuffer)) note(buffer.byteLength);
        if (name === 'concat' || (name === 'from' && ArrayBuffer.isView(args[0])))
          work.copiedBytes += buffer.byteLength;
        return buffer;
      };
    replace(Buffer, name, counted, undo);
  }
  const typed = Object.getPrototypeOf(Uint8Array.prototype) as object;
  replace(
    typed,
    'set',
    (original) =>
      function (source: ArrayLike<number>, ...rest) {
        if (ArrayBuffer.isView(source)) work.copiedBytes += source.byteLength;
        return original.call(this, source, ...rest);
      },
    undo,
  );
  for (const owner of [typed, ArrayBuffer.prototype]) {
    const counted = (original: Method): Method =>
      function (...args) {
        const copy = original.apply(this, args) as ArrayBuffer;
        note(copy.byteLength);
        work.copiedBytes += copy.byteLength;
        return copy;
      };
    replace(owner, 'slice', counted, undo);
  }
  const kinds = ['ArrayBuffer', 'Uint8Array', 'Float64Array'] as const;
  for (const name of kinds) {
    const construct = (target: any, args: unknown[], newTarget: unknown) => {
      const made = Reflect.construct(target, args, newTarget as Function) as ArrayBuffer;
      if (!(args[0] instanceof ArrayBuffer)) note(made.byteLength);
      if (ArrayBuffer.isView(args[0])) work.copiedBytes += made.byteLength;
      return made;
    };
    const property = Object.getOwnPropertyDescriptor(globalThis, name)!;
    Object.defineProperty(globalThis, name, { ...property, value: new Proxy(property.value as object, { construct }) });
    undo.push(() => Object.defineProperty(globalThis, name, property));
  }
}

function countChecksums(work: Work, undo: (() => void)[]): void {
  const counted = (original: Method): Method =>
    function (bytes: Uint8Array) {
      work.hashedBytes += bytes.byteLength;
      return original.call(this, bytes);
    };
  for (const owner of [Checksum.prototype, ChunkedPiece.prototype]) replace(owner, 'update', counted, undo);
}

function countFiles(work: Work, undo: (() => void)[]): void {
  const counted =
    (count: (bytes: number) => void) =>
    (original: Method): Method =>
      function (...args) {
        const bytes = original.apply(this, args) as number;
        count(bytes);
        return bytes;
      };
  const calls: [names: readonly (keyof typeof fs)[], count: (bytes: number) => void][] = [
    [['readSync', 'readvSync'], (bytes) => (work.readBytes += bytes)],
    [['writeSync', 'writevSync'], (bytes) => (work.writtenBytes += bytes)],
    [['fdatasyncSync', 'fsyncSync'], () => (work.syncs += 1)],
    [['statSync'], () => (work.looks += 1)],
  ];
  for (const [names, count] of calls) for (const name of names) replace(fs, name, counted(count), undo);
  // Names that were imported from the module follow only then; undone last, hence first in the list.
  syncBuiltinESMExports();
  undo.unshift(syncBuiltinESMExports);
}
