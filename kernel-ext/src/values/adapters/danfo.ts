import type { ValueAdapter } from './adapter';
import { classNameOf, expectKeys, isInstanceOf, userModule } from './user-module';

const PACKAGES = ['danfojs-node', 'danfojs'];
const KEYS = ['$dataIncolumnFormat', '$index', '$columns', '$dtypes', '$isSeries', '$config', '$data'];

interface Frame {
  readonly $data: unknown[];
  readonly $index: (string | number)[];
  readonly $columns: string[];
  readonly $dtypes: string[];
  readonly $config: object;
}

type FrameClass = new (data: unknown[], options: object) => Frame;

function adapterFor(packageName: string, className: 'DataFrame' | 'Series'): ValueAdapter {
  return {
    name: `${packageName}:${className.toLowerCase()}`,
    recognises: (value) => classNameOf(value) === className && isInstanceOf(value, userModule(packageName), className),
    encode(value) {
      // A frame has a getter for each column beside them.
      expectKeys(value, [...KEYS, ...(value as Frame).$columns.map(String)]);
      const { $data: data, $index: index, $columns: columns, $dtypes: dtypes, $config } = value as Frame;
      return { data, index, columns, dtypes, config: { ...$config } };
    },
    decode(stored) {
      const Class = userModule(packageName)?.[className] as FrameClass | undefined;
      const { data, ...options } = stored as { data: unknown[] };
      return Class === undefined ? undefined : new Class(data, options);
    },
  };
}

/** What danfo makes, in Node and for browsers. */
export const danfoAdapters: readonly ValueAdapter[] = PACKAGES.flatMap((name) => [
  adapterFor(name, 'DataFrame'),
  adapterFor(name, 'Series'),
]);
