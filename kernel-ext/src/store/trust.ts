import { hash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from './location';

const SECRET_BYTES = 32;

/**
 * Tells entries that this user wrote from those that came with a copied store. Each entry carries a keyed hash made
 * with a secret that lies in the user's data folder (0600), so that a store from elsewhere cannot pretend.
 */
export class Signer {
  private secret: Buffer | undefined | null = null;

  /** The signature of an entry: over its key, the checksum of its value, and what it would print. */
  sign(key: Buffer, checksum: Buffer, output: string | null): Buffer | null {
    const secret = (this.secret ??= readSecret());
    if (!secret) return null;
    const parts = output === null ? [secret, key, checksum] : [secret, key, checksum, Buffer.from(output)];
    // SHA-512/256 has no length extension, so that a hash keyed by a prefix is safe; key and checksum have fixed lengths.
    return hash('sha512-256', Buffer.concat(parts), 'buffer');
  }

  /** Whether an entry was signed by this user. Without a data folder nothing can be told, and all is trusted. */
  verify(key: Buffer, checksum: Buffer, output: string | null, mac: Buffer | null): boolean {
    const expected = this.sign(key, checksum, output);
    return expected === null || (mac !== null && expected.equals(mac));
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
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
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
