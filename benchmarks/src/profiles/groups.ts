/** The kinds of work into which the time of a call is divided, in the order of the report, and what each is. */
export const GROUPS = {
  sqlite: 'SQLite',
  hashing: 'hashing',
  values: 'decoding and encoding',
  files: 'file system',
  keys: 'our code: keys',
  store: 'our code: store',
  calls: 'our code: calls',
  collection: 'garbage collection',
  node: "Node's own",
  function: 'the function itself',
  work: 'what the caller does',
  waiting: 'waiting',
} as const;

/** One of the kinds of work. */
export type Group = keyof typeof GROUPS;

/** What the engine tells of moments in which no function runs. */
const ENGINE: Readonly<Record<string, Group>> = {
  '(garbage collector)': 'collection',
  '(program)': 'node',
  '(idle)': 'waiting',
};

/** By place; the first that fits counts. Native functions of packages have no frame of their own, so the one file that calls them stands for them. */
const PLACES: readonly (readonly [RegExp, Group])[] = [
  [/better-sqlite3|workers\/sqlite-frames/, 'sqlite'],
  [/^node:(internal\/)?crypto|src\/keys\/hash\.ts|src\/values\/body\/checksum\.ts|blake-hash|xxhash/, 'hashing'],
  [/^node:(internal\/)?fs|src\/values\/body\/(mapping|value-file|sync-queue)\.ts|koffi/, 'files'],
  [/kernel-ext\/src\/values\/|msgpackr/, 'values'],
  [/kernel-ext\/src\/keys\//, 'keys'],
  [/kernel-ext\/src\/store\//, 'store'],
  [/kernel-ext\/(src|dist)\//, 'calls'],
  [/^node:/, 'node'],
];

/**
 * Which kind of work a function is. One of the engine's without a place (`push`, `sort`) is its caller's; what the library calls
 * that is neither its own nor of a package is the function that it caches.
 */
export function groupOf(name: string, place: string, caller: Group): Group {
  if (place === '') return ENGINE[name] ?? caller;
  const known = PLACES.find(([pattern]) => pattern.test(place));
  return known?.[1] ?? (caller === 'work' ? 'work' : 'function');
}

/** Name of the library's own source file, as the report shows it: `store/entries.ts`; undefined for all else. */
export function ownFile(place: string): string | undefined {
  return /kernel-ext\/src\/(.+):\d+$/.exec(place)?.[1];
}
