import type { ApolloCache } from '@apollo/client';
import { conversationCacheId, messageCacheId } from '../../apollo/cache';
import { ConversationFields } from '../../apollo/documents';
import type { FoundMessageFieldsFragment } from '../../generated/graphql';
import { hasTerms, termsOf } from '../../ui/search/searchWords';
import type { Faced } from '../conversations/conversation-view';
import { FoundMessageFields } from './search.document';

export type FoundMessage = FoundMessageFieldsFragment & { conversation: Faced | null };

const mostOnDevice = 100;

/** Without a line: what this device keeps, newest first, at most 100. By the rules of the server's search. */
export function searchOnDevice(cache: ApolloCache, query: string, conversationId: string | null): FoundMessage[] {
  const terms = termsOf(query);
  const entities = Object.values(cache.extract() as Record<string, Record<string, unknown> | undefined>);
  return entities
    .filter((entity) => {
      if (entity?.['__typename'] !== 'Message' || entity['kind'] !== 'TEXT' || entity['deletedAt'] !== null) return false;
      if (conversationId !== null && entity['conversationId'] !== conversationId) return false;
      return typeof entity['text'] === 'string' && hasTerms(entity['text'], terms);
    })
    .sort((a, b) => String(b?.['createdAt']).localeCompare(String(a?.['createdAt'])))
    .slice(0, mostOnDevice)
    .flatMap((entity) => readFound(cache, String(entity?.['id'])) ?? []);
}

function readFound(cache: ApolloCache, id: string): FoundMessage | null {
  const message = cache.readFragment({ id: messageCacheId(id), fragment: FoundMessageFields, fragmentName: 'FoundMessageFields' });
  if (!message) return null;
  const conversation = cache.readFragment({
    id: conversationCacheId(message.conversationId),
    fragment: ConversationFields,
    fragmentName: 'ConversationFields',
  });
  return { ...message, conversation };
}
