/** A Float64Array of `size` bytes out; its first element is the milliseconds that making it took, which a miss may deduct. */
function work(size: number, seed: number) {
  const started = performance.now();
  const samples = new Float64Array(size / 8).fill(seed + 0.5);
  samples[0] = performance.now() - started;
  return samples;
}
const calls = [[bytes, 0]];
const fresh = (count: number) => [bytes, 1000 + count];
const own = (samples: Float64Array) => samples[0]!;
/** Eight running sums to a block, as NumPy adds; a block is a call, so that the engine keeps its code. */
function sumOf(samples: Float64Array, from: number, to: number) {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = from; i < to; i += 8) {
    a += samples[i]!;
    b += samples[i + 1]!;
    c += samples[i + 2]!;
    d += samples[i + 3]!;
    e += samples[i + 4]!;
    f += samples[i + 5]!;
    g += samples[i + 6]!;
    h += samples[i + 7]!;
  }
  return a + b + (c + d) + (e + f + (g + h));
}
function use(samples: Float64Array) {
  const block = 8192;
  let sum = 0;
  for (let i = 0; i < samples.length; i += block) sum += sumOf(samples, i, Math.min(i + block, samples.length));
  return sum;
}
