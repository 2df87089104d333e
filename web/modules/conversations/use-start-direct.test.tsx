import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter, useNavigate } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import type { Person } from '../../ui/view';
import { useStartDirect } from './use-start-direct';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
vi.mock('../../apollo/services', () => ({ useServices: () => ({ tell: () => undefined }) }));
vi.mock('./use-place-in-list', () => ({ usePlaceInList: () => () => undefined }));
afterEach(cleanup);

const person = (id: string): Person => ({ id, username: id, displayName: id, photoUrl: null });

/** A server that answers when it is told to, in any order. */
function render() {
  const answers = new Map<string, () => void>();
  const link = new ApolloLink(
    ({ variables }) =>
      new Observable((observer) => {
        const userId = String(variables['userId']);
        answers.set(userId, () => {
          observer.next({ data: { startDirectConversation: { __typename: 'DirectConversation', id: `with-${userId}` } } });
          observer.complete();
        });
      }),
  );
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <MemoryRouter>
      <ApolloProvider client={client}>{children}</ApolloProvider>
    </MemoryRouter>
  );
  const onOpened = vi.fn();
  const { result } = renderHook(() => ({ ...useStartDirect(onOpened), navigate: useNavigate() }), { wrapper });
  const pick = (id: string) => act(async () => void result.current.startDirect(person(id)));
  const answer = (id: string) => act(async () => answers.get(id)?.());
  return { now: () => result.current, pick, answer, onOpened };
}

test('of two people who are picked the last one counts, and it shows that it is under way', async () => {
  const { now, pick, answer, onOpened } = render();
  await pick('bia');
  expect(now().startingId).toBe('bia');
  await pick('caio');
  expect(now().startingId).toBe('caio');
  await answer('caio');
  await answer('bia');
  expect(onOpened.mock.calls).toEqual([['with-caio']]);
  expect(now().startingId).toBeNull();
});

test('an answer does not take away whoever has opened something else meanwhile', async () => {
  const { now, pick, answer, onOpened } = render();
  await pick('bia');
  await act(async () => now().navigate('/elsewhere'));
  await answer('bia');
  expect(onOpened).not.toHaveBeenCalled();
});
