import { afterEach, expect, test, vi } from 'vitest';
import { fetchInTime } from './fetch-in-time';

afterEach(() => void vi.unstubAllGlobals());

/** A server that took the request and went away. */
const stubSilence = () =>
  vi.stubGlobal(
    'fetch',
    (_input: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  );

test('an answer that does not come in time does not come', async () => {
  stubSilence();
  await expect(fetchInTime(1)('/graphql')).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('who asked may stop waiting earlier', async () => {
  stubSilence();
  const asker = new AbortController();
  const answer = fetchInTime(3_600_000)('/graphql', { signal: asker.signal });
  asker.abort();
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
});
