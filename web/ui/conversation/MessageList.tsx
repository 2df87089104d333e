import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type FlatIndexLocationWithAlign, type VirtuosoHandle } from 'react-virtuoso';
import { useNow } from '../basics/useNow';
import type { ConversationViewProps } from '../props';
import { JumpButtons } from './JumpButtons';
import { ListEnd, ListStart, type EdgeContext } from './ListEdges';
import { MessageItem, type MessageActions } from './MessageItem';
import { moveRowFocus } from './moveRowFocus';
import { placeRows, type PlacedRow } from './placeRows';
import { ConversationStart, DaySeparator, Notice, UnreadDivider } from './Separators';
import { useFollowEnd } from './useFollowEnd';
import { useOpeningPosition } from './useOpeningPosition';
import { useTarget } from './useTarget';
import { useStableRows } from './useStableRows';
import { useVisibleSeq } from './useVisibleSeq';

export type MessageListProps = Omit<
  ConversationViewProps,
  'composer' | 'typingNames' | 'onBack' | 'onInfo' | 'onSearch' | 'item' | 'onPreferences' | 'pins' | 'onShowPins' | 'viewerId' | 'onPerson'
>;

/** `takesFocus`: it stands in the place of a list that had the focus when it went. */
type Props = MessageListProps & { takesFocus: boolean; onFocusLost: () => void };

const components = { Header: ListStart, Footer: ListEnd };
const nearBottomPx = 120;
/** Of most rows. By the first one Virtuoso would guess much too much: a day and a divider stand above it; and whoever scrolls would be moved by the difference. */
const usualRowPx = 40;
const roomAboveUnreadPx = 48;
/**
 * Virtuoso wants no index below zero. It is not told of rows that are cut off at the beginning, for it takes the heights of the old ones for those of the new
 * (4.18: what it has measured is kept in two places, and only one of them is shifted): to it the list is shorter, and its rows are others.
 */
const farFromZero = 1_000_000;

/** Mount it anew (by `listKey`) for each window of rows: it opens at the unread divider, else at the end. Its functions have to stay the same: rows are drawn again otherwise. */
export function MessageList(props: Props) {
  const { t } = useTranslation();
  const { firstItemIndex, unreadAfterSeq, hasNewer, hasOlder, loadingOlder, loadingNewer, onAtBottomChange } = props;
  const rows = useStableRows(props.rows);
  const list = useRef<VirtuosoHandle>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [atBottom, setAtBottom] = useState(true);
  const now = useNow();
  const placed = useMemo(() => placeRows(rows, unreadAfterSeq, hasOlder), [rows, unreadAfterSeq, hasOlder]);
  const [opening] = useState((): FlatIndexLocationWithAlign => {
    const target = placed.findIndex(({ row }) => row.seq !== null && row.seq === props.target?.seq);
    if (target >= 0) return { index: target, align: 'center' };
    const unread = placed.findIndex((row) => row.startsUnread);
    return unread >= 0 ? { index: unread, align: 'start', offset: -roomAboveUnreadPx } : { index: 'LAST', align: 'end' };
  });
  const { keep: keepOpening, leave: leaveOpening } = useOpeningPosition(list, scroller, opening);
  const followEnd = useFollowEnd(scroller, placed, opening.index === 'LAST');
  const [openedAt] = useState(props.target);
  const { leave: leaveEnd } = followEnd;
  const isOpening = props.target === openedAt;
  const leavePlace = useCallback(() => {
    leaveEnd();
    if (!isOpening) leaveOpening();
  }, [leaveEnd, leaveOpening, isOpening]);
  const targetSeq = useTarget(list, placed, props.target, leavePlace);
  useVisibleSeq(scroller, rows, props.onVisibleSeq);
  // One render late: what the last page brings was missing, and is not new. Who has come to it by reading is not taken past it.
  const hadEnd = useDeferredValue(!hasNewer);
  const { follows } = followEnd;
  const endsPending = placed[placed.length - 1]?.row.status === 'pending';
  // The same function as long as it can be: Virtuoso takes another one for a reason to go to the end with the next row that grows.
  const followOutput = useCallback((bottom: boolean) => (bottom || endsPending || follows() ? 'auto' : false), [endsPending, follows]);
  useEffect(() => {
    if (!hasNewer && follows()) list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  }, [hasNewer, follows]);
  const { takesFocus } = props;
  useEffect(() => {
    if (takesFocus && document.activeElement === document.body) scroller?.focus({ preventScroll: true });
  }, [takesFocus, scroller]);

  // Of what is loaded, a failure says nothing that the line's state does not say.
  const failure = rows.every(({ seq }) => seq === null) && props.error !== null ? { text: props.error, onRetry: props.onRetryLoad } : null;

  const jump = () => {
    leaveOpening();
    followEnd.follow();
    props.onJumpToLatest();
    if (!hasNewer) list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  };

  return (
    <div
      className="group/list @container relative min-h-0 flex-1"
      onKeyDown={(event: KeyboardEvent) => scroller && moveRowFocus(event, scroller)}
    >
      <Virtuoso<PlacedRow, EdgeContext>
        ref={list}
        role="log"
        aria-live="off"
        aria-label={t('conversation.messages')}
        className="fading-end h-full outline-offset-[-2px]"
        data={placed}
        firstItemIndex={farFromZero + firstItemIndex}
        initialTopMostItemIndex={opening}
        totalListHeightChanged={() => {
          keepOpening();
          followEnd.keep();
        }}
        computeItemKey={(_, { row }) => row.key}
        alignToBottom
        defaultItemHeight={usualRowPx}
        // A row that turns out taller than was thought is made up for in the frame that shows it, not in the next.
        skipAnimationFrameInResizeObserver
        atBottomThreshold={nearBottomPx}
        increaseViewportBy={{ top: 800, bottom: 400 }}
        scrollerRef={(element) => setScroller(element instanceof HTMLElement ? element : null)}
        atBottomStateChange={(bottom) => {
          followEnd.noteBottom(bottom, !hasNewer);
          setAtBottom(bottom);
          onAtBottomChange(bottom && !hasNewer);
        }}
        followOutput={!hasNewer && hadEnd && followOutput}
        // Not by startReached, which is silent at an index that was the first one before, as after a cut.
        rangeChanged={({ startIndex }) => startIndex === farFromZero + firstItemIndex && hasOlder && !loadingOlder && props.onLoadOlder()}
        endReached={() => hasNewer && !loadingNewer && props.onLoadNewer()}
        components={components}
        context={{ loadingOlder: loadingOlder || props.loading, loadingNewer, hasOlder, failure }}
        itemContent={(_, { row, startsConversation, startsDay, startsUnread, startsGroup, endsGroup }) => (
          <div className={`mx-auto max-w-[54rem] px-3 md:px-5 ${startsGroup ? 'pt-2' : 'pt-0.5'}`}>
            {startsConversation && <ConversationStart />}
            {startsDay && <DaySeparator at={row.at} now={now} />}
            {startsUnread && <UnreadDivider />}
            {row.kind === 'SYSTEM' ? (
              <div data-seq={row.seq ?? undefined}>
                <Notice text={row.notice ?? ''} />
              </div>
            ) : (
              <MessageItem
                row={row}
                kind={props.kind}
                startsGroup={startsGroup}
                endsGroup={endsGroup}
                isTarget={row.seq !== null && row.seq === targetSeq}
                quickEmoji={props.quickEmoji}
                {...actionsOf(props)}
              />
            )}
          </div>
        )}
      />
      {(!atBottom || hasNewer) && (
        <JumpButtons
          unreadCount={props.unreadCount}
          unreadMentions={props.unreadMentions}
          onJump={jump}
          onJumpToMention={props.onJumpToMention}
          onFocusLost={() => {
            scroller?.focus({ preventScroll: true });
            props.onFocusLost();
          }}
        />
      )}
    </div>
  );
}

const actionsOf = (props: MessageListProps): Omit<MessageActions, 'quickEmoji'> => ({
  onRetry: props.onRetry,
  onDiscard: props.onDiscard,
  onEdit: props.onEdit,
  onDelete: props.onDelete,
  onReact: props.onReact,
  onReply: props.onReply,
  onReport: props.onReport,
  onPin: props.onPin,
  onAbout: props.onAbout,
  onJumpTo: props.onJumpTo,
});
