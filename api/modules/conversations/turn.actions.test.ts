import { expect, it } from 'vitest';
import { takeTurn } from './turn.actions.js';

it('works on one thing in the order asked, goes on after a failure, and lets other things pass', async () => {
  const steps: string[] = [];
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const first = takeTurn('group a', async () => {
    await gate;
    steps.push('first');
    throw new Error('first failed');
  });
  const second = takeTurn('group a', async () => {
    steps.push('second');
    return 2;
  });
  await takeTurn('group b', async () => steps.push('other'));
  release();
  await expect(first).rejects.toThrow('first failed');
  expect(await second).toBe(2);
  expect(steps).toEqual(['other', 'first', 'second']);
});
