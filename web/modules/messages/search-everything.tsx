import { useMemo } from 'react';
import { SearchResultsView } from '../../ui/search/SearchResultsView';
import type { ConversationItem, MessageHit } from '../../ui/view';
import { useStartDirect } from '../conversations/use-start-direct';
import { usePeopleFound } from '../users/use-people-search';
import { conversationPath } from './conversation-path';
import { useMessageHits } from './message-hits';
import { useMessageSearch } from './use-message-search';

type Props = {
  query: string;
  /** Those whose title matches. */
  conversations: readonly ConversationItem[];
  onOpen: (conversationId: string, at?: number) => void;
};

/** What the list shows while something is searched for: conversations, people and messages. */
export function SearchEverything({ query, conversations, onOpen }: Props) {
  const { startDirect } = useStartDirect(onOpen);
  // Who is among the conversations already is not offered twice.
  const known = useMemo(() => new Set(conversations.map(({ kind, colorKey }) => (kind === 'DIRECT' ? colorKey : ''))), [conversations]);
  const people = usePeopleFound(query, (person) => known.has(person.id));
  const hits = useMessageHits(useMessageSearch(query, null));
  const hrefOf = (hit: MessageHit) => conversationPath(hit.conversationId, hit.seq);
  return (
    <SearchResultsView
      query={query}
      conversations={conversations}
      hrefOfConversation={(id) => conversationPath(id)}
      onOpenConversation={(id) => onOpen(id)}
      // Without a line nobody is found, and that is said once, above the messages.
      people={hits.onDevice ? { ...people, loading: false, error: null } : people}
      onOpenPerson={(person) => void startDirect(person)}
      messages={{ ...hits, hrefOf, onOpenHit: (hit) => onOpen(hit.conversationId, hit.seq) }}
    />
  );
}
