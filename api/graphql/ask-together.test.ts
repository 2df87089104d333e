import { describe, expect, test } from 'vitest';
import { askTogether } from './ask-together.js';

/** A database that answers when it is told to. */
function stage() {
  const reads: { readonly keys: readonly string[]; readonly answer: () => void; readonly fail: () => void }[] = [];
  const waiting: (() => void)[] = [];
  const ask = askTogether(
    (keys: readonly string[]) =>
      new Promise<string[]>((resolve, reject) => {
        reads.push({ keys, answer: () => resolve(keys.map((key) => `${key}!`)), fail: () => reject(new Error('away')) });
        waiting.splice(0).forEach((wake) => wake());
      }),
  );
  const read = async (number: number) => {
    while (!reads[number]) await new Promise<void>((resolve) => waiting.push(resolve));
    return reads[number];
  };
  return { ask, read, reads };
}

describe('what is asked for at the same time', () => {
  test('is one command, also for the same thing twice', async () => {
    const { ask, read, reads } = stage();
    const answers = Promise.all([ask('a'), ask('b'), ask('a')]);
    (await read(0)).answer();
    expect(await answers).toEqual(['a!', 'b!', 'a!']);
    expect(reads).toHaveLength(1);
  });

  test('while a command is under way is another one, which begins after it', async () => {
    const { ask, read, reads } = stage();
    const first = ask('a');
    const running = await read(0);
    const later = Promise.all([ask('a'), ask('b')]);
    await new Promise(setImmediate);
    expect(reads).toHaveLength(1);
    running.answer();
    (await read(1)).answer();
    expect([await first, ...(await later)]).toEqual(['a!', 'a!', 'b!']);
    expect(reads[1]?.keys).toEqual(['a', 'b']);
  });

  test('fails together, and the next goes on', async () => {
    const { ask, read } = stage();
    const first = ask('a');
    const running = await read(0);
    const later = ask('b');
    running.fail();
    await expect(first).rejects.toThrow('away');
    (await read(1)).answer();
    expect(await later).toBe('b!');
  });

  test('is more than one command where it is very much', async () => {
    const { ask, read } = stage();
    const answers = Promise.all(Array.from({ length: 1_200 }, (_, index) => ask(String(index))));
    for (let number = 0; number < 3; number += 1) (await read(number)).answer();
    expect(await answers).toHaveLength(1_200);
  });
});
