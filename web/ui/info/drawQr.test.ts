import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { drawQr } from './drawQr';

const link = 'https://chat.example.org/invite/abcDEF2345678xyz';

test('the path covers the dark modules and nothing else', () => {
  const { path, size } = drawQr(link);
  const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/gu)) {
    for (let step = 0; step < Number(length); step += 1) drawn[Number(y)]?.splice(Number(x) + step, 1, true);
  }
  expect(drawn).toEqual(encode(link, { ecc: 'M', border: 4 }).data);
  expect(path.replaceAll(/M\d+ \d+h\d+v1H\d+z/gu, '')).toBe('');
});

test('four light modules are around it', () => {
  const { path, size } = drawQr(link);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/gu)) {
    expect(Math.min(Number(x), Number(y))).toBeGreaterThanOrEqual(4);
    expect(Math.max(Number(x) + Number(length), Number(y) + 1)).toBeLessThanOrEqual(size - 4);
  }
});
