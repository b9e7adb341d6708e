/** A rectangle of a treemap, in shares of its width and height. */
export interface IRectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Divides a rectangle among weights so that the parts are close to squares (the squarified treemap of Bruls, Huizing and
 * van Wijk).
 *
 * @param weights - Positive numbers, the largest first.
 * @param aspect - Width of the whole divided by its height.
 * @returns A part for each weight, in shares from 0 to 1 of the whole's width and height.
 */
export function treemap(weights: readonly number[], aspect: number): IRectangle[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const free = { x: 0, y: 0, width: aspect, height: 1 };
  const parts: IRectangle[] = [];
  let at = 0;
  while (at < weights.length && total > 0) {
    const side = Math.min(free.width, free.height);
    const row: number[] = [];
    let worst = Infinity;
    while (at + row.length < weights.length) {
      const next = [...row, ((weights[at + row.length] ?? 0) / total) * aspect];
      const worstOfNext = worstRatio(next, side);
      if (worstOfNext > worst) {
        break;
      }
      worst = worstOfNext;
      row.push(next[row.length] ?? 0);
    }
    parts.push(...layRow(row, free));
    at += row.length;
  }
  return parts.map(({ x, y, width, height }) => ({ x: x / aspect, y, width: width / aspect, height }));
}

/** How far from a square the worst of the areas is when they are laid in a row along a side. */
function worstRatio(areas: readonly number[], side: number): number {
  const sum = areas.reduce((total, area) => total + area, 0);
  const largest = Math.max(...areas);
  const smallest = Math.min(...areas);
  return Math.max((side * side * largest) / (sum * sum), (sum * sum) / (side * side * smallest));
}

/** Lays areas along the shorter side of what is free, and takes their strip away from it. */
function layRow(areas: readonly number[], free: IRectangle): IRectangle[] {
  const sum = areas.reduce((total, area) => total + area, 0);
  const isColumn = free.width >= free.height;
  const side = isColumn ? free.height : free.width;
  const thickness = sum / side;
  let offset = 0;
  const parts = areas.map((area) => {
    const length = area / thickness;
    const part = isColumn
      ? { x: free.x, y: free.y + offset, width: thickness, height: length }
      : { x: free.x + offset, y: free.y, width: length, height: thickness };
    offset += length;
    return part;
  });
  if (isColumn) {
    free.x += thickness;
    free.width -= thickness;
  } else {
    free.y += thickness;
    free.height -= thickness;
  }
  return parts;
}
