import { ArrowUpToLine, CalendarSearch } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { Button } from '../basics/Button';
import { SearchField } from '../basics/SearchField';
import { useNow } from '../basics/useNow';
import { PanelHeader } from '../info/PanelHeader';
import type { ConversationSearchPanelProps, MessageHitsProps } from '../props';
import { HitsEnd, OnDeviceNote } from './HitsNote';
import { MessageHitRow } from './MessageHitRow';
import { moveResultFocus } from './moveResultFocus';

/** Searching one conversation, by words or by date. */
export function ConversationSearchPanel({ title, query, onQuery, messages, onClose, ...days }: ConversationSearchPanelProps) {
  const { t } = useTranslation();
  return (
    <div className="flex min-h-0 flex-1 flex-col" onKeyDown={moveResultFocus}>
      <PanelHeader title={t('search.inConversation')} onClose={onClose} />
      <div className="shrink-0 px-4 pt-3 pb-2">
        <SearchField
          label={t('search.in', { name: title })}
          query={query}
          onQuery={onQuery}
          landmark={t('search.inConversation')}
          autoFocus
        />
      </div>
      {query.trim() === '' ? <Days {...days} /> : <Hits {...messages} />}
    </div>
  );
}

function Hits(messages: MessageHitsProps) {
  const now = useNow();
  const { hits, hasMore, loadingMore, onLoadMore } = messages;
  return (
    <Virtuoso
      className="flex-1"
      data={hits}
      tabIndex={-1}
      computeItemKey={(_, hit) => hit.id}
      increaseViewportBy={400}
      endReached={() => hasMore && !loadingMore && hits.length > 0 && onLoadMore()}
      components={{ Header: Start, Footer: End }}
      context={messages}
      itemContent={(_, hit) => (
        <div className="px-2">
          <MessageHitRow
            hit={hit}
            query={messages.query}
            now={now}
            within
            href={messages.hrefOf(hit)}
            onOpen={() => messages.onOpenHit(hit)}
          />
        </div>
      )}
    />
  );
}

const Start = ({ context }: { context?: MessageHitsProps }) => (
  <div className="px-4">
    <OnDeviceNote onDevice={context?.onDevice ?? false} />
  </div>
);

const End = ({ context }: { context?: MessageHitsProps }) => <div className="px-5 py-2">{context && <HitsEnd {...context} />}</div>;

type DaysProps = Pick<ConversationSearchPanelProps, 'startedAt' | 'onGoToDay' | 'goingToDay' | 'onGoToStart'>;

/** A day of the reader's calendar, as <input type="date"> writes it. */
function dayOf(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function Days({ startedAt, onGoToDay, goingToDay, onGoToStart }: DaysProps) {
  const { t } = useTranslation();
  const now = useNow();
  const [day, setDay] = useState('');
  return (
    <form
      className="flex flex-col gap-3 overflow-y-auto px-4 pt-2 pb-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (day !== '') onGoToDay(new Date(`${day}T00:00:00`).getTime());
      }}
    >
      <label htmlFor="search-day" className="text-sm font-medium">
        {t('search.goToDay')}
      </label>
      <div className="flex gap-2">
        <input
          id="search-day"
          type="date"
          required
          min={dayOf(startedAt)}
          max={dayOf(now)}
          value={day}
          onChange={(event) => setDay(event.target.value)}
          className="h-11 min-w-0 flex-1 rounded-xl border border-line-strong bg-surface px-3 text-base md:text-[0.9375rem]"
        />
        <Button type="submit" pending={goingToDay}>
          <CalendarSearch aria-hidden className="size-4" />
          {t('search.go')}
        </Button>
      </div>
      <Button tone="plain" onClick={onGoToStart}>
        <ArrowUpToLine aria-hidden className="size-4" />
        {t('search.goToStart')}
      </Button>
    </form>
  );
}
