import { types } from 'node:util';
import type { ValueAdapter } from './adapter';
import { classNameOf, expectKeys, isInstanceOf, userModule } from './user-module';

/** Where a notebook gets the classes from: `d3.group`, `d3.rollup` and `d3.index` return them. */
const PACKAGES = ['d3-array', 'd3', 'internmap'];
const KEYS = ['_intern', '_key'];

/** A Map or Set of D3, which tells keys apart by `valueOf`. */
interface Interned extends Iterable<unknown> {
  readonly _key: unknown;
}

type InternedClass = new (content?: Iterable<unknown>) => Interned;

function adapterFor(packageName: string, className: 'InternMap' | 'InternSet'): ValueAdapter {
  const classOfUser = (): InternedClass | undefined =>
    userModule(packageName)?.[className] as InternedClass | undefined;
  return {
    name: `${packageName}:${className.toLowerCase()}`,
    recognises: (value) =>
      (types.isMap(value) || types.isSet(value)) &&
      classNameOf(value) === className &&
      isInstanceOf(value, userModule(packageName), className),
    encode(value) {
      expectKeys(value, KEYS);
      const interned = value as Interned;
      if (interned._key !== new (classOfUser()!)()._key) {
        throw new Error(`it tells keys apart by a function of its own: return a plain ${className.slice(6)} instead`);
      }
      return [...interned];
    },
    decode(content) {
      const Class = classOfUser();
      return Class && new Class(content as unknown[]);
    },
  };
}

/** Maps and Sets of D3. */
export const internMapAdapters: readonly ValueAdapter[] = PACKAGES.flatMap((name) => [
  adapterFor(name, 'InternMap'),
  adapterFor(name, 'InternSet'),
]);
