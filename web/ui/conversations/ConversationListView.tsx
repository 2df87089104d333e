import { ArrowLeft } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { EmptyState } from '../basics/EmptyState';
import { ErrorState } from '../basics/ErrorState';
import { FreshnessLine } from '../basics/FreshnessLine';
import { IconButton } from '../basics/IconButton';
import { SearchField } from '../basics/SearchField';
import { ConversationListSkeleton } from '../basics/Skeletons';
import { useNow } from '../basics/useNow';
import type { ConversationListViewProps } from '../props';
import { moveResultFocus } from '../search/moveResultFocus';
import { ConversationListItem } from './ConversationListItem';
import { NewMenu } from './NewMenu';
import { UserMenu } from './UserMenu';

export function ConversationListView(props: ConversationListViewProps) {
  const { t } = useTranslation();
  const {
    me,
    theme,
    onTheme,
    language,
    onLanguage,
    onProfile,
    onSettings,
    onPalette,
    onSignOut,
    onNewConversation,
    onNewGroup,
    inArchive,
    onArchive,
    searchAsked,
    onSearchReached,
  } = props;
  const openArchive = useCallback(() => onArchive(true), [onArchive]);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!searchAsked) return;
    search.current?.focus();
    onSearchReached();
  }, [searchAsked, onSearchReached]);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col" onKeyDown={moveResultFocus}>
      <header className="flex h-16 shrink-0 items-center gap-3 px-4">
        {inArchive ? (
          <IconButton label={t('conversation.back')} icon={<ArrowLeft />} onClick={() => onArchive(false)} className="-ml-1" />
        ) : (
          <UserMenu
            {...{ me, theme, onTheme, language, onLanguage, onProfile, onSettings, onPalette, onSignOut }}
            onArchive={openArchive}
          />
        )}
        <div className="min-w-0 flex-1">
          <h1 className="truncate text-lg leading-tight font-semibold tracking-tight">{t(inArchive ? 'list.archive' : 'list.title')}</h1>
          <FreshnessLine freshness={props.freshness} unsentCount={props.unsentCount} />
        </div>
        <span className="hidden md:block">
          <NewMenu floating={false} {...{ onNewConversation, onNewGroup }} />
        </span>
      </header>
      <div className="shrink-0 px-4 pb-2">
        <SearchField
          label={t(inArchive ? 'list.searchArchive' : 'list.search')}
          query={props.query}
          onQuery={props.onQuery}
          field={search}
        />
      </div>
      {props.notice}
      <nav aria-label={t('list.title')} className="flex min-h-0 flex-1 flex-col">
        {props.results ?? <ConversationListBody {...props} />}
      </nav>
      <div className="absolute right-5 bottom-[calc(1.25rem+env(safe-area-inset-bottom))] z-10 md:hidden">
        <NewMenu floating {...{ onNewConversation, onNewGroup }} />
      </div>
    </div>
  );
}

function ConversationListBody(props: ConversationListViewProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { items, loading, error, query, hasMore, onLoadMore, selectedId, hrefOf, onOpen, onPreferences } = props;
  if (items.length === 0) {
    if (error) return <ErrorState text={error} onRetry={props.onRetryLoad} />;
    if (loading) return <ConversationListSkeleton />;
    if (query.trim()) {
      return (
        <p role="status" className="m-auto px-8 text-center text-muted break-anywhere">
          {t('list.nothingFound', { query: query.trim() })}
        </p>
      );
    }
    if (props.inArchive) return <EmptyState title={t('list.archiveEmptyTitle')} text={t('list.archiveEmptyText')} />;
    return (
      <EmptyState
        title={t('list.emptyTitle')}
        text={t('list.emptyText')}
        action={{ label: t('list.emptyAction'), onAction: props.onNewConversation }}
      />
    );
  }
  return (
    <Virtuoso
      className="flex-1"
      data={items}
      tabIndex={-1}
      computeItemKey={(_, item) => item.id}
      fixedItemHeight={72}
      increaseViewportBy={288}
      endReached={() => hasMore && !loading && onLoadMore()}
      components={{ Footer: ListFooter }}
      context={{ busy: loading && hasMore }}
      itemContent={(_, item) => (
        <div className="px-2">
          <ConversationListItem
            item={item}
            selected={item.id === selectedId}
            now={now}
            href={hrefOf(item.id)}
            onOpen={onOpen}
            onPreferences={onPreferences}
          />
        </div>
      )}
    />
  );
}

/** The space at the end keeps the last conversation clear of the floating button. */
function ListFooter({ context }: { context?: { busy: boolean } }) {
  return <div className="min-h-24 md:min-h-4">{context?.busy && <ConversationListSkeleton count={2} />}</div>;
}
