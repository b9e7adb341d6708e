import type { Unit } from '../results.ts';

const SCALES: Record<Unit, readonly (readonly [factor: number, name: string])[]> = {
  ns: [
    [1e9, 's'],
    [1e6, 'ms'],
    [1e3, 'µs'],
    [1, 'ns'],
  ],
  bytes: [
    [2 ** 30, 'GiB'],
    [2 ** 20, 'MiB'],
    [2 ** 10, 'KiB'],
    [1, 'bytes'],
  ],
};

/** A quantity as a person reads it, three digits: `12.3 µs`, `1.02 GiB`. */
export function quantity(value: number, unit: Unit): string {
  const scales = SCALES[unit];
  const [factor, name] = scales.find(([size]) => Math.abs(value) >= size) ?? scales.at(-1)!;
  return `${digits(value / factor)} ${name}`;
}

/** A ratio as a person reads it: `0.083 (1/12.0)` below a half, `1.3` above. */
export function ratio(value: number): string {
  return value < 0.5 ? `1/${digits(1 / value)}` : digits(value);
}

/** Three digits that count. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const magnitude = Math.abs(value);
  return magnitude >= 100 ? value.toFixed(0) : magnitude >= 10 ? value.toFixed(1) : value.toFixed(2);
}
