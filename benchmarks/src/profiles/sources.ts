import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inRepository } from '../paths.ts';

/** Where a function is, as a profile tells it: lines and columns count from 0. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber?: number;
}

/** What Node calls code that came without a name, as cells do. */
const CELL = 'evalmachine.';

const maps = new Map<string, SourceMap | null>();

/**
 * `file:line` of a function, relative to the repository: of the source, where what runs was made of it. `node:fs:12` for
 * Node's own, `cell:3` for a cell, '' for the engine's.
 */
export function placeOf({ url, lineNumber, columnNumber = 0 }: CallFrame): string {
  if (url === '' || url.startsWith('node:')) return url === '' ? '' : `${url}:${lineNumber + 1}`;
  if (url.startsWith(CELL)) return `cell:${lineNumber + 1}`;
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  const entry = mapOf(file)?.findEntry(lineNumber, columnNumber);
  if (entry && 'originalSource' in entry)
    return `${shorten(resolve(dirname(file), entry.originalSource))}:${entry.originalLine + 1}`;
  return `${shorten(file)}:${lineNumber + 1}`;
}

function mapOf(file: string): SourceMap | null {
  let map = maps.get(file);
  if (map === undefined) {
    const beside = `${file}.map`;
    map = existsSync(beside) ? new SourceMap(JSON.parse(readFileSync(beside, 'utf8'))) : null;
    maps.set(file, map);
  }
  return map;
}

function shorten(file: string): string {
  return relative(inRepository(), file).replaceAll('\\', '/');
}
