import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFollowedId, useSettledDrafts, useWaitingWrites, usePresences, useServices, useTypingNames } from '../../apollo/services';
import { keepSame } from '../../ui/basics/keepSame';
import { useNow } from '../../ui/basics/useNow';
import type { ConversationItem } from '../../ui/view';
import { conversationItems } from './conversation-items';
import type { ShownConversation } from './conversation-view';

type Page = { readonly edges: readonly { readonly node: ShownConversation }[] };

/** What the rows of these conversations say, each once. As long as they say the same these are the same objects, and this is the same list: what shows them is not drawn again. */
export function useItemsOf(
  pins: readonly ShownConversation[] | undefined,
  main: Page | undefined,
  archive: Page | undefined,
): readonly ConversationItem[] {
  const { t, i18n } = useTranslation();
  const { viewerId } = useServices();
  const outbox = useWaitingWrites();
  const drafts = useSettledDrafts();
  const typing = useTypingNames();
  const presences = usePresences();
  const followedId = useFollowedId();
  const now = useNow();
  const newest = useMemo(() => {
    const nodes = [...(pins ?? []), ...[...(main?.edges ?? []), ...(archive?.edges ?? [])].map(({ node }) => node)];
    return conversationItems({
      conversations: [...new Map(nodes.map((node) => [node.id, node])).values()],
      outbox,
      drafts,
      typing,
      presences,
      followedId,
      viewerId,
      now,
      t,
      language: i18n.language,
      pins: (pins ?? []).map(({ id }) => id),
    });
  }, [pins, main, archive, outbox, drafts, typing, presences, followedId, viewerId, now, t, i18n.language]);
  const [kept, setKept] = useState<readonly ConversationItem[]>(newest);
  const items = keepSame(kept, newest);
  if (items !== kept) setKept(items);
  return items;
}
