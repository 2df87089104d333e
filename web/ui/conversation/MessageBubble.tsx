import { Ban } from 'lucide-react';
import { classNames } from '../basics/classNames';
import { hueOf } from '../basics/portrait';
import { useWords } from '../basics/WordsContext';
import { MessageFiles } from '../attachments/MessageFiles';
import type { MessageRow } from '../view';
import { countLoneEmoji } from '../emoji/emojiOnly';
import { MessageMeta } from './MessageMeta';
import { MessageText } from './MessageText';
import { QuotedMessage } from './QuotedMessage';

type Props = { row: MessageRow; showName: boolean; startsGroup: boolean; endsGroup: boolean; onJumpTo: (seq: number) => void };

const emojiSizes = ['', 'text-[3.25rem]', 'text-[2.75rem]', 'text-[2.25rem]'];

const metaLooks = {
  onPicture: 'absolute right-2.5 bottom-2.5 rounded-full bg-[rgb(8_20_36/0.6)] h-5! px-2 text-white! [&_*]:text-white!',
  inSound: 'absolute right-3 bottom-2',
  below: 'float-right my-1 mr-1.5 ml-2.5',
};

/** The bubble itself: name, text, time and ticks. */
export function MessageBubble({ row, showName, startsGroup, endsGroup, onJumpTo }: Props) {
  const { t } = useWords();
  const hasFiles = !row.deleted && row.attachments.length > 0;
  const loneEmoji = row.deleted || row.replyTo || hasFiles ? 0 : countLoneEmoji(row.text);

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
        'relative flow-root max-w-full min-w-0 rounded-[1.125rem] shadow-soft outline-offset-2 outline-accent break-anywhere group-focus-visible/row:outline-2',
        row.own ? 'bg-own text-own-ink' : 'bg-other text-ink',
        hasFiles ? 'p-1' : 'px-3 py-[0.4375rem]',
        // The corners of a group's bubbles lean on each other; the last one has the tail's corner.
        row.own ? (startsGroup ? '' : 'rounded-tr-md') : startsGroup ? '' : 'rounded-tl-md',
        row.own ? (endsGroup ? 'rounded-br-[0.3rem]' : 'rounded-br-md') : endsGroup ? 'rounded-bl-[0.3rem]' : 'rounded-bl-md',
      )}
    >
      {showName && <AuthorName row={row} className={hasFiles ? 'px-2 pt-0.5' : undefined} />}
      {row.replyTo && <QuotedMessage quote={row.replyTo} own={row.own} onJumpTo={onJumpTo} />}
      {row.deleted ? (
        <p className={classNames('inline italic', row.own ? 'text-own-muted' : 'text-muted')}>
          <Ban aria-hidden className="mr-1.5 inline size-4 align-[-0.2em]" />
          {t(row.own ? 'message.deletedByYou' : 'message.deleted')}
        </p>
      ) : (
        <>
          {hasFiles && <MessageFiles row={row} />}
          {row.text !== '' && !hasFiles && <MessageText text={row.text} mentions={row.mentions} mentionsEveryone={row.mentionsEveryone} />}
        </>
      )}
      {hasFiles && row.text !== '' ? (
        // As wide as the files, whose width the words do not change.
        <div className="flow-root w-0 min-w-[max(100%,13rem)] px-2 pt-1 pb-0.5">
          <MessageText text={row.text} mentions={row.mentions} mentionsEveryone={row.mentionsEveryone} />
          <MessageMeta row={row} className="relative top-1 float-right mt-1 ml-2.5" />
        </div>
      ) : (
        <MessageMeta row={row} className={hasFiles ? metaLooks[placeOfMeta(row)] : 'relative top-1 float-right mt-1 ml-2.5'} />
      )}
    </div>
  );
}

/** Where the time stands under files without words: on a picture, in a sound's last line, else on a line of its own. */
function placeOfMeta({ attachments }: MessageRow): keyof typeof metaLooks {
  const last = attachments.findLast(({ kind }) => kind !== 'IMAGE');
  if (!last) return 'onPicture';
  return last.kind === 'AUDIO' ? 'inSound' : 'below';
}

function AuthorName({ row, className }: { row: MessageRow; className?: string }) {
  const { t } = useWords();
  return (
    <p
      className={classNames('max-w-full truncate text-[0.8125rem] leading-5 font-semibold', className)}
      style={{ color: `var(--hue-${hueOf(row.author?.id ?? '')}-ink)` }}
    >
      <bdi>{row.author?.displayName ?? t('message.formerMember')}</bdi>
    </p>
  );
}
