import { memo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { Avatar } from '../basics/Avatar';
import { classNames } from '../basics/classNames';
import { timeOfDay } from '../basics/dates';
import { useCopy } from '../basics/useCopy';
import { useWords } from '../basics/WordsContext';
import type { ConversationKind, MessageRow } from '../view';
import { FailureLine } from './FailureLine';
import { MessageBubble } from './MessageBubble';
import { MessageToolbar, type MessageSurface } from './MessageToolbar';
import { quoteWords, rowWords } from './rowWords';
import { ReactionChips } from './ReactionChips';
import { useLongPress } from './useLongPress';

export type MessageActions = {
  quickEmoji: string[];
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
  onEdit: (row: MessageRow) => void;
  onDelete: (row: MessageRow) => void;
  onReact: (row: MessageRow, emoji: string) => void;
  onReply: (row: MessageRow) => void;
  /** Tells the administrators of it. */
  onReport: (row: MessageRow) => void;
  onPin: (row: MessageRow) => void;
  onAbout: (row: MessageRow) => void;
  onJumpTo: (seq: number) => void;
};

type Props = MessageActions & { row: MessageRow; kind: ConversationKind; startsGroup: boolean; endsGroup: boolean; isTarget: boolean };

/** A message with everything around its bubble: portrait, toolbar, reactions, failure. Focus moves here by the arrow keys of the list. */
export const MessageItem = memo(function MessageItem({
  row,
  kind,
  startsGroup,
  endsGroup,
  isTarget,
  quickEmoji,
  onRetry,
  onDiscard,
  onEdit,
  onDelete,
  onReact,
  onReply,
  onReport,
  onPin,
  onAbout,
  onJumpTo,
}: Props) {
  const { t, language } = useWords();
  const item = useRef<HTMLDivElement>(null);
  const { outcome, copy } = useCopy();
  const [active, setActive] = useState(false);
  const [surface, setSurface] = useState<MessageSurface>(null);
  const actionable = !row.deleted && row.status !== 'failed';
  const longPress = useLongPress(() => actionable && setSurface('menu'));
  const inGroup = kind === 'GROUP' && !row.own;

  const openByKey = (event: KeyboardEvent) => {
    if (event.target !== item.current || !actionable) return;
    if (event.key === 'Enter' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      setSurface('menu');
    }
  };
  const openByPointer = (event: MouseEvent) => {
    const onLink = event.target instanceof Element && event.target.closest('a, pre') !== null;
    if (!actionable || onLink || document.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    setSurface('menu');
  };

  const words = row.deleted ? t('message.deleted') : rowWords(row, t);
  const answered = row.replyTo && {
    name: row.replyTo.authorName ?? t('message.formerMember'),
    text: row.replyTo.deleted ? t('message.deleted') : quoteWords(row.replyTo, t),
  };
  const reply = answered ? `${t('message.answers', answered)}; ` : '';
  const status = row.status ? `, ${t(`status.${row.status}`)}` : '';
  const author = row.own ? t('message.you') : (row.author?.displayName ?? t('message.formerMember'));
  return (
    <div
      ref={item}
      role="article"
      tabIndex={active ? 0 : -1}
      data-row
      data-surface={surface ?? undefined}
      data-seq={row.seq ?? undefined}
      aria-label={`${author}, ${timeOfDay(row.at, language)}: ${reply}${words}${status}`}
      onKeyDown={openByKey}
      onPointerEnter={(event) => event.pointerType === 'mouse' && setActive(true)}
      onPointerLeave={() => setActive(false)}
      onFocus={(event) => event.target.matches(':focus-visible') && setActive(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setActive(false)}
      className={classNames(
        'group/row flex rounded-2xl outline-none',
        row.own ? 'justify-end' : 'justify-start',
        inGroup && 'gap-2',
        isTarget && 'animate-target',
      )}
    >
      {inGroup && (
        <div className="w-8 shrink-0">
          {startsGroup && row.author && (
            <Avatar size="small" name={row.author.displayName} photoUrl={row.author.photoUrl} colorKey={row.author.id} />
          )}
        </div>
      )}
      <div
        className={classNames(
          // Where the toolbar is beside the bubble, there is room for it.
          'flex max-w-[min(85%,36rem)] min-w-0 flex-col gap-1 hoverable:@2xl:max-w-[min(100%-7.75rem,36rem)] hoverable:@3xl:max-w-[min(100%-14.5rem,36rem)]',
          row.own ? 'items-end' : 'items-start',
        )}
      >
        <div {...longPress} onContextMenu={openByPointer} className="relative max-w-full min-w-0 coarse:select-none">
          <MessageBubble row={row} showName={inGroup && startsGroup} startsGroup={startsGroup} endsGroup={endsGroup} onJumpTo={onJumpTo} />
          {actionable && (active || surface !== null) && (
            <MessageToolbar
              row={row}
              active={active}
              surface={surface}
              onSurface={setSurface}
              quickEmoji={quickEmoji}
              onReact={(emoji) => onReact(row, emoji)}
              onCopy={() => void copy(row.text)}
              onReply={() => onReply(row)}
              onPin={() => onPin(row)}
              onAbout={() => onAbout(row)}
              onEdit={() => onEdit(row)}
              onDelete={() => onDelete(row)}
              onReport={() => onReport(row)}
              onReturnFocus={() => item.current?.focus({ preventScroll: true })}
            />
          )}
        </div>
        {!row.deleted && row.reactions.length > 0 && (
          <ReactionChips reactions={row.reactions} disabled={!row.canReact} onReact={(emoji) => onReact(row, emoji)} />
        )}
        {outcome === 'failed' && (
          <p role="alert" className="rounded-full bg-raised px-3 py-1 text-[0.8125rem] text-muted">
            {t('code.notCopied')}
          </p>
        )}
        {row.failure && <FailureLine reason={row.failure.reason} onRetry={() => onRetry(row.key)} onDiscard={() => onDiscard(row.key)} />}
      </div>
    </div>
  );
});
