import { types } from 'node:util';
import type { HashWriter } from '../hash';
import { Members, type Frame } from './frames';
import type { Kind } from './kinds';
import { writeBigInt, writeBuffer, writeNumber, writeRegExp, writeSymbol, writeView } from './leaves';
import { Refusal } from './refusal';
import { Tag } from './tags';

/**
 * Writes the content of a built-in: all of it (false), or what comes before its members, which `openFrame` takes (true).
 * The built-ins' own methods are called, so that an object that only claims to be one is noticed.
 */
export function encodeContent(out: HashWriter, value: object, kind: Kind, openFrame: () => Frame): boolean {
  switch (kind.base) {
    case 'array':
      return openList(out, Tag.array, openFrame, Members.indexed, (value as unknown[]).length);
    case 'map': {
      const map = value as Map<unknown, unknown>;
      return openList(
        out,
        Tag.map,
        openFrame,
        Members.mapEntries,
        sizeOfMap.call(map),
        Map.prototype.entries.call(map),
      );
    }
    case 'set': {
      const set = value as Set<unknown>;
      return openList(out, Tag.set, openFrame, Members.setValues, sizeOfSet.call(set), Set.prototype.values.call(set));
    }
    case 'date':
      out.byte(Tag.date);
      writeNumber(out, Date.prototype.getTime.call(value));
      return false;
    case 'regexp':
      writeRegExp(out, value as RegExp);
      return false;
    case 'boxed':
      out.byte(Tag.boxed);
      writeBoxed(out, value);
      return false;
    case 'url':
      out.byte(Tag.url);
      out.text(URL.prototype.toString.call(value));
      return false;
    case 'urlSearchParams':
      out.byte(Tag.urlSearchParams);
      out.text(URLSearchParams.prototype.toString.call(value));
      return false;
    case 'view':
      writeView(out, kind.type, value as ArrayBufferView);
      return false;
    case 'arrayBuffer':
      writeBuffer(out, value as ArrayBuffer, Tag.arrayBuffer);
      return false;
    case 'sharedArrayBuffer':
      writeBuffer(out, value as SharedArrayBuffer, Tag.sharedArrayBuffer);
      return false;
    case 'described': {
      out.byte(Tag.described);
      out.text(kind.type);
      const content = kind.describe!(value as never);
      const frame = openFrame();
      frame.members = Members.keyed;
      frame.keys = [];
      frame.values = [content];
      frame.labels = [''];
      return opened(out, frame, 1);
    }
    default:
      throw new Refusal(`is of a kind that has no content (${kind.base})`);
  }
}

const sizeOfMap = Object.getOwnPropertyDescriptor(Map.prototype, 'size')!.get as (
  this: Map<unknown, unknown>,
) => number;
const sizeOfSet = Object.getOwnPropertyDescriptor(Set.prototype, 'size')!.get as (this: Set<unknown>) => number;

function openList(
  out: HashWriter,
  tag: number,
  openFrame: () => Frame,
  members: Members,
  size: number,
  iterator?: Iterator<unknown>,
): true {
  out.byte(tag);
  out.varint(size);
  const frame = openFrame();
  frame.members = members;
  frame.iterator = iterator;
  return opened(out, frame, members === Members.mapEntries ? size * 2 : size);
}

function opened(out: HashWriter, frame: Frame, count: number): true {
  frame.next = 0;
  frame.count = count;
  frame.run = out.length;
  return true;
}

function writeBoxed(out: HashWriter, value: object): void {
  if (types.isNumberObject(value)) writeNumber(out, Number.prototype.valueOf.call(value));
  else if (types.isBooleanObject(value)) out.byte(Boolean.prototype.valueOf.call(value) ? Tag.true : Tag.false);
  else if (types.isBigIntObject(value)) writeBigInt(out, BigInt.prototype.valueOf.call(value));
  else if (types.isStringObject(value)) {
    out.byte(Tag.string);
    out.text(String.prototype.valueOf.call(value));
  } else if (!writeSymbol(out, Symbol.prototype.valueOf.call(value))) {
    throw new Refusal('is a symbol that only this process has (use Symbol.for)');
  }
}
