import { expect, test } from 'vitest';
import { settleCrop, squareOf, wholeCrop, zoomCrop } from './crop';

const wide = { width: 800, height: 400 };

test('the middle of a picture is chosen at first', () => {
  expect(squareOf(wholeCrop, wide)).toEqual({ left: 200, top: 0, edge: 400 });
  expect(squareOf(wholeCrop, { width: 300, height: 900 })).toEqual({ left: 0, top: 300, edge: 300 });
});

test('the square never leaves the picture', () => {
  const right = settleCrop({ zoom: 1, x: -9, y: -9 }, wide);
  expect(squareOf(right, wide)).toEqual({ left: 400, top: 0, edge: 400 });
  const corner = settleCrop({ zoom: 2, x: 9, y: 9 }, wide);
  expect(squareOf(corner, wide)).toEqual({ left: 0, top: 0, edge: 200 });
  expect(settleCrop({ zoom: 99, x: 0, y: 0 }, wide).zoom).toBe(5);
});

test('zooming keeps what is in the middle, and back out again leaves no gap', () => {
  const near = zoomCrop(settleCrop({ zoom: 1, x: 0.25, y: 0 }, wide), 2, wide);
  expect(squareOf(near, wide)).toEqual({ left: 200, top: 100, edge: 200 });
  const moved = settleCrop({ ...near, y: 0.5 }, wide);
  expect(squareOf(zoomCrop(moved, 1, wide), wide)).toEqual({ left: 100, top: 0, edge: 400 });
});
