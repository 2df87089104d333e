import { useTranslation } from 'react-i18next';
import { StatusTicks } from '../conversation/StatusTicks';
import { plainPreview } from '../conversation/plainPreview';
import { quoteWords } from '../conversation/rowWords';
import { typingSentence } from '../conversation/typingSentence';
import type { ConversationItem } from '../view';

/** The second line of a conversation: who is typing, else the draft, else the last message. */
export function ConversationPreviewLine({ item }: { item: ConversationItem }) {
  const { t } = useTranslation();
  const { preview } = item;
  if (item.typing.length > 0) {
    return <span className="truncate text-accent">{item.kind === 'DIRECT' ? t('typing.short') : typingSentence(item.typing, t)}</span>;
  }
  if (item.draft) {
    return (
      <span className="truncate">
        <span className="font-medium text-accent">{t('list.draft')}</span> <bdi>{plainPreview(item.draft)}</bdi>
      </span>
    );
  }
  if (!preview) return <span className="truncate">{t('list.noMessages')}</span>;
  return (
    <>
      {preview.own && preview.status && !preview.deleted && <StatusTicks status={preview.status} />}
      <span className="truncate">
        {preview.own && item.kind === 'GROUP' && <span>{t('list.you')} </span>}
        {!preview.own && preview.author && (
          <span>
            <bdi>{preview.author}</bdi>:{' '}
          </span>
        )}
        {preview.deleted ? <em>{t('message.deleted')}</em> : <bdi>{quoteWords(preview, t)}</bdi>}
      </span>
    </>
  );
}
