import { useApolloClient } from '@apollo/client/react';
import { useMemo, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import type { MessageFieldsFragment, ViewerStateFieldsFragment } from '../../generated/graphql';
import { waitingReadSeq } from '../conversations/expected-state';
import { refusalSentence } from '../refusal-sentence';
import { MentionsAroundDocument } from './messages.document';
import { mentionsAfter, unreadMentionsIn } from './unread-mentions';

const pageSize = 100;
/** The count is exact up to 1,000 unread messages, and so far it is looked for. */
const mostPages = 11;

type Shown = { id: string; lastSeq: number; viewerState: ViewerStateFieldsFragment };

/** How many unread messages mention the viewer, and a way to the first of them, loaded or not. */
export function useUnreadMentions(conversation: Shown | null, messages: readonly MessageFieldsFragment[], onJumpTo: (seq: number) => void) {
  const { t } = useTranslation();
  const client = useApolloClient();
  const { viewerId, tell } = useServices();
  const isLooking = useRef(false);
  const known = useMemo(() => unreadOf(conversation, messages, 0, viewerId), [conversation, messages, viewerId]);
  // Where nothing is unread, whatever is read makes no difference.
  const waitingSeq = useWaitingReadSeq(known.count > 0 ? (conversation?.id ?? null) : null);
  if (!conversation) return { count: 0, jump: () => undefined };

  const { id, lastSeq } = conversation;
  const { count, first, readSeq } = waitingSeq === 0 ? known : unreadOf(conversation, messages, waitingSeq, viewerId);

  async function findFirst(): Promise<number> {
    let after = readSeq;
    for (let page = 0; page < mostPages && after < lastSeq; page += 1) {
      const variables = { id, around: after + pageSize / 2, first: pageSize };
      const { data } = await client.query({ query: MentionsAroundDocument, variables, fetchPolicy: 'no-cache' });
      const nodes = data?.conversation?.messages.edges.map(({ node }) => node) ?? [];
      const [found] = mentionsAfter(nodes, after, viewerId);
      if (found !== undefined) return found;
      after = Math.max(nodes.at(-1)?.seq ?? lastSeq, after + 1);
    }
    // Edited or deleted since it was counted: the first that is unread is the next best.
    return readSeq + 1;
  }

  async function look() {
    if (isLooking.current) return;
    isLooking.current = true;
    try {
      onJumpTo(await findFirst());
    } catch (error) {
      tell('danger', refusalSentence(refusalOf(error), t));
    } finally {
      isLooking.current = false;
    }
  }

  return { count, jump: () => (first === null ? void look() : onJumpTo(first)) };
}

function unreadOf(conversation: Shown | null, messages: readonly MessageFieldsFragment[], waitingSeq: number, viewerId: string) {
  if (!conversation) return { count: 0, first: null, readSeq: 0 };
  return unreadMentionsIn(messages, { ...conversation.viewerState, lastSeq: conversation.lastSeq }, waitingSeq, viewerId);
}

/** How far a conversation is read, as far as the server has not heard of it yet; 0: no further than it knows, or there is none. */
function useWaitingReadSeq(conversationId: string | null): number {
  const { outbox } = useServices();
  return useSyncExternalStore(outbox.subscribe, () => (conversationId === null ? 0 : waitingReadSeq(conversationId, outbox.shown)));
}
