/** A text of 10 kB out. */
function work(n: number) {
  return `${n} `.padEnd(10_000, 'the quick brown fox jumps over the lazy dog ');
}
const calls = Array.from({ length: 20 }, (_, n) => [n]);
const fresh = (count: number) => [1_000_000 + count];
