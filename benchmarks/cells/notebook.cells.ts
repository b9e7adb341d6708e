/** Readings of 100 stations, one every ten minutes for a year, made of a seeded sequence. */
function simulate(stations: number, days: number) {
  const count = stations * days * 144;
  const readings = new Float64Array(count);
  let state = 42;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    readings[i] = 15 + 10 * Math.sin((i / 144 / days) * 2 * Math.PI) + 8 * (state / 2 ** 32 - 0.5);
  }
  return readings;
}
const simulated = cache(simulate);
const readings = simulated(100, 365);
// %%
function toCsv(values: Float64Array, every: number) {
  const lines = ['station,time,temperature'];
  for (let i = 0; i < values.length; i += every) lines.push(`s${i % 100},${i * 600},${values[i]!.toFixed(3)}`);
  return lines.join('\n');
}
const exported = cache(toCsv);
const csv = exported(readings, 24);
// %%
function parse(text: string) {
  const [, ...lines] = text.split('\n');
  return lines.map((line) => {
    const [station, time, temperature] = line.split(',');
    return { station: station!, time: Number(time), temperature: Number(temperature) };
  });
}
const parsed = cache(parse);
const rows = parsed(csv);
// %%
function clean(table: { station: string; time: number; temperature: number }[]) {
  const sorted = table.map((row) => row.temperature).sort((a, b) => a - b);
  const low = sorted[Math.floor(sorted.length * 0.01)]!;
  const high = sorted[Math.floor(sorted.length * 0.99)]!;
  return table.filter((row) => row.temperature >= low && row.temperature <= high);
}
const cleaned = cache(clean);
const kept = cleaned(rows);
// %%
function byStation(table: { station: string; time: number; temperature: number }[]) {
  const groups = new Map<string, number[]>();
  for (const row of table) {
    const group = groups.get(row.station);
    if (group) group.push(row.temperature);
    else groups.set(row.station, [row.temperature]);
  }
  return groups;
}
const grouped = cache(byStation);
const groups = grouped(kept);
// %%
function summarize(series: Map<string, number[]>) {
  return [...series].map(([station, values]) => {
    const sorted = Float64Array.from(values).sort();
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { station, mean, median: sorted[sorted.length >> 1]!, count: values.length };
  });
}
const summarized = cache(summarize);
const summary = summarized(groups);
// %%
function smooth(values: Float64Array, width: number) {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    let sum = 0;
    const from = Math.max(0, i - width);
    const to = Math.min(values.length, i + width + 1);
    for (let j = from; j < to; j++) sum += values[j]!;
    out[i] = sum / (to - from);
  }
  return out;
}
const smoothed = cache(smooth);
const trend = smoothed(readings, 72);
// %%
function residuals(values: Float64Array, baseline: Float64Array) {
  return values.map((value, i) => value - baseline[i]!);
}
const remaining = cache(residuals);
const noise = remaining(readings, trend);
// %%
function autocorrelation(values: Float64Array, lags: number) {
  return Array.from({ length: lags }, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < values.length; i++) sum += values[i]! * values[i - lag]!;
    return sum / (values.length - lag);
  });
}
const correlated = cache(autocorrelation);
const correlations = correlated(noise, 144);
// %%
function bootstrap(values: Float64Array, samples: number) {
  let state = 7;
  const means = new Float64Array(samples);
  for (let s = 0; s < samples; s++) {
    let sum = 0;
    for (let i = 0; i < 20_000; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      sum += values[state % values.length]!;
    }
    means[s] = sum / 20_000;
  }
  return means.sort();
}
const bootstrapped = cache(bootstrap);
const means = bootstrapped(noise, 4000);
// %%
function fit(values: number[], steps: number) {
  let rate = 0.5;
  for (let step = 0; step < steps; step++) {
    let gradient = 0;
    for (let i = 0; i < values.length; i++)
      gradient += (Math.exp(-rate * i) * values[0]! - values[i]!) * -i * Math.exp(-rate * i);
    rate -= (1e-4 * gradient) / values.length;
  }
  return { rate, halfLife: Math.LN2 / rate };
}
const fitted = cache(fit);
const model = fitted(correlations, 200_000);
// %%
function report(
  table: { station: string; mean: number; median: number; count: number }[],
  interval: Float64Array,
  decay: { rate: number; halfLife: number },
) {
  const at = (share: number) => interval[Math.floor(interval.length * share)]!;
  return {
    warmest: [...table].sort((a, b) => b.mean - a.mean).slice(0, 5),
    interval: [at(0.025), at(0.975)],
    decay,
  };
}
const reported = cache(report);
const result = reported(summary, means, model);
console.log(JSON.stringify(result));
