import { hash, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from './location';
import type { Session } from './session';
import { makeFolder } from '../make-folder';

const SECRET_BYTES = 32;
const KEY_BYTES = 32;
const CHECKSUM_BYTES = 16;
/** Checksum and signature. */
const SEAL_BYTES = CHECKSUM_BYTES + 32;
/** So many entries whose signature was verified are remembered. */
const REMEMBERED = 4096;
/** Entries signed in one transaction by `trustAll`. */
const BATCH = 500;

/**
 * Tells entries that this user wrote from those that came with a copied store. Each entry carries a keyed hash made
 * with a secret that lies in the user's data folder (0600), so that a store from elsewhere cannot pretend.
 */
export class Signer {
  /** Secret, key, length of the checksum and checksum in a row, so that a hit copies 48 bytes and hashes once. */
  private scratch = Buffer.alloc(0);
  private secret: Buffer | undefined | null = null;
  private readonly verified = new Verified();

  /** The signature of an entry: over its key, the checksum of its value, and what it would print. Null: no secret. */
  sign(key: Buffer, checksum: Buffer, output: string | null): Buffer | null {
    const signature = this.signature(key, checksum, output);
    return signature === null ? null : Buffer.from(signature, 'latin1');
  }

  /** Whether an entry was signed by this user. Without a data folder nothing can be told, and all is trusted. */
  verify(key: Buffer, checksum: Buffer, output: string | null, mac: Buffer | null): boolean {
    const expected = this.signature(key, checksum, output);
    if (expected === null) return true;
    if (mac === null || mac.length !== expected.length) return false;
    // Not in constant time: whoever could time it runs as this user.
    for (let i = 0; i < mac.length; i++) if (expected.charCodeAt(i) !== mac[i]) return false;
    return true;
  }

  /** As `verify` for the bytes of a row: checksum, signature up to `macEnd`, and whatever follows. */
  verifyRow(key: Buffer, row: Buffer, checksumBytes: number, macEnd: number, output: string | null): boolean {
    const isUsual = output === null && checksumBytes === CHECKSUM_BYTES && macEnd === SEAL_BYTES;
    if (isUsual && this.verified.has(key, row)) return true;
    const isTrusted = this.verify(key, row.subarray(0, checksumBytes), output, row.subarray(checksumBytes, macEnd));
    // Without a secret all is trusted, but only as long as there is none.
    if (isTrusted && isUsual && this.secret) this.verified.add(key, row);
    return isTrusted;
  }

  /** As text of one character a byte: Node takes three times as long to give it as a buffer. */
  private signature(key: Buffer, checksum: Buffer, output: string | null): string | null {
    const secret = (this.secret ??= readSecret());
    if (!secret) return null;
    const length = SECRET_BYTES + KEY_BYTES + 1 + checksum.length;
    if (this.scratch.length !== length) {
      this.scratch = Buffer.alloc(length, checksum.length);
      secret.copy(this.scratch);
    }
    this.scratch.set(key, SECRET_BYTES);
    this.scratch.set(checksum, SECRET_BYTES + KEY_BYTES + 1);
    // SHA-512/256 has no length extension, so that a hash keyed by a prefix is safe.
    const message = output === null ? this.scratch : Buffer.concat([this.scratch, Buffer.from(output)]);
    return hash('sha512-256', message, 'binary');
  }
}

/** Keys and seals that were verified, each in a place that the key gives: to compare them costs a third of a signature. */
class Verified {
  private bytes: Uint8Array | undefined;

  has(key: Buffer, row: Buffer): boolean {
    const { bytes } = this;
    if (bytes === undefined) return false;
    const at = placeOf(key);
    for (let i = 0; i < KEY_BYTES; i++) if (bytes[at + i] !== key[i]) return false;
    for (let i = 0; i < SEAL_BYTES; i++) if (bytes[at + KEY_BYTES + i] !== row[i]) return false;
    return true;
  }

  add(key: Buffer, row: Buffer): void {
    this.bytes ??= new Uint8Array(REMEMBERED * (KEY_BYTES + SEAL_BYTES));
    const at = placeOf(key);
    this.bytes.set(key, at);
    this.bytes.set(row.subarray(0, SEAL_BYTES), at + KEY_BYTES);
  }
}

/** A key is a hash: any bits of it are as good as random. */
function placeOf(key: Buffer): number {
  return (key.readUInt16BE(0) % REMEMBERED) * (KEY_BYTES + SEAL_BYTES);
}

/** Signs all entries of a store as this user's own. Returns how many were not before. */
export function trustAll(session: Session, signer: Signer, onProgress?: (done: number) => void): number {
  let signed = 0;
  for (let last = -1, done = 0; ;) {
    const rows = session.read(() =>
      session
        .sql(
          `SELECT e.id, e.key, e.checksum, e.mac, p.output FROM entries e LEFT JOIN payloads p ON p.id = e.id
            WHERE e.id > +? ORDER BY e.id LIMIT ?`,
        )
        .all(last, BATCH),
    ) as { id: number; key: Buffer; checksum: Buffer; mac: Buffer | null; output: string | null }[];
    if (rows.length === 0) return signed;
    last = rows.at(-1)!.id;
    const foreign = rows.filter(
      ({ key, checksum, mac, output }) => key.length === KEY_BYTES && !signer.verify(key, checksum, output, mac),
    );
    session.write(() => {
      const update = session.sql('UPDATE entries SET mac = ? WHERE id = ? AND checksum = ?');
      for (const { id, key, checksum, output } of foreign) update.run(signer.sign(key, checksum, output), id, checksum);
    });
    signed += foreign.length;
    onProgress?.((done += rows.length));
  }
}

/** The user's secret, made at the first use; undefined when the data folder cannot be used. */
function readSecret(): Buffer | undefined {
  const file = path.join(dataFolder(), 'secret');
  try {
    return complete(readFileSync(file));
  } catch {
    return makeSecret(file);
  }
}

function makeSecret(file: string): Buffer | undefined {
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    makeFolder(path.dirname(file));
    writeFileSync(temporary, randomBytes(SECRET_BYTES), { mode: 0o600 });
    try {
      // A link fails when another process was faster, so that there is never a second secret.
      linkSync(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      unlinkSync(temporary);
    }
    return complete(readFileSync(file));
  } catch {
    return undefined;
  }
}

function complete(secret: Buffer): Buffer | undefined {
  return secret.length === SECRET_BYTES ? secret : undefined;
}
