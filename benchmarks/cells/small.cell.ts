/** A number in, a small object out. */
function work(n: number) {
  return { n, square: n * n, label: `number ${n}` };
}
const calls = Array.from({ length: 100 }, (_, n) => [n]);
const fresh = (count: number) => [1_000_000 + count];
