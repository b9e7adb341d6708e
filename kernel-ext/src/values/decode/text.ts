interface NodeBytes {
  utf8Slice(this: Uint8Array, start: number, end: number): string;
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  ucs2Slice(this: Uint8Array, start: number, end: number): string;
}

/** Node's own string readers, several times faster than TextDecoder on short strings; undefined in a browser. */
const node = (globalThis as { Buffer?: { prototype: NodeBytes } }).Buffer?.prototype;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Characters built at once where there is no native reader. */
const CHUNK = 4096;

/** UTF-8. */
export function utf8(bytes: Uint8Array, start: number, end: number): string {
  return node !== undefined ? node.utf8Slice.call(bytes, start, end) : decoder.decode(bytes.subarray(start, end));
}

/** One byte a character; TextDecoder means windows-1252 by "latin1". */
export function latin1(bytes: Uint8Array): string {
  if (node !== undefined) return node.latin1Slice.call(bytes, 0, bytes.byteLength);
  let text = '';
  for (let at = 0; at < bytes.byteLength; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

/** UTF-16 code units, little-endian; TextDecoder would replace lone surrogates. */
export function utf16(bytes: Uint8Array): string {
  if (node !== undefined) return node.ucs2Slice.call(bytes, 0, bytes.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 1 < bytes.byteLength; at += 2 * CHUNK) {
    const units: number[] = [];
    const end = Math.min(at + 2 * CHUNK, bytes.byteLength - 1);
    for (let unit = at; unit < end; unit += 2) units.push(view.getUint16(unit, true));
    text += String.fromCharCode(...units);
  }
  return text;
}
