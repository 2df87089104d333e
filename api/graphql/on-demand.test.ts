import { expect, test, vi } from 'vitest';
import { onDemand } from './on-demand.js';

test('makes what is asked for, once for each, from what it was given', () => {
  const makers = { double: vi.fn((of: number) => ({ is: of * 2 })), square: vi.fn((of: number) => ({ is: of * of })) };
  const OfNumber = onDemand<{ double: { is: number }; square: { is: number } }, number>(makers);
  const three = new OfNumber(3);
  const four = new OfNumber(4);
  expect(makers.double).not.toHaveBeenCalled();
  expect(Object.hasOwn(three, 'double')).toBe(false);

  expect(three.double).toEqual({ is: 6 });
  expect(three.double).toBe(three.double);
  expect(four.double).toEqual({ is: 8 });
  expect(makers.double).toHaveBeenCalledTimes(2);
  expect(Object.hasOwn(three, 'double')).toBe(true);
  expect(makers.square).not.toHaveBeenCalled();
});
