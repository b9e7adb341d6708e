/**
 * SQL: the row `e` of the entry with a key, found by the index `entries_by_key`, which has the first bytes of each. The key is
 * to be given twice. The signs keep the planner from looking at it, so that no call prepares its statement anew.
 *
 * @example
 * session.sql(`SELECT e.created FROM entries e WHERE ${BY_KEY}`).get(key, key);
 */
export const BY_KEY = 'substr(e.key, 1, 8) = substr(+?, 1, 8) AND e.key = +?';
