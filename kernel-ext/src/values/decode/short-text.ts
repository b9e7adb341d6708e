/** Longest text that is read here. The engine copies parts of a text up to this length; of longer ones it keeps the whole. */
export const SHORT_TEXT = 12;
/** Texts that are built character by character before the whole input is made a text to copy from. */
const FEW = 64;
/** Texts that are remembered, a power of two: values repeat their words. */
const REMEMBERED = 1024;

interface NodeBytes {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
}

const node = (globalThis as { Buffer?: { prototype: NodeBytes } }).Buffer?.prototype;

/**
 * Reads the short ASCII texts of one value without a call into native code, which would cost more than the text, and
 * gives texts that repeat as one.
 */
export class ShortTexts {
  private seen = 0;
  /** The input, one character a byte; right for ASCII, which is all that is taken from it. */
  private whole = '';
  private remembered: string[] = [];

  constructor(private readonly bytes: Uint8Array) {}

  /** `length` bytes from `at` on, at most {@link SHORT_TEXT}; undefined when they are not ASCII. */
  read(at: number, length: number): string | undefined {
    const { bytes } = this;
    let hash = length;
    for (let i = at; i < at + length; i++) {
      const byte = bytes[i]!;
      if (byte >= 0x80) return undefined;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (this.seen < FEW) return this.spell(at, length);
    const place = (hash ^ (hash >>> 10)) & (REMEMBERED - 1);
    const known = this.remembered[place]!;
    if (this.holds(known, at, length)) return known;
    return (this.remembered[place] = this.whole.substring(at, at + length));
  }

  private spell(at: number, length: number): string {
    if (++this.seen === FEW) {
      const { bytes } = this;
      this.whole = node ? node.latin1Slice.call(bytes, 0, bytes.length) : new TextDecoder('latin1').decode(bytes);
      this.remembered = new Array<string>(REMEMBERED).fill('');
    }
    let text = '';
    for (let i = at; i < at + length; i++) text += String.fromCharCode(this.bytes[i]!);
    return text;
  }

  private holds(text: string, at: number, length: number): boolean {
    if (text.length !== length) return false;
    for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== this.bytes[at + i]) return false;
    return true;
  }
}
