/** A list of 10,000 objects in, a number out: a number, a text, a score, a list and an object each. Two lists take turns. */
function work(rows: { id: number; name: string; score: number; tags: string[]; at: { x: number; y: number } }[]) {
  return rows.length;
}
const makeRows = (seed: number) =>
  Array.from({ length: 10_000 }, (_, id) => ({
    id,
    name: `row ${id + seed}`,
    score: id * 0.25 + seed,
    tags: [`tag ${id % 50}`, 'all'],
    at: { x: id, y: id * 0.5 },
  }));
const calls = [0, 1].map((seed) => [makeRows(seed)]);
const fresh = (count: number) => [makeRows(1000 + count)];
/** Writes all that the rows hold by plain code that knows their members, and tells how many bytes that takes: what no key can do without. */
function write(rows: Parameters<typeof work>[0], bytes: DataView) {
  let at = 0;
  const number = (value: number) => {
    bytes.setFloat64(at, value, true);
    at += 8;
  };
  const text = (value: string) => {
    bytes.setUint16(at, value.length, true);
    at += 2;
    for (let i = 0; i < value.length; i++, at += 2) bytes.setUint16(at, value.charCodeAt(i), true);
  };
  for (const row of rows) {
    number(row.id);
    text(row.name);
    number(row.score);
    bytes.setUint16(at, row.tags.length, true);
    at += 2;
    for (const tag of row.tags) text(tag);
    number(row.at.x);
    number(row.at.y);
  }
  return at;
}
