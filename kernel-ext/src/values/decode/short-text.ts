/** Longest text that is read here. The engine copies parts of a text up to this length; of longer ones it keeps the whole. */
export const SHORT_TEXT = 12;
/** Texts that are built character by character before stretches of the input are made texts to copy from. */
const FEW = 64;
/** Bytes of a stretch: Node keeps texts of a megabyte outside of the engine's memory, where they cost a collection. */
const STRETCH = 16 * 1024;
/** Texts that are remembered, a power of two: values repeat their words. */
const REMEMBERED = 1024;
/** After so many new texts of one length in a row, others of that length are not looked up any more: they are ids. */
const NEW_IN_A_ROW = 512;

interface NodeBytes {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
}

const node = (globalThis as { Buffer?: { prototype: NodeBytes } }).Buffer?.prototype;

/**
 * Reads the short ASCII texts of one value, front to back, without a call into native code for each, which would cost more
 * than the text, and gives texts that repeat as one.
 */
export class ShortTexts {
  private seen = 0;
  /** Part of the input, one character a byte; right for ASCII, which is all that is taken from it. */
  private stretch = '';
  private start = 0;
  private remembered: string[] = [];
  /** How many of the last texts were new, by their length. */
  private newInARow: number[] = [];

  constructor(private readonly bytes: Uint8Array) {}

  /** `length` bytes from `at` on, at most {@link SHORT_TEXT}; undefined when they are not ASCII. */
  read(at: number, length: number): string | undefined {
    const { bytes } = this;
    const end = at + length;
    let hash = length;
    for (let i = at; i < end; i++) {
      const byte = bytes[i]!;
      if (byte >= 0x80) return undefined;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (this.seen < FEW) return this.spell(at, end);
    if (this.newInARow[length]! >= NEW_IN_A_ROW) return this.cut(at, end);
    const place = (hash ^ (hash >>> 10)) & (REMEMBERED - 1);
    const known = this.remembered[place]!;
    if (this.holds(known, at, length)) {
      this.newInARow[length] = 0;
      return known;
    }
    this.newInARow[length]!++;
    return (this.remembered[place] = this.cut(at, end));
  }

  private cut(at: number, end: number): string {
    if (end > this.start + this.stretch.length) this.moveTo(at);
    return this.stretch.substring(at - this.start, end - this.start);
  }

  private moveTo(at: number): void {
    const { bytes } = this;
    const end = Math.min(at + STRETCH, bytes.length);
    this.stretch = node
      ? node.latin1Slice.call(bytes, at, end)
      : new TextDecoder('latin1').decode(bytes.subarray(at, end));
    this.start = at;
  }

  private spell(at: number, end: number): string {
    if (++this.seen === FEW) {
      this.remembered = new Array<string>(REMEMBERED).fill('');
      this.newInARow = new Array<number>(SHORT_TEXT + 1).fill(0);
    }
    let text = '';
    for (let i = at; i < end; i++) text += String.fromCharCode(this.bytes[i]!);
    return text;
  }

  private holds(text: string, at: number, length: number): boolean {
    if (text.length !== length) return false;
    for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== this.bytes[at + i]) return false;
    return true;
  }
}
