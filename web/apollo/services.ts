import type { ApolloClient } from '@apollo/client';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { BegunEdits } from '../live/begun-edits';
import type { DraftFiles } from '../live/draft-files';
import type { Drafts } from '../live/drafts';
import type { FollowedConversation } from '../live/followed-conversation';
import type { Freshness } from '../live/freshness';
import type { Housekeeping } from '../live/housekeeping';
import type { Notices } from '../live/notices';
import type { Outbox } from '../live/outbox';
import type { PresencePeople } from '../live/presence-people';
import type { TypingPeople } from '../live/typing-people';
import type { Uploads } from '../live/uploads';
import type { Session } from './session';
import type { StoredFiles } from './stored-files';

/** What the app hands down to the modules of one signed-in person. */
export type Services = {
  viewerId: string;
  session: Session;
  client: ApolloClient;
  outbox: Outbox;
  drafts: Drafts;
  begunEdits: BegunEdits;
  /** Bytes that wait to be sent. */
  files: StoredFiles;
  draftFiles: DraftFiles;
  uploads: Uploads;
  typing: TypingPeople;
  presence: PresencePeople;
  freshness: Freshness;
  followed: FollowedConversation;
  housekeeping: Housekeeping;
  /** Told when something of the account changed, here or elsewhere: sessions, tokens, blocks, e-mail. */
  onViewerChanged: (listener: () => void) => () => void;
  notices: Notices;
  /** Shows a passing note. */
  tell: (tone: 'info' | 'success' | 'danger', text: string) => void;
};

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices belongs below the provider of the signed-in part.');
  return services;
}

/** What waits, or is done and has not come yet: it counts as done. */
export function useWaitingWrites() {
  const { outbox } = useServices();
  return useSyncExternalStore(outbox.subscribe, () => outbox.shown);
}

/** The same without read marks: whoever shows none is not drawn again with each. */
export function useWaitingChanges() {
  const { outbox } = useServices();
  return useSyncExternalStore(outbox.subscribe, () => outbox.shownChanges);
}

export function useDrafts() {
  const { drafts } = useServices();
  return useSyncExternalStore(drafts.subscribe, () => drafts.all);
}

const draftPauseMs = 250;

/** For what only mentions them: told of a draft that goes at once, and of its words once the typing pauses, so that no letter waits for it. */
export function useSettledDrafts() {
  const { drafts } = useServices();
  const subscribe = useCallback(
    (onChange: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let { size } = drafts.all;
      const unsubscribe = drafts.subscribe(() => {
        clearTimeout(timer);
        if (drafts.all.size < size) onChange();
        else timer = setTimeout(onChange, draftPauseMs);
        ({ size } = drafts.all);
      });
      return () => {
        clearTimeout(timer);
        unsubscribe();
      };
    },
    [drafts],
  );
  return useSyncExternalStore(subscribe, () => drafts.all);
}

export function useBegunEdit(conversationId: string) {
  const { begunEdits } = useServices();
  return useSyncExternalStore(begunEdits.subscribe, () => begunEdits.all.get(conversationId) ?? null);
}

/** Of the edit that was begun there: null for none. */
export function useEditedMessage(conversationId: string): string | null {
  const { begunEdits } = useServices();
  return useSyncExternalStore(begunEdits.subscribe, () => begunEdits.all.get(conversationId)?.messageId ?? null);
}

export function useTypingNames() {
  const { typing } = useServices();
  return useSyncExternalStore(typing.subscribe, () => typing.names);
}

export function usePresences() {
  const { presence } = useServices();
  return useSyncExternalStore(presence.subscribe, () => presence.known);
}

export function useFreshness() {
  const { freshness } = useServices();
  return useSyncExternalStore(freshness.subscribe, () => freshness.now);
}

export function useFollowedId(): string | null {
  const { followed } = useServices();
  return useSyncExternalStore(followed.subscribe, () => followed.idInSight);
}

export function useDraftFiles(conversationId: string) {
  const { draftFiles } = useServices();
  return useSyncExternalStore(draftFiles.subscribe, () => draftFiles.of(conversationId));
}

export function useUploadProgress() {
  const { uploads } = useServices();
  return useSyncExternalStore(uploads.subscribe, () => uploads.progress);
}

export function useNotices() {
  const { notices } = useServices();
  return useSyncExternalStore(notices.settings.subscribe, () => notices.settings.now);
}
