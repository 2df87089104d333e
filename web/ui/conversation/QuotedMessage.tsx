import { classNames } from '../basics/classNames';
import { hueOf } from '../basics/portrait';
import { useWords } from '../basics/WordsContext';
import type { Quote } from '../view';
import { quoteWords } from './rowWords';

type Props = { quote: Quote; own: boolean; onJumpTo: (seq: number) => void };

/** The message that is answered, above the answer; a press goes there. */
export function QuotedMessage({ quote, own, onJumpTo }: Props) {
  const { t } = useWords();
  const name = quote.authorName ?? t('message.formerMember');
  const words = quote.deleted ? t('message.deleted') : quoteWords(quote, t);
  const ink = own ? undefined : `var(--hue-${hueOf(quote.colorKey)}-ink)`;
  return (
    <button
      type="button"
      aria-label={t('message.jumpToQuoted', { name, text: words })}
      onClick={() => onJumpTo(quote.seq)}
      className={classNames(
        'mb-1 block w-full max-w-full min-w-0 overflow-hidden rounded-lg border-l-[0.1875rem] border-current px-2 py-1 text-left text-[0.8125rem] leading-5',
        own ? 'bg-black/7 text-own-muted dark:bg-black/20' : 'bg-hover',
      )}
      style={{ color: ink }}
    >
      <bdi className="block truncate font-semibold">{name}</bdi>
      <bdi className={classNames('line-clamp-2 break-anywhere', own ? 'text-own-ink' : 'text-ink', quote.deleted && 'italic opacity-80')}>
        {words}
      </bdi>
    </button>
  );
}
