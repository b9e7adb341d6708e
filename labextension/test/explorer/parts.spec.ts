import { sumActivity } from '../../src/explorer/activity';
import { treemap } from '../../src/explorer/treemap';

const HOUR = 3_600_000;

describe('treemap', () => {
  const area = ({ width, height }: { width: number; height: number }): number => width * height;

  it('gives each part its share of the area', () => {
    const parts = treemap([6, 3, 1], 2);
    expect(parts.map(area)).toEqual([expect.closeTo(0.6), expect.closeTo(0.3), expect.closeTo(0.1)]);
  });

  it('fills the whole without overlap', () => {
    const weights = [50, 20, 10, 9, 5, 3, 2, 1];
    const parts = treemap(weights, 3);
    for (const [i, a] of parts.entries()) {
      expect(a.x).toBeGreaterThanOrEqual(-1e-9);
      expect(a.y).toBeGreaterThanOrEqual(-1e-9);
      expect(a.x + a.width).toBeLessThanOrEqual(1 + 1e-9);
      expect(a.y + a.height).toBeLessThanOrEqual(1 + 1e-9);
      for (const b of parts.slice(i + 1)) {
        const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        expect(wide > 1e-9 && high > 1e-9).toBe(false);
      }
    }
    expect(parts.reduce((sum, part) => sum + area(part), 0)).toBeCloseTo(1);
  });

  it('keeps parts of equal weight close to squares', () => {
    for (const { width, height } of treemap(new Array<number>(12).fill(1), 3)) {
      expect((width * 3) / height).toBeGreaterThan(0.4);
      expect((width * 3) / height).toBeLessThan(2.5);
    }
  });

  it('gives the whole to a single part, and nothing to none', () => {
    expect(treemap([7], 3)).toEqual([{ x: 0, y: 0, width: 1, height: 1 }]);
    expect(treemap([], 3)).toEqual([]);
  });
});

describe('sumActivity', () => {
  const hour = (start: number, hits: number, misses: number) => ({ start, hits, misses, timeSavedMs: hits * 10 });

  it('adds up the stores, and counts hours without calls, too', () => {
    const sum = sumActivity(
      [
        { from: 0, to: 6 * HOUR, hours: [hour(0, 1, 1), hour(2 * HOUR, 2, 0)] },
        { from: 0, to: 6 * HOUR, hours: [hour(HOUR, 4, 1)] },
      ],
      3,
    );
    expect(sum).toEqual({
      columns: [
        { start: 0, hits: 7, misses: 2 },
        { start: 3 * HOUR, hits: 0, misses: 0 },
      ],
      hits: 7,
      misses: 2,
      timeSavedMs: 70,
    });
  });

  it('leaves out what lies outside of the time', () => {
    expect(sumActivity([{ from: HOUR, to: 2 * HOUR, hours: [hour(5 * HOUR, 9, 9)] }], 1).hits).toBe(0);
  });
});
