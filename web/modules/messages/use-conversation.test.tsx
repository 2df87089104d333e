import { ApolloClient, ApolloLink, Observable } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { createCache } from '../../apollo/cache';
import { ConversationDocument } from '../../apollo/documents';
import { applyMessagesAdded } from '../../live/apply-message';
import { FollowedConversation } from '../../live/followed-conversation';
import { Housekeeping } from '../../live/housekeeping';
import { group, message } from '../../testkit/chat';
import { useConversation } from './use-conversation';

const followed = new FollowedConversation();
const services = {
  followed,
  freshness: { subscribe: () => () => undefined, now: { state: 'live' } },
  housekeeping: new Housekeeping(createCache(), followed),
};
vi.mock('../../apollo/services', () => ({ useServices: () => services, useFreshness: () => services.freshness.now }));
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

const lastSeq = 200;
/** Whatever runs before the next task: turns change hands in it. */
const everythingElse = () => new Promise<void>((resolve) => setTimeout(resolve));
type Page = { last?: number; around?: number };

/** A conversation of 200 messages; each request is answered when it is said. */
function open(openAt: number | null) {
  const asked: { page: Page; answer: () => void }[] = [];
  const link = new ApolloLink(
    ({ variables }) =>
      new Observable((observer) => {
        const page = variables as Page;
        const first = page.around === undefined ? lastSeq - 49 : Math.max(1, Math.min(page.around - 25, lastSeq - 49));
        const messages = Array.from({ length: 50 }, (_, place) => message(first + place));
        const answer = () => {
          observer.next({ data: { conversation: group('c1', messages, { lastSeq }) } });
          observer.complete();
        };
        asked.push({ page, answer });
      }),
  );
  const cache = createCache();
  services.housekeeping = new Housekeeping(cache, followed);
  const client = new ApolloClient({ cache, link });
  const wrapper = ({ children }: { children: ReactNode }) => <ApolloProvider client={client}>{children}</ApolloProvider>;
  const { result, unmount } = renderHook(() => useConversation('c1', openAt), { wrapper });
  const answer = (which: 'first' | 'last') => act(async () => (which === 'first' ? asked.shift() : asked.pop())?.answer());
  return {
    now: () => result.current,
    run: () => [result.current.messages[0]?.seq, result.current.messages.at(-1)?.seq],
    /** As events are shown. */
    arrive: async (count: number) => {
      const last = result.current.messages.at(-1)?.seq ?? 0;
      const arrived = Array.from({ length: count }, (_, place) => message(last + 1 + place));
      await act(async () => {
        cache.changeQuietly(() => applyMessagesAdded(cache, arrived, { viewerId: 'ana' }));
        services.housekeeping.cutGrown(new Map([['c1', count]]), true);
        cache.tell();
      });
      await act(everythingElse);
      await act(everythingElse);
    },
    asked,
    answer,
    leave: unmount,
    /** Shown when it is opened the next time. */
    kept: () => {
      const kept = client.cache.readQuery({ query: ConversationDocument, variables: { id: 'c1' } })?.conversation?.messages.edges ?? [];
      return [kept[0]?.node.seq, kept.at(-1)?.node.seq];
    },
    /** Whatever is asked for is answered, the newest first: the way over the net keeps no order. */
    answerAll: async () => {
      do {
        await answer('last');
        await act(everythingElse);
      } while (asked.length > 0);
    },
  };
}

test('who goes to the end while the place of the opening is still being loaded comes to the end, and stays there', async () => {
  const { now, run, answerAll } = open(1);
  await act(async () => now().jumpToLatest());
  await answerAll();
  expect(run()).toEqual([151, 200]);
  expect(now().hasNewer).toBe(false);
});

test('who goes to the end while more is being loaded comes to the end', async () => {
  const { now, run, answer, answerAll } = open(1);
  await answer('first');
  await act(async () => now().loadNewer());
  await act(async () => now().jumpToLatest());
  await act(async () => now().loadNewer());
  await answerAll();
  expect(run()).toEqual([151, 200]);
});

test('of a jump to a place and one to the end the last one counts', async () => {
  const { now, run, answer, answerAll } = open(null);
  await answer('first');
  await act(async () => void now().loadPlace(30));
  await act(async () => now().jumpToLatest());
  await answerAll();
  expect(run()).toEqual([151, 200]);
  await act(async () => now().jumpToLatest());
  await act(async () => void now().loadPlace(30));
  await answerAll();
  expect(run()).toEqual([5, 54]);
});

test('more is loaded at both ends of what is there', async () => {
  const { now, run, answerAll } = open(100);
  await answerAll();
  expect(run()).toEqual([75, 124]);
  await act(async () => now().loadOlder());
  expect(now().loadingOlder).toBe(true);
  await answerAll();
  expect(now().loadingOlder).toBe(false);
  await act(async () => now().loadNewer());
  await answerAll();
  expect(run()).toEqual([28, 170]);
});

test('who is at an edge asks for it once, until the answer is there', async () => {
  const { now, run, asked, answerAll } = open(100);
  await answerAll();
  await act(async () => now().loadOlder());
  await act(async () => now().loadOlder());
  await answerAll();
  expect(asked).toEqual([]);
  expect(run()).toEqual([28, 124]);
  await act(async () => now().loadOlder());
  await answerAll();
  expect(run()).toEqual([1, 124]);
});

test('files are asked for anew of messages that are still there', async () => {
  const { now, run, asked, answerAll } = open(1);
  await answerAll();
  await act(async () => now().jumpToLatest());
  await act(async () => void now().loadAgain(10));
  await answerAll();
  expect(run()).toEqual([151, 200]);
  await act(async () => void now().loadAgain(190));
  expect(asked.map(({ page }) => page.around)).toEqual([190]);
});

test('who leaves while more of the past is being loaded has the end on the device', async () => {
  const { now, asked, answer, answerAll, leave, kept } = open(1);
  await answer('first');
  await act(async () => now().loadNewer());
  await act(async () => now().loadNewer());
  await act(async () => leave());
  await act(everythingElse);
  await answerAll();
  expect(kept()).toEqual([151, 200]);
  expect(asked).toEqual([]);
});

test('a long run is cut to its newest while somebody reads along at its end, but not under a menu that is open in it', async () => {
  const { now, run, arrive, answerAll } = open(null);
  await answerAll();
  await act(async () => now().noteFollowing(true));
  const { run: before } = now();
  const row = document.body.appendChild(document.createElement('div'));
  row.dataset.surface = 'menu';
  await arrive(251);
  expect(run()).toEqual([151, 451]);
  row.remove();
  await arrive(1);
  expect(run()).toEqual([253, 452]);
  // Of more than a screen shows the rest is not kept: the list stays the same one all the same.
  await arrive(150);
  await arrive(150);
  expect(run()[1]).toBe(752);
  expect(752 - (run()[0] ?? 0)).toBeLessThan(100);
  expect(now()).toMatchObject({ run: before });
});

test('a long run is not cut once somebody scrolls up', async () => {
  const { now, kept, arrive, answerAll } = open(null);
  await answerAll();
  await act(async () => now().noteFollowing(true));
  await act(async () => now().noteFollowing(false));
  await arrive(400);
  expect(kept()).toEqual([151, 600]);
});

test('while older messages are on their way, at the end, the run is not cut: they would take its place', async () => {
  const { now, run, arrive, answerAll } = open(null);
  await answerAll();
  await act(async () => now().noteFollowing(true));
  const { run: before } = now();
  await act(async () => now().loadOlder());
  await arrive(150);
  await arrive(150);
  expect(run()).toEqual([151, 500]);
  await answerAll();
  expect(run()).toEqual([104, 500]);
  await arrive(150);
  expect(run()[1]).toBe(650);
  expect(650 - (run()[0] ?? 0)).toBeLessThan(100);
  expect(now()).toMatchObject({ run: before });
});

test('who follows again follows anew', async () => {
  const { now, run, arrive, answerAll } = open(null);
  await answerAll();
  await act(async () => now().noteFollowing(true));
  await act(async () => {
    now().noteFollowing(false);
    now().noteFollowing(true);
  });
  await arrive(251);
  expect(run()).toEqual([252, 451]);
});
