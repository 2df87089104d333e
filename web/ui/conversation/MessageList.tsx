import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../basics/useNow';
import type { ConversationViewProps } from '../props';
import { JumpButtons } from './JumpButtons';
import { ListEnd, ListStart } from './ListEdges';
import type { MessageActions } from './MessageItem';
import { MessageListRow } from './MessageListRow';
import { moveRowFocus } from './moveRowFocus';
import { placeRows } from './placeRows';
import { useRowWindow, type Place } from './useRowWindow';
import { useStableRows } from './useStableRows';
import { useTarget } from './useTarget';
import { useVisibleSeq } from './useVisibleSeq';

export type MessageListProps = Omit<
  ConversationViewProps,
  'header' | 'composer' | 'onDropFiles' | 'typingNames' | 'pins' | 'onShowPins' | 'viewerId' | 'onPerson'
>;

type Props = MessageListProps & {
  /** Of the newest message that the viewer has sent from here: the list goes to its end with it. */
  sentKey: string | null;
  /** It stands in the place of a list that had the focus when it went. */
  takesFocus: boolean;
  onFocusLost: () => void;
};

/** Mount it anew (by `listKey`) for each run of rows: it opens at the unread divider, else at the end. Its functions have to stay the same: rows are drawn again otherwise. */
export const MessageList = memo(function MessageList(props: Props) {
  const { t } = useTranslation();
  const { unreadAfterSeq, hasNewer, hasOlder, loadingOlder, loadingNewer, onFollowingChange, sentKey } = props;
  const rows = useStableRows(props.rows);
  const now = useNow();
  const placed = useMemo(() => placeRows(rows, unreadAfterSeq, hasOlder), [rows, unreadAfterSeq, hasOlder]);
  const [opening] = useState((): Place => {
    const target = placed.find(({ row }) => row.seq !== null && row.seq === props.target?.seq);
    if (target) return { key: target.row.key, at: 'center' };
    const unread = placed.find((row) => row.startsUnread);
    if (unread) return { key: unread.row.key, at: 'top' };
    // The first unread may be older than what is loaded: from here on all are.
    const first = placed[0]?.row;
    const isAllUnread = unreadAfterSeq !== null && hasOlder && first !== undefined && (first.seq ?? 0) > unreadAfterSeq;
    if (isAllUnread) return { key: first.key, at: 'top' };
    const last = placed[placed.length - 1];
    return last && hasNewer ? { key: last.row.key, at: 'bottom' } : 'end';
  });
  const { scroller, scrollerRef, listRef, shown, isNearEnd, isFollowing, goTo, onUse } = useRowWindow({
    rows: placed,
    opening,
    hasOlder: hasOlder && !loadingOlder,
    hasNewer,
    onLoadOlder: props.onLoadOlder,
    onLoadNewer: () => !loadingNewer && props.onLoadNewer(),
  });
  const targetSeq = useTarget(placed, props.target, goTo);
  useVisibleSeq(scroller, shown, props.onVisibleSeq);
  useEffect(() => {
    onFollowingChange(isFollowing);
    return () => onFollowingChange(false);
  }, [onFollowingChange, isFollowing]);
  const followedKey = useRef(sentKey);
  useLayoutEffect(() => {
    if (sentKey === followedKey.current || !placed.some(({ row }) => row.key === sentKey)) return;
    followedKey.current = sentKey;
    // In the past it stands behind what is still to be loaded, and to be read.
    if (!hasNewer) goTo('end');
  }, [sentKey, hasNewer, placed, goTo]);
  const { takesFocus } = props;
  useEffect(() => {
    if (takesFocus && document.activeElement === document.body) scroller?.focus({ preventScroll: true });
  }, [takesFocus, scroller]);

  // Of what is loaded, a failure says nothing that the line's state does not say.
  const failure = rows.every(({ seq }) => seq === null) && props.error !== null ? { text: props.error, onRetry: props.onRetryLoad } : null;

  const jump = () => {
    // Where the end is still to be loaded, it is gone to when it comes.
    goTo('end');
    props.onJumpToLatest();
  };

  /** To either end of what is loaded, of which only a part is drawn. */
  const goByKey = (event: KeyboardEvent) => {
    const first = placed[0];
    const isOfList = event.target === scroller || (event.target instanceof Element && event.target.matches('[data-row]'));
    if (!isOfList || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    // The row that has the focus may be drawn no more.
    scroller?.focus({ preventScroll: true });
    if (event.key === 'End') jump();
    else if (first) goTo({ key: first.row.key, at: 'top' });
  };

  const { quickEmoji, onRetry, onDiscard, onEdit, onDelete, onReact, onReply, onReport, onPin, onAbout, onJumpTo } = props;
  const actions = useMemo(
    (): MessageActions => ({ quickEmoji, onRetry, onDiscard, onEdit, onDelete, onReact, onReply, onReport, onPin, onAbout, onJumpTo }),
    [quickEmoji, onRetry, onDiscard, onEdit, onDelete, onReact, onReply, onReport, onPin, onAbout, onJumpTo],
  );

  return (
    <div
      className="group/list @container relative min-h-0 flex-1"
      onKeyDown={(event) => {
        if (scroller) moveRowFocus(event, scroller);
        goByKey(event);
      }}
    >
      <div
        ref={scrollerRef}
        role="log"
        aria-live="off"
        aria-label={t('conversation.messages')}
        tabIndex={0}
        className="fading-end relative h-full overflow-y-auto overflow-x-hidden outline-offset-[-2px] [overflow-anchor:none]"
      >
        <div className="flex min-h-full flex-col justify-end">
          <ListStart loadingOlder={loadingOlder || props.loading} hasOlder={hasOlder} failure={failure} />
          <div ref={listRef} onFocus={onUse} onBlur={onUse}>
            {shown.map((row) => (
              <MessageListRow
                key={row.row.key}
                {...row}
                kind={props.kind}
                now={now}
                isTarget={row.row.seq !== null && row.row.seq === targetSeq}
                actions={actions}
              />
            ))}
          </div>
          <ListEnd loadingNewer={loadingNewer} />
        </div>
      </div>
      {!isNearEnd && (
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
});
