import type { FingerprintPart } from '../types';

/** Longest text of a part, in characters: enough to show a change, small enough to keep for each version. */
const TEXT_LIMIT = 4_000;

/** Something that counts by name only, and what the person can do about it. */
export interface Unseen {
  readonly name: string;
  /** Completes "`name` …": `is a Proxy, whose content cannot be read`. */
  readonly reason: string;
  /** Whether nothing of it counts but its name; otherwise its text does. */
  readonly isOpaque: boolean;
}

/** What a fingerprint is made of, in the words of the person who wrote the code. */
export class Report {
  readonly parts: FingerprintPart[] = [];
  readonly unseen: Unseen[] = [];
  /** What the code itself assigns to or changes, by the names under which it may be read as well. */
  readonly written = new Set<string>();
  /** Whether something that the code reads was not there yet, or could not be followed. */
  isPartial = false;
  /** For a part, by its name, what to write in `ignore` to leave it out. */
  readonly ignorable = new Map<string, string>();
  /** What the user's code calls that through which everything is reached that is being added. */
  via: string | undefined;
  private readonly added = new Set<string>();
  private readonly names = new Map<string, number>();

  /** Adds a part, once; a name that is taken by another part gets a number. */
  add(kind: FingerprintPart['kind'], name: string, digest: string, text: string): void {
    const identity = `${kind} ${name} ${digest}`;
    if (this.added.has(identity)) return;
    this.added.add(identity);
    const count = (this.names.get(name) ?? 0) + 1;
    this.names.set(name, count);
    const shortened = text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT - 1)}…` : text;
    this.parts.push({ kind, name: count > 1 ? `${name} (${count})` : name, digest, text: shortened });
    if (this.via !== undefined && !this.ignorable.has(name)) {
      this.ignorable.set(name, this.via.startsWith(`${name}.`) ? name : this.via);
    }
  }

  cannotSee(name: string, reason: string, isOpaque = false): void {
    this.isPartial = true;
    if (this.unseen.some((known) => known.name === name)) return;
    this.unseen.push({ name, reason, isOpaque });
    this.add('unseen', name, '', reason);
  }
}
