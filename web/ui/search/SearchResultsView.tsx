import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { ErrorNote } from '../basics/ErrorNote';
import { PeopleSkeleton } from '../basics/Skeletons';
import { useNow } from '../basics/useNow';
import type { SearchResultsProps } from '../props';
import type { ConversationItem, MessageHit, Person } from '../view';
import { HitsEnd, OnDeviceNote } from './HitsNote';
import { MarkedText } from './MarkedText';
import { MessageHitRow } from './MessageHitRow';
import { ResultRow } from './ResultRow';

type Row =
  | { row: 'title'; key: string }
  | { row: 'conversation'; item: ConversationItem }
  | { row: 'person'; person: Person }
  | { row: 'people' }
  | { row: 'hit'; hit: MessageHit }
  | { row: 'onDevice' }
  | { row: 'end' };

const keyOf = (row: Row) => {
  if (row.row === 'conversation') return row.item.id;
  if (row.row === 'person') return row.person.id;
  if (row.row === 'hit') return row.hit.id;
  return row.row === 'title' ? `title-${row.key}` : row.row;
};

/** What was typed, found in titles, names and messages: one list under three headings. */
export function SearchResultsView(props: SearchResultsProps) {
  const { conversations, people, messages } = props;
  const rows = useMemo<Row[]>(
    () => [
      ...(conversations.length > 0 ? [{ row: 'title', key: 'conversations' } as const] : []),
      ...conversations.map((item) => ({ row: 'conversation', item }) as const),
      ...(people.results.length > 0 || people.loading || people.error ? [{ row: 'title', key: 'people' } as const] : []),
      ...people.results.map((person) => ({ row: 'person', person }) as const),
      ...(people.error || (people.loading && people.results.length === 0) ? [{ row: 'people' } as const] : []),
      { row: 'title', key: 'messages' },
      ...(messages.onDevice ? [{ row: 'onDevice' } as const] : []),
      ...messages.hits.map((hit) => ({ row: 'hit', hit }) as const),
      { row: 'end' },
    ],
    [conversations, people, messages],
  );
  return (
    <Virtuoso
      className="flex-1"
      data={rows}
      tabIndex={-1}
      computeItemKey={(_, row) => keyOf(row)}
      increaseViewportBy={400}
      // An empty page says nothing about the next: the person decides whether to look further back.
      endReached={() => messages.hasMore && !messages.loadingMore && messages.hits.length > 0 && messages.onLoadMore()}
      itemContent={(_, row) => (
        <div className="px-2">
          <Found row={row} {...props} />
        </div>
      )}
    />
  );
}

function Found({ row, ...props }: SearchResultsProps & { row: Row }) {
  const { t } = useTranslation();
  const now = useNow();
  const { query, people, messages } = props;
  switch (row.row) {
    case 'title':
      return <h2 className="px-3 pt-3 pb-1 text-xs font-semibold text-muted">{t(`search.${row.key}`)}</h2>;
    case 'conversation':
      return (
        <ResultRow
          avatar={{ name: row.item.title, photoUrl: row.item.photoUrl, colorKey: row.item.colorKey, group: row.item.kind === 'GROUP' }}
          title={<MarkedText text={row.item.title} query={query} whole />}
          detail={`${t(row.item.kind === 'GROUP' ? 'search.group' : 'search.direct')}${row.item.archived ? ` · ${t('list.archived')}` : ''}`}
          href={props.hrefOfConversation(row.item.id)}
          onOpen={() => props.onOpenConversation(row.item.id)}
        />
      );
    case 'person':
      return (
        <ResultRow
          avatar={{ name: row.person.displayName, photoUrl: row.person.photoUrl, colorKey: row.person.id }}
          title={<MarkedText text={row.person.displayName} query={query} whole />}
          detail={`@${row.person.username}`}
          onOpen={() => props.onOpenPerson(row.person)}
        />
      );
    case 'people':
      return <div className="px-3">{people.error ? <ErrorNote text={people.error} /> : <PeopleSkeleton count={1} />}</div>;
    case 'hit':
      return (
        <MessageHitRow
          hit={row.hit}
          query={messages.query}
          now={now}
          within={false}
          href={messages.hrefOf(row.hit)}
          onOpen={() => messages.onOpenHit(row.hit)}
        />
      );
    case 'onDevice':
      return (
        <div className="px-1 pb-1">
          <OnDeviceNote onDevice />
        </div>
      );
    case 'end':
      return (
        <div className="px-3 pt-1 pb-6">
          <HitsEnd {...messages} />
        </div>
      );
  }
}
