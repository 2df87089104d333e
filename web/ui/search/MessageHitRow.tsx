import { useTranslation } from 'react-i18next';
import { listTime } from '../basics/dates';
import { useLanguage } from '../basics/useLanguage';
import { quoteWords } from '../conversation/rowWords';
import type { MessageHit } from '../view';
import { MarkedText } from './MarkedText';
import { ResultRow } from './ResultRow';

type Props = {
  hit: MessageHit;
  query: string;
  now: number;
  /** Among hits of many conversations each says in which it is; within one, who said it. */
  within: boolean;
  href: string;
  onOpen: () => void;
};

export function MessageHitRow({ hit, query, now, within, href, onOpen }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const author = hit.own ? t('message.you') : (hit.author?.displayName ?? t('message.formerMember'));
  const conversationFace = { name: hit.title, photoUrl: hit.photoUrl, colorKey: hit.colorKey, group: hit.kind === 'GROUP' };
  const authorFace = {
    name: hit.author?.displayName ?? '',
    photoUrl: hit.author?.photoUrl ?? null,
    colorKey: hit.author?.id ?? '',
  };
  return (
    <ResultRow
      avatar={within ? authorFace : conversationFace}
      title={<bdi>{within ? author : hit.title}</bdi>}
      time={<time dateTime={new Date(hit.at).toISOString()}>{listTime(hit.at, now, language)}</time>}
      detail={
        <>
          {!within && (hit.kind === 'GROUP' || hit.own) && (
            <span>
              <bdi>{author}</bdi>:{' '}
            </span>
          )}
          <MarkedText text={quoteWords(hit, t)} query={query} />
        </>
      }
      href={href}
      onOpen={onOpen}
    />
  );
}
