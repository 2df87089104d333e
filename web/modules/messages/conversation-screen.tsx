import { useApolloClient } from '@apollo/client/react';
import { memo, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userCacheId } from '../../apollo/cache';
import { UserFields } from '../../apollo/documents';
import { refusalOf } from '../../apollo/errors';
import { useDraftFiles, useFreshness, useServices, useTypingNames, useUploadProgress } from '../../apollo/services';
import { ConfirmDialog } from '../../ui/basics/ConfirmDialog';
import { useNow } from '../../ui/basics/useNow';
import { lazyPart } from '../../ui/basics/lazyPart';
import { useSteadyFunctions } from '../../ui/basics/useSteady';
import { ConversationView } from '../../ui/conversation/ConversationView';
import type { MessageRow, Person } from '../../ui/view';
import { useIsBlocked } from '../users/use-blocks';
import { peerOf } from '../conversations/conversation-view';
import { codeSentence, refusalSentence } from '../refusal-sentence';
import { withProgress } from '../conversations/file-items';
import { MessageComposer } from './message-composer';
import { messageRows, type RowsInput } from './message-rows';
import { ReportMessage } from './report-message';
import { ScreenHeader } from './screen-header';
import { useBegun } from './use-begun';
import { useConversation } from './use-conversation';
import { useFileUrls } from './use-file-urls';
import { useFiles } from './use-files';
import { useJump, type Place } from './use-jump';
import { useMentionPeople } from './use-mention-people';
import { usePinnedMessages } from './use-pinned-messages';
import { usePut } from './use-put';
import { useQueued } from './use-queued';
import { useClearedReminder, useReadMarks, useUnreadDivider } from './use-read-marks';
import { useStaleFiles } from './use-stale-files';
import { useUnreadMentions } from './use-unread-mentions';
import { waitingFilesOf } from '../conversations/waiting-files';

const PersonCard = lazyPart('over', () => import('../conversations/person-card').then(({ PersonCard }) => PersonCard));
const MessageAbout = lazyPart('over', () => import('./message-about').then(({ MessageAbout }) => MessageAbout));

const nobody: readonly string[] = [];
const quickEmoji = ['👍', '❤️', '😂', '🎉', '😮', '😢'];

type Props = {
  id: string;
  viewer: Person;
  onBack: () => void;
  onInfo: () => void;
  onSearch: () => void;
  onShowPins: () => void;
  onOpenConversation: (conversationId: string) => void;
  /** The message that the address names. */
  place: Place | null;
};

/** Render it with the conversation's id as key. */
export const ConversationScreen = memo(function ConversationScreen(props: Props) {
  const { id, viewer, onBack, onInfo, onSearch, onShowPins, onOpenConversation, place } = props;
  const { t, i18n } = useTranslation();
  const { cache } = useApolloClient();
  const { outbox } = useServices();
  const freshness = useFreshness();
  const typingNames = useTypingNames().get(id) ?? nobody;
  const queued = useQueued(id);
  const loaded = useConversation(id, place?.seq ?? null);
  const { conversation, messages, error } = loaded;
  const [deleting, setDeleting] = useState<MessageRow | null>(null);
  const [reported, setReported] = useState<MessageRow | null>(null);
  const [about, setAbout] = useState<string | null>(null);
  const [shownPerson, setShownPerson] = useState<string | null>(null);
  const { target, jumpTo, stay } = useJump(loaded, place);
  const { members, choice: mentions } = useMentionPeople(conversation, messages, viewer.id);
  const pins = usePinnedMessages(conversation, id, messages);

  const now = useNow();
  const draftFiles = useDraftFiles(id);
  const fileUrlOf = useFileUrls([...queued.flatMap(waitingFilesOf), ...draftFiles].map(({ fileId }) => fileId));
  const stillRows = useMemo(() => {
    const nameOf = (userId: string) =>
      cache.readFragment({ id: userCacheId(userId), fragment: UserFields, fragmentName: 'UserFields' })?.displayName ?? null;
    const reasonOf: RowsInput['reasonOf'] = (code, kind) =>
      kind === 'pin' && code === 'CONFLICT' ? t('pins.refused') : codeSentence(code, t);
    const input = {
      messages,
      conversation,
      outbox: queued,
      viewer,
      members,
      nameOf,
      reasonOf,
      fileUrlOf,
      now,
      t,
      language: i18n.language,
    };
    return messageRows(input);
  }, [cache, conversation, messages, queued, viewer, members, fileUrlOf, now, t, i18n.language]);
  const progress = useUploadProgress();
  const rows = useMemo(() => withProgress(stillRows, progress), [stillRows, progress]);
  const staleFiles = useStaleFiles(loaded.loadAgain, freshness);

  const state = conversation?.viewerState ?? null;
  const unreadAfterSeq = useUnreadDivider(state?.lastReadSeq ?? null, state?.unreadCount ?? 0);
  const markVisible = useReadMarks(id, state?.lastReadSeq ?? null);
  const unreadMentions = useUnreadMentions(conversation, messages, jumpTo);
  const files = useFiles(id, fileUrlOf);
  const begun = useBegun(id, rows);
  const put = usePut();
  useClearedReminder(id, state?.markedUnread ?? null);
  const peer = conversation && peerOf(conversation, viewer.id);
  const isBlocked = useIsBlocked(peer?.id ?? null);
  const problem = problemOf();
  const disabledReason = disabledReasonOf();

  const itemsOf = (key: string) =>
    queued.filter(({ write }) => ('clientId' in write ? write.clientId === key : 'messageId' in write && write.messageId === idOf(key)));
  const idOf = (key: string) => rows.find((row) => row.key === key)?.id ?? null;
  const refusedOf = (key: string) => itemsOf(key).filter((queuedItem) => queuedItem.refusedWith !== null);

  const aboutRow = about === null ? null : (rows.find((row) => row.key === about) ?? null);

  const endReport = useCallback(() => setReported(null), []);
  const deletion = useSteadyFunctions({
    onConfirm: () => {
      if (deleting?.id) put(id, { kind: 'delete', messageId: deleting.id });
      setDeleting(null);
    },
    onCancel: () => setDeleting(null),
  });

  function react(row: MessageRow, emoji: string) {
    if (!row.id) return;
    const mine = row.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine);
    put(id, { kind: mine ? 'removeReaction' : 'addReaction', messageId: row.id, emoji });
  }

  return (
    <>
      <ConversationView
        // What waits before anything is loaded stands in a list of its own: a page that comes is not what grows above it.
        listKey={conversation ? `${id}:${loaded.run}` : `${id}:waiting`}
        header={<ScreenHeader {...{ id, viewerId: viewer.id, conversation, onBack, onInfo, onSearch }} />}
        kind={conversation?.kind ?? 'DIRECT'}
        rows={rows}
        unreadAfterSeq={loaded.run === 0 ? unreadAfterSeq : null}
        unreadCount={state?.unreadCount ?? 0}
        unreadMentions={unreadMentions.count}
        onJumpToMention={unreadMentions.jump}
        hasOlder={loaded.hasOlder}
        loadingOlder={loaded.loadingOlder}
        onLoadOlder={loaded.loadOlder}
        hasNewer={loaded.hasNewer}
        loadingNewer={loaded.loadingNewer}
        onLoadNewer={loaded.loadNewer}
        onFollowingChange={loaded.noteFollowing}
        onJumpToLatest={() => {
          stay();
          loaded.jumpToLatest();
        }}
        onVisibleSeq={markVisible}
        loading={loaded.loading}
        error={problem}
        onRetryLoad={() => void loaded.refetch().catch(() => undefined)}
        typingNames={typingNames}
        composer={
          // What is wrong is said once: in the middle, where nothing else is.
          (rows.length > 0 || disabledReason !== problem || problem === null) && (
            <MessageComposer conversationId={id} {...{ rows, begun, files, mentions, disabledReason }} />
          )
        }
        onDropFiles={disabledReason === null && !begun.isEditing ? files.add : null}
        target={target}
        onJumpTo={jumpTo}
        pins={pins.hits}
        onShowPins={onShowPins}
        onPin={(row) => row.id && put(id, { kind: row.pinned ? 'unpin' : 'pin', messageId: row.id })}
        onAbout={(row) => setAbout(row.key)}
        onReply={begun.startReply}
        onReport={setReported}
        onRetry={(key) => refusedOf(key).forEach((queuedItem) => outbox.retry(queuedItem.id))}
        onDiscard={(key) => refusedOf(key).forEach((queuedItem) => outbox.remove(queuedItem.id))}
        onCancelSend={(key) => itemsOf(key).forEach((queuedItem) => outbox.refuse(queuedItem.id, 'STOPPED'))}
        onStaleFiles={staleFiles.onStale}
        filesAttempt={staleFiles.attempt}
        onEdit={begun.startEdit}
        onDelete={setDeleting}
        onReact={react}
        quickEmoji={quickEmoji}
        viewerId={viewer.id}
        onPerson={setShownPerson}
      />
      <ReportMessage row={reported} onClose={endReport} />
      {shownPerson !== null && (
        <Suspense fallback={null}>
          <PersonCard userId={shownPerson} onOpenConversation={onOpenConversation} onClose={() => setShownPerson(null)} />
        </Suspense>
      )}
      {aboutRow && conversation && (
        <Suspense fallback={null}>
          <MessageAbout row={aboutRow} conversation={conversation} onClose={() => setAbout(null)} />
        </Suspense>
      )}
      <ConfirmDialog
        open={deleting !== null}
        title={t('app.deleteMessage.title')}
        text={t('app.deleteMessage.text')}
        confirmLabel={t('app.deleteMessage.confirm')}
        danger
        {...deletion}
      />
    </>
  );

  function problemOf(): string | null {
    if (loaded.isMissing) return t('app.conversationGone');
    return error ? refusalSentence(refusalOf(error), t) : null;
  }

  function disabledReasonOf(): string | null {
    if (loaded.isMissing) return t('app.conversationGone');
    return isBlocked && peer ? t('block.composer', { name: peer.displayName }) : null;
  }
});
