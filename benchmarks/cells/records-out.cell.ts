/** `rows` small objects out: a number, a text, a score, a list and an object each; 125 of them are about 10 kB as JSON. */
function work(count: number, seed: number) {
  return Array.from({ length: count }, (_, id) => ({
    id,
    name: `row ${id + seed}`,
    score: id * 0.25,
    tags: [`tag ${id % 50}`, 'all'],
    at: { x: id, y: id * 0.5 },
  }));
}
const calls = [0, 1].map((seed) => [rows, seed]);
const fresh = (count: number) => [rows, 1000 + count];
