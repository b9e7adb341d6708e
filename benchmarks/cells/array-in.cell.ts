/** A Float64Array of `bytes` bytes in, a number out. Two arrays take turns. */
function work(samples: Float64Array) {
  return samples.length;
}
const makeArray = (seed: number) => Float64Array.from({ length: bytes / 8 }, (_, i) => i * 0.5 + seed);
const calls = [0, 1].map((seed) => [makeArray(seed)]);
const fresh = (count: number) => [makeArray(1000 + count)];
