/** An object of 1,000 keys in, a number out. Four objects take turns. */
function work(record: Record<string, number | string>) {
  return Object.keys(record).length;
}
const makeRecord = (seed: number) =>
  Object.fromEntries(
    Array.from({ length: 1000 }, (_, i) => [`field${i}`, i % 2 ? i * 0.5 + seed : `value ${i + seed}`]),
  );
const calls = [0, 1, 2, 3].map((seed) => [makeRecord(seed)]);
const fresh = (count: number) => [makeRecord(1000 + count)];
