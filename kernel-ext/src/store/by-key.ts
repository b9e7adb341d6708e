/** So many bytes of each key are in its index, `entries_by_key`. */
export const PREFIX_BYTES = 8;

/** SQL: the first bytes of a key, as the index has them. */
export function prefixOf(key: string): string {
  return `substr(${key}, 1, ${PREFIX_BYTES})`;
}

/**
 * SQL: the row `e` of the entry with a key, which is to be given twice. The signs keep the planner from looking at it, so that
 * no call prepares its statement anew.
 *
 * @example
 * session.sql(`SELECT e.created FROM entries e WHERE ${BY_KEY}`).get(key, key);
 */
export const BY_KEY = `${prefixOf('e.key')} = ${prefixOf('+?')} AND e.key = +?`;
