import {
  closeSync,
  constants as fsConstants,
  fdatasyncSync,
  openSync,
  readSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { openWork } from '../../cells.ts';
import { built, requireAsLibrary } from '../library.ts';
import type { Job } from '../protocol.ts';
import type { Subject } from '../serve.ts';
import { xxh3, type Floor } from './floor.ts';

/** Most bytes of one system call. */
const CHUNK = 64 * 1024 * 1024;
/** Bytes that are enough for what a work writes of its argument. */
const WRITTEN = 4 * 1024 * 1024;
/** Where in a page the memory that is mapped over begins. */
const MAPPED_FROM = 16;

/** Floors of what is many bytes, or many objects. */
export const byteFloors: Record<string, Floor> = {
  /** BLAKE3 of as many bytes as the argument has. */
  async hash({ constants }) {
    const { blake3 } = requireAsLibrary('@napi-rs/blake-hash');
    const inputs = [0, 1].map((seed) =>
      Buffer.from(Float64Array.from({ length: constants.bytes! / 8 }, (_, i) => i * 0.5 + seed).buffer),
    );
    return { call: (index) => blake3(inputs[index % 2]!) };
  },

  /** All that the argument holds, written by the work's own plain code, and BLAKE3 of that. */
  async 'write-hash'(job) {
    const { blake3 } = requireAsLibrary('@napi-rs/blake-hash');
    const { write, calls } = (await openWork(job.work, job.constants)).names;
    const bytes = new Uint8Array(WRITTEN);
    const view = new DataView(bytes.buffer);
    return {
      call(index) {
        const [rows] = calls[index % calls.length];
        return blake3(bytes.subarray(0, write(rows, view)));
      },
    };
  },

  /** A file of as many bytes, read into a fresh buffer. */
  async read(job) {
    return { call: reader(job) };
  },

  /** The same, and XXH3 of what was read. */
  async 'read-hash'(job) {
    const read = reader(job);
    const hash = xxh3();
    return {
      call() {
        const bytes = read();
        hash(bytes);
        return bytes;
      },
    };
  },

  /** The same, and each element summed by the work's own code. */
  async 'read-sum'(job) {
    const read = reader(job);
    const { use } = (await openWork(job.work, job.constants)).names;
    return { call: () => use(new Float64Array(read().buffer)) };
  },

  /** An array of as many bytes that nobody looks at. */
  async allocate({ constants }) {
    return { call: () => new Float64Array(constants.bytes! / 8) };
  },

  /** A file of as many bytes laid over such an array, by the library's own call; nobody looks at it either. */
  async map({ constants }) {
    const { mapOver } = built('values/body/mapping');
    const bytes = constants.bytes!;
    const file = join(process.cwd(), 'floor');
    closeSync(openSync(file, 'w'));
    truncateSync(file, MAPPED_FROM + bytes);
    return {
      call() {
        const fd = openSync(file, fsConstants.O_RDONLY);
        const memory = new Uint8Array(bytes);
        const isMapped = mapOver(memory, fd, MAPPED_FROM);
        closeSync(fd);
        if (!isMapped) throw new Error('Files cannot be mapped here.');
        return new Float64Array(memory.buffer);
      },
    };
  },

  /** The result, made by the work's own plain code of one that is there. */
  async copy(job) {
    const { work, calls, copy } = (await openWork(job.work, job.constants)).names;
    const made = calls.map((args: unknown[]) => work(...args));
    return { call: (index) => copy(made[index % made.length]) };
  },

  /** As many bytes, written to a new file and synced. */
  async write(job) {
    const { write, settle } = writer(job);
    return { call: write, settle };
  },

  /** The same, with XXH3 of them. */
  async 'hash-write'(job) {
    const { bytes, write, settle } = writer(job);
    const hash = xxh3();
    return {
      call() {
        hash(bytes);
        write();
      },
      settle,
    };
  },
};

function reader({ constants }: Job): () => Uint8Array {
  const bytes = constants.bytes!;
  const file = join(process.cwd(), 'floor');
  writeFileSync(file, Buffer.alloc(bytes, 7));
  return () => {
    const fd = openSync(file, fsConstants.O_RDONLY);
    const buffer = new Uint8Array(bytes);
    for (let at = 0; at < bytes;) at += readSync(fd, buffer, at, Math.min(CHUNK, bytes - at), at);
    closeSync(fd);
    return buffer;
  };
}

function writer({ constants }: Job): { bytes: Buffer; write(): void } & Pick<Subject, 'settle'> {
  const bytes = Buffer.alloc(constants.bytes!, 7);
  let written = 0;
  let removed = 0;
  const name = (index: number) => join(process.cwd(), `floor-${index}`);
  return {
    bytes,
    write() {
      const fd = openSync(name(written++), fsConstants.O_WRONLY | fsConstants.O_CREAT | fsConstants.O_EXCL, 0o600);
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, Math.min(CHUNK, bytes.length - at));
      fdatasyncSync(fd);
      closeSync(fd);
    },
    settle() {
      for (; removed < written; removed++) unlinkSync(name(removed));
    },
  };
}
