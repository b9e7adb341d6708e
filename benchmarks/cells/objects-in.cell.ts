/** A list of 10,000 objects in, a number out. Two lists take turns. */
function work(rows: { id: number; name: string; score: number; active: boolean }[]) {
  return rows.length;
}
const makeRows = (seed: number) =>
  Array.from({ length: 10_000 }, (_, id) => ({ id, name: `row ${id + seed}`, score: id * 0.25 + seed, active: id % 3 === 0 }));
const calls = [0, 1].map((seed) => [makeRows(seed)]);
const fresh = (count: number) => [makeRows(1000 + count)];
