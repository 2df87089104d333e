import { Ban } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import { hueOf } from '../basics/portrait';
import type { MessageRow } from '../view';
import { countLoneEmoji } from './emojiOnly';
import { MessageMeta } from './MessageMeta';
import { MessageText } from './MessageText';
import { QuotedMessage } from './QuotedMessage';

type Props = { row: MessageRow; showName: boolean; startsGroup: boolean; endsGroup: boolean; onJumpTo: (seq: number) => void };

const emojiSizes = ['', 'text-[3.25rem]', 'text-[2.75rem]', 'text-[2.25rem]'];

/** The bubble itself: name, text, time and ticks. */
export function MessageBubble({ row, showName, startsGroup, endsGroup, onJumpTo }: Props) {
  const { t } = useTranslation();
  const loneEmoji = row.deleted || row.replyTo ? 0 : countLoneEmoji(row.text);

  if (loneEmoji > 0) {
    return (
      <div
        className={classNames(
          'flex flex-col gap-1 rounded-2xl outline-accent group-focus-visible/row:outline-2',
          row.own ? 'items-end' : 'items-start',
        )}
      >
        {showName && <AuthorName row={row} className="rounded-full bg-other px-2 py-0.5" />}
        <p className={classNames('leading-[1.15]', emojiSizes[loneEmoji])}>{row.text.trim()}</p>
        <MessageMeta row={row} className={classNames('h-5 rounded-full px-2', row.own ? 'bg-own' : 'bg-other')} />
      </div>
    );
  }

  return (
    <div
      className={classNames(
        'relative flow-root max-w-full min-w-0 rounded-[1.125rem] px-3 py-[0.4375rem] shadow-soft outline-offset-2 outline-accent break-anywhere group-focus-visible/row:outline-2',
        row.own ? 'bg-own text-own-ink' : 'bg-other text-ink',
        // The corners of a group's bubbles lean on each other; the last one has the tail's corner.
        row.own ? (startsGroup ? '' : 'rounded-tr-md') : startsGroup ? '' : 'rounded-tl-md',
        row.own ? (endsGroup ? 'rounded-br-[0.3rem]' : 'rounded-br-md') : endsGroup ? 'rounded-bl-[0.3rem]' : 'rounded-bl-md',
      )}
    >
      {showName && <AuthorName row={row} />}
      {row.replyTo && <QuotedMessage quote={row.replyTo} own={row.own} onJumpTo={onJumpTo} />}
      {row.deleted ? (
        <p className={classNames('inline italic', row.own ? 'text-own-muted' : 'text-muted')}>
          <Ban aria-hidden className="mr-1.5 inline size-4 align-[-0.2em]" />
          {t(row.own ? 'message.deletedByYou' : 'message.deleted')}
        </p>
      ) : (
        <MessageText text={row.text} />
      )}
      <MessageMeta row={row} className="relative top-1 float-right mt-1 ml-2.5" />
    </div>
  );
}

function AuthorName({ row, className }: { row: MessageRow; className?: string }) {
  const { t } = useTranslation();
  return (
    <p
      className={classNames('max-w-full truncate text-[0.8125rem] leading-5 font-semibold', className)}
      style={{ color: `var(--hue-${hueOf(row.author?.id ?? '')}-ink)` }}
    >
      <bdi>{row.author?.displayName ?? t('message.formerMember')}</bdi>
    </p>
  );
}
