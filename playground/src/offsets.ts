/** Offsets of the package count code points, those of the editor units of UTF-16. */

const PAIRED = /[\u{10000}-\u{10ffff}]/u;

export function toUnits(text: string, points: number): number {
  if (!PAIRED.test(text)) return Math.min(points, text.length);
  let units = 0;
  for (const each of text) {
    if (points-- <= 0) break;
    units += each.length;
  }
  return units;
}

export function toPoints(text: string, units: number): number {
  if (!PAIRED.test(text)) return units;
  return [...text.slice(0, units)].length;
}
