import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entriesBetween } from './ranges.js';
import { Store } from './store.js';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  store = new Store(folder);
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = (text: string): Buffer => Buffer.from(text);
const put = (name: string, value = name): void => void store.documents.put(key(name), key(value));
const read = (name: string): string | undefined => store.documents.get(key(name))?.toString();

describe('the store', () => {
  it('rolls back what a failed action wrote, and nothing of the others in its commit', async () => {
    const outcomes = await Promise.allSettled([
      store.write(() => put('before')),
      store.write(() => {
        put('failed');
        put('before', 'changed');
        throw new Error('refused');
      }),
      store.write(() => put('after')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([read('before'), read('failed'), read('after')]).toEqual(['before', undefined, 'after']);
  });

  it('rolls back what a failed action wrote when it is alone, time after time', async () => {
    for (let n = 0; n < 50; n += 1) {
      const failed = store.write(() => {
        put(`failed ${n}`);
        put('last', 'failed');
        throw new Error(`refused ${n}`);
      });
      await expect(failed).rejects.toThrow(`refused ${n}`);
      await store.write(() => put('last', `${n}`));
      expect([read(`failed ${n}`), read('last')]).toEqual([undefined, `${n}`]);
    }
  });

  it('shows an action what earlier actions of the same commit wrote', async () => {
    const [, seen] = await Promise.all([store.write(() => put('a', '1')), store.write(() => read('a'))]);
    expect(seen).toBe('1');
  });

  it('answers writers in the order of their commits', async () => {
    const order: number[] = [];
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.write(() => put(`k${n}`)).then(() => order.push(n))));
    expect(order).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it('keeps what was written when it is opened again', async () => {
    await store.write(() => put('kept'));
    await store.close();
    store = new Store(folder);
    expect(read('kept')).toBe('kept');
  });

  it('refuses writes once it is closed', async () => {
    await store.close();
    await expect(store.write(() => put('late'))).rejects.toThrow('closed');
    store = new Store(folder);
  });

  it.each([false, true])('reads a range over many chunks, bounds as given, backwards: %s', async (reverse) => {
    const names = Array.from({ length: 5000 }, (_, n) => `n${String(n).padStart(5, '0')}`);
    await store.write(() => names.forEach((name) => put(name, 'x'.repeat(700))));
    const range = { start: key('n00010'), end: key('n04990') };
    const found = [...entriesBetween(store.documents, range, reverse)].map((entry) => entry.key.toString());
    const expected = names.slice(10, 4990);
    expect(found).toEqual(reverse ? expected.reverse() : expected);
  });
});
