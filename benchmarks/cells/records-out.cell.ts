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
/** The same list by plain code, its texts taken over: what no decoder can do without. */
function copy(records: ReturnType<typeof work>) {
  const list: ReturnType<typeof work> = [];
  for (const { id, name, score, tags, at } of records) {
    list.push({ id: id, name: name, score: score, tags: [tags[0]!, tags[1]!], at: { x: at.x, y: at.y } });
  }
  return list;
}
