import { useMutation, useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import type { ApolloCache, Reference } from '@apollo/client';
import { userCacheId, viewerCacheId } from '../../apollo/cache';
import { BlockedPeopleDocument } from '../../apollo/documents';
import { refusalOf } from '../../apollo/errors';
import { modifyField } from '../../apollo/modify-field';
import { useServices } from '../../apollo/services';
import { refusalSentence } from '../refusal-sentence';
import { BlockUserDocument, UnblockUserDocument } from './users.document';

/** Whom the viewer has blocked: asked for once, then kept right by ViewerChanged. */
export function useBlockedPeople() {
  const query = useQuery(BlockedPeopleDocument);
  return { ...query, people: (query.data ?? query.previousData)?.viewer?.blockedUsers ?? null };
}

export function useIsBlocked(userId: string | null): boolean {
  const { people } = useBlockedPeople();
  return userId !== null && (people?.some(({ id }) => id === userId) ?? false);
}

/** Blocks or unblocks at once; what is refused is told in a passing note. True when it is done. */
export function useSetBlocked() {
  const { t } = useTranslation();
  const { tell } = useServices();
  const [block, blocking] = useMutation(BlockUserDocument);
  const [unblock, unblocking] = useMutation(UnblockUserDocument);

  async function setBlocked(person: { id: string; displayName: string }, blocked: boolean): Promise<boolean> {
    try {
      const change = blocked ? block : unblock;
      await change({ variables: { userId: person.id }, update: (cache) => applyBlocked(cache, person.id, blocked) });
      tell('success', t(blocked ? 'block.done' : 'block.undone', { name: person.displayName }));
      return true;
    } catch (error) {
      tell('danger', refusalSentence(refusalOf(error), t));
      return false;
    }
  }
  return { setBlocked, pending: blocking.loading || unblocking.loading };
}

/** As the event will say it. */
function applyBlocked(cache: ApolloCache, userId: string, blocked: boolean): void {
  const reference = { __ref: userCacheId(userId) };
  modifyField<readonly Reference[]>(cache, viewerCacheId, 'blockedUsers', (before) => {
    const others = before.filter(({ __ref }) => __ref !== reference.__ref);
    return blocked ? [...others, reference] : others;
  });
}
