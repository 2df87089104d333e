import { memo } from 'react';
import type { ConversationKind } from '../view';
import { MessageItem, type MessageActions } from './MessageItem';
import type { PlacedRow } from './placeRows';
import { ConversationStart, DaySeparator, Notice, UnreadDivider } from './Separators';

type Props = PlacedRow & { kind: ConversationKind; now: number; isTarget: boolean; actions: MessageActions };

/** A message or a notice with what stands above it. Its height is all its own: padding, no margins. */
export const MessageListRow = memo(function MessageListRow(props: Props) {
  const { row, startsConversation, startsDay, startsUnread, startsGroup, endsGroup, kind, now, isTarget, actions } = props;
  return (
    <div className={`mx-auto w-full max-w-[54rem] px-3 md:px-5 ${startsGroup ? 'pt-2' : 'pt-0.5'}`}>
      {startsConversation && <ConversationStart />}
      {startsDay && <DaySeparator at={row.at} now={now} />}
      {startsUnread && <UnreadDivider />}
      {row.kind === 'SYSTEM' ? (
        <div data-seq={row.seq ?? undefined}>
          <Notice text={row.notice ?? ''} />
        </div>
      ) : (
        <MessageItem row={row} kind={kind} startsGroup={startsGroup} endsGroup={endsGroup} isTarget={isTarget} {...actions} />
      )}
    </div>
  );
});
