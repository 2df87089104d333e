import { memo, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { DropZone } from '../attachments/DropZone';
import { FilesContext, type FilesActions } from '../attachments/FilesContext';
import type { ShownPicture } from '../attachments/Lightbox';
import { soundPlayer } from '../attachments/soundPlayer';
import { EmptyState } from '../basics/EmptyState';
import { ErrorState } from '../basics/ErrorState';
import { MessageListSkeleton } from '../basics/Skeletons';
import { lazyPart } from '../basics/lazyPart';
import { useSteady } from '../basics/useSteady';
import { PeopleContext } from '../mentions/PeopleContext';
import type { ConversationViewProps } from '../props';
import type { MessageRow } from '../view';
import { MessageList, type MessageListProps } from './MessageList';
import { NewMessageAnnouncer } from './NewMessageAnnouncer';
import { PinnedBar } from './PinnedBar';
import { TypingLine } from './TypingLine';

const Lightbox = lazyPart('over', () => import('../attachments/Lightbox').then(({ Lightbox }) => Lightbox));

/** Render it with the conversation's id as key. Its parts stay as they are while nothing of theirs changes. */
export function ConversationView({ header, composer, onDropFiles, typingNames, pins, viewerId, ...rest }: ConversationViewProps) {
  const { t } = useTranslation();
  const { onShowPins, onPerson, ...list } = useSteady(rest);
  const [shownKey, setShownKey] = useState<string | null>(null);
  const files = useFilesActions(list, setShownKey);
  const people = useMemo(() => ({ viewerId, onPerson }), [viewerId, onPerson]);
  useEffect(() => () => soundPlayer.stop(), []);
  return (
    <FilesContext value={files}>
      <DropZone onFiles={onDropFiles}>
        {header}
        {list.rows.length > 0 && <PinnedBar pins={pins} onJumpTo={list.onJumpTo} onShowAll={onShowPins} />}
        <div className="sky flex min-h-0 flex-1 flex-col">
          <PeopleContext value={people}>
            <Messages {...list} />
          </PeopleContext>
          <NewMessageAnnouncer key={list.listKey} rows={list.rows} hasNewer={list.hasNewer} loading={list.loading} />
          <TypingLine names={typingNames} />
          {composer}
        </div>
        {shownKey !== null && (
          <Suspense fallback={null}>
            <Lightbox pictures={picturesIn(list.rows, t)} shownKey={shownKey} onShow={setShownKey} />
          </Suspense>
        )}
      </DropZone>
    </FilesContext>
  );
}

function picturesIn(rows: readonly MessageRow[], t: TFunction): ShownPicture[] {
  return rows.flatMap(({ attachments, own, author, seq, at, text }) => {
    const title = own ? t('message.you') : (author?.displayName ?? t('message.formerMember'));
    return attachments.filter(({ kind }) => kind === 'IMAGE').map((picture) => ({ picture, seq, title, at, text }));
  });
}

/** The same object while nothing changes, since every file of the conversation hears of it. */
function useFilesActions(
  { onStaleFiles, onCancelSend, filesAttempt }: Pick<ConversationViewProps, 'onStaleFiles' | 'onCancelSend' | 'filesAttempt'>,
  onOpen: (key: string) => void,
): FilesActions {
  const newest = useRef({ onStaleFiles, onCancelSend });
  useEffect(() => {
    newest.current = { onStaleFiles, onCancelSend };
  });
  return useMemo(
    () => ({
      onOpen,
      onStale: (seq) => newest.current.onStaleFiles(seq),
      onCancelSend: (rowKey) => newest.current.onCancelSend(rowKey),
      attempt: filesAttempt,
    }),
    [onOpen, filesAttempt],
  );
}

/**
 * Rows are drawn after what is more urgent, such as the letters that somebody types. Cached messages stay on the screen whatever the network says, and so does what waits: an error has the middle only
 * when there is nothing else to show.
 */
const Messages = memo(function Messages(props: MessageListProps) {
  const { t } = useTranslation();
  // A jump may bring another list: it has the focus then that was on the button in this one.
  const [focusLostIn, setFocusLostIn] = useState<string | null>(null);
  const last = props.rows[props.rows.length - 1];
  const [sentKey, setSentKey] = useState<string | null>(null);
  if (last?.status === 'pending' && last.key !== sentKey) setSentKey(last.key);
  const list = useDeferredValue(props);
  const onFocusLost = useCallback(() => setFocusLostIn(list.listKey), [list.listKey]);
  if (list.rows.length > 0) {
    const takesFocus = focusLostIn !== null && focusLostIn !== list.listKey;
    return <MessageList key={list.listKey} {...list} sentKey={sentKey} takesFocus={takesFocus} onFocusLost={onFocusLost} />;
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-hidden">
      {list.error ? (
        <ErrorState text={list.error} onRetry={list.onRetryLoad} />
      ) : list.loading ? (
        <MessageListSkeleton />
      ) : (
        <EmptyState floating title={t('conversation.emptyTitle')} text={t('conversation.emptyText')} />
      )}
    </div>
  );
});
