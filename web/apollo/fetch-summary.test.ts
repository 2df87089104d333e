import { ApolloClient, ApolloLink, Observable } from '@apollo/client';
import { expect, test } from 'vitest';
import { createCache } from './cache';
import { fetchSummary } from './fetch-summary';

test('a fetch while another one is under way is a request of its own: what it is about may be newer', async () => {
  const answers: (() => void)[] = [];
  const link = new ApolloLink(
    () =>
      new Observable((observer) => {
        answers.push(() => {
          observer.next({ data: { conversation: null } });
          observer.complete();
        });
      }),
  );
  const client = new ApolloClient({ cache: createCache(), link });
  const fetches = [fetchSummary(client, 'c1'), fetchSummary(client, 'c1')];
  expect(answers).toHaveLength(2);
  for (const answer of answers) answer();
  await Promise.all(fetches);
});
