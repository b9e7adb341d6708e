/** `rows` small objects out; 200 of them are about 10 kB as JSON. */
function work(count: number, seed: number) {
  return Array.from({ length: count }, (_, id) => ({ id, name: `row ${id + seed}`, score: id * 0.25, active: id % 3 === 0 }));
}
const calls = [0, 1].map((seed) => [rows, seed]);
const fresh = (count: number) => [rows, 1000 + count];
