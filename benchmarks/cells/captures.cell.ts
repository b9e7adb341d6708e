/** As `small`, with five helpers and ten captured constants behind it. */
const offset = 3;
const scale = 2.5;
const prefix = 'number';
const separator = ' ';
const limits = { low: -1000, high: 1000 };
const weights = [0.1, 0.2, 0.3, 0.4];
const units = new Map([
  ['m', 1],
  ['km', 1000],
]);
const rounding = 6;
const enabled = true;
const origin = { x: 1, y: 2, name: 'origin' };
function shift(n: number) {
  return enabled ? n + offset + origin.x - origin.x : n;
}
function clamp(n: number) {
  return Math.min(limits.high, Math.max(limits.low, n));
}
function weigh(n: number) {
  return weights.reduce((sum, weight) => sum + weight * n, 0) * scale * (units.get('m') ?? 1);
}
function round(n: number) {
  return Number(n.toFixed(rounding));
}
function label(n: number) {
  return `${prefix}${separator}${n}`;
}
function work(n: number) {
  return { n, value: round(weigh(clamp(shift(n)))), label: label(n) };
}
const calls = Array.from({ length: 100 }, (_, n) => [n]);
const fresh = (count: number) => [1_000_000 + count];
