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
function use(samples: Float64Array) {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i]!;
  return sum;
}
