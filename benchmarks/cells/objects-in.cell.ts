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
