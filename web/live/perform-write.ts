import type { ApolloClient } from '@apollo/client';
import type { TalkCache } from '../apollo/cache';
import { readersTold } from '../apollo/readers-told';
import type { MessageFieldsFragment } from '../generated/graphql';
import { applyViewerState } from './apply-viewer-state';
import { applyMessageChanged, applyMessagesAdded, type Viewer } from './apply-message';
import type { OutboxItem } from './outbox-item';
import type { Uploads } from './uploads';
import {
  AddReactionDocument,
  DeleteMessageDocument,
  EditMessageDocument,
  MarkReadDocument,
  PinMessageDocument,
  RemoveReactionDocument,
  SendMessageDocument,
  SetPreferencesDocument,
  UnpinMessageDocument,
} from './write-documents';

/**
 * Sends one write of the outbox and applies the answer as its event would be: whichever comes second changes nothing. When it resolves, the answer is on
 * the screen: no row goes in between. Rejects with the API's or the network's error. `showEarlier` shows events that wait: a new message comes after them.
 */
export async function performWrite(...write: Parameters<typeof sendAndApply>): Promise<void> {
  await sendAndApply(...write);
  await readersTold();
}

async function sendAndApply(
  client: ApolloClient,
  cache: TalkCache,
  item: OutboxItem,
  viewer: Viewer,
  uploads: Uploads,
  showEarlier: () => void,
): Promise<void> {
  const { conversationId, write } = item;
  // Answers go through the same guarded functions as events, and never straight into the cache.
  const fetchPolicy = 'no-cache';
  // Those who read the cache hear of an answer once.
  const apply = (update: () => unknown) => cache.batch({ update });
  const change = (message: MessageFieldsFragment | undefined) => message && apply(() => applyMessageChanged(cache, message, viewer));
  switch (write.kind) {
    case 'send': {
      const { clientId, text, replyTo } = write;
      const uploadIds = write.files?.length ? await uploads.uploadAll(item) : null;
      const more = { ...(replyTo && { replyToId: replyTo.id }), ...(uploadIds && { uploadIds }) };
      const variables = { input: { conversationId, clientId, text, ...more } };
      const { data } = await client.mutate({ mutation: SendMessageDocument, variables, fetchPolicy });
      uploads.noteSent(item);
      showEarlier();
      if (data) apply(() => applyMessagesAdded(cache, [data.sendMessage], viewer));
      return;
    }
    case 'edit': {
      const { messageId, text } = write;
      const { data } = await client.mutate({ mutation: EditMessageDocument, variables: { messageId, text }, fetchPolicy });
      change(data?.editMessage);
      return;
    }
    case 'delete': {
      const { messageId } = write;
      const { data } = await client.mutate({ mutation: DeleteMessageDocument, variables: { messageId }, fetchPolicy });
      change(data?.deleteMessage);
      return;
    }
    case 'addReaction': {
      const { messageId, emoji } = write;
      const { data } = await client.mutate({ mutation: AddReactionDocument, variables: { messageId, emoji }, fetchPolicy });
      change(data?.addReaction);
      return;
    }
    case 'removeReaction': {
      const { messageId, emoji } = write;
      const { data } = await client.mutate({ mutation: RemoveReactionDocument, variables: { messageId, emoji }, fetchPolicy });
      change(data?.removeReaction);
      return;
    }
    case 'pin': {
      const variables = { messageId: write.messageId };
      change((await client.mutate({ mutation: PinMessageDocument, variables, fetchPolicy })).data?.pinMessage);
      return;
    }
    case 'unpin': {
      const variables = { messageId: write.messageId };
      change((await client.mutate({ mutation: UnpinMessageDocument, variables, fetchPolicy })).data?.unpinMessage);
      return;
    }
    case 'markRead': {
      const { data } = await client.mutate({ mutation: MarkReadDocument, variables: { conversationId, seq: write.seq }, fetchPolicy });
      if (!data) return;
      // It looks read already, by what waits (Outbox.shown), and an event says the same: many of these must not draw everything each.
      cache.changeQuietly(() => applyViewerState(cache, conversationId, data.markRead, viewer));
      cache.tellSoon();
      return;
    }
    case 'preferences': {
      const variables = { input: { conversationId, ...write.changes } };
      const { data } = await client.mutate({ mutation: SetPreferencesDocument, variables, fetchPolicy });
      if (data) apply(() => applyViewerState(cache, conversationId, data.setConversationPreferences.viewerState, viewer));
      return;
    }
  }
}
