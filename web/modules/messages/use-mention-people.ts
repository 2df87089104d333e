import { useQuery } from '@apollo/client/react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationQuery, MessageFieldsFragment } from '../../generated/graphql';
import { keepSame } from '../../ui/basics/keepSame';
import { useSettled } from '../../ui/basics/useSettled';
import type { MentionChoice } from '../../ui/props';
import type { Person } from '../../ui/view';
import { MembersDocument } from '../conversations/conversations.document';
import { personOf } from '../conversations/conversation-view';

const typingPauseMs = 150;

type Shown = NonNullable<ConversationQuery['conversation']>;

/** Who may be mentioned in a group: its members, as far as they are loaded; in a larger one the server is asked for the rest. */
export function useMentionPeople(
  conversation: Shown | null,
  messages: readonly MessageFieldsFragment[],
  viewerId: string,
): { members: Person[]; choice: MentionChoice | null } {
  const { t } = useTranslation();
  const [query, onQuery] = useState('');
  const members = useMemo(() => conversation?.members.edges.map(({ node }) => personOf(node.user)) ?? [], [conversation?.members.edges]);
  const isGroup = conversation?.kind === 'GROUP';
  const isWhole = conversation?.members.pageInfo.hasNextPage === false;
  const search = useSettled(query, typingPauseMs);
  const isAsked = isGroup && !isWhole && search !== '';
  // Not in the cache: what a search finds is none of the lists there.
  const found = useQuery(MembersDocument, { variables: { id: conversation?.id ?? '', search }, fetchPolicy: 'no-cache', skip: !isAsked });
  const foundEdges = isAsked ? (found.data ?? found.previousData)?.conversation?.members.edges : undefined;

  const newest = useMemo(() => {
    const known = [...members, ...(foundEdges ?? []).map(({ node }) => personOf(node.user))];
    const others = new Map(known.filter(({ id }) => id !== viewerId).map((person) => [person.id, person]));
    const spokenAt = new Map(messages.map(({ author, seq }) => [author?.id, seq]));
    const lastSeqOf = ({ id }: Person) => spokenAt.get(id) ?? 0;
    return [...others.values()].sort((a, b) => lastSeqOf(b) - lastSeqOf(a) || a.displayName.localeCompare(b.displayName));
  }, [members, foundEdges, messages, viewerId]);

  // Whoever writes next moves up: mostly they are there already, and the composer is not drawn again.
  const [people, setPeople] = useState<readonly Person[]>(newest);
  const kept = keepSame(people, newest);
  if (kept !== people) setPeople(kept);

  const everyone = conversation?.viewerState.role !== 'MEMBER';
  const note = isAsked && found.error ? t('mentions.onlyKnown') : null;
  const choice = useMemo(() => (isGroup ? { people: kept, onQuery, everyone, note } : null), [isGroup, kept, everyone, note]);
  return { members, choice };
}
