import { Search, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../basics/IconButton';
import { Keys } from '../basics/Keys';
import { PeopleSkeleton } from '../basics/Skeletons';
import { returnFocus } from '../basics/returnFocus';
import type { PaletteProps } from '../props';
import { PaletteOption } from './PaletteOption';

const longestQuery = 100;

/** One field to go anywhere and do anything: what is typed narrows the list, arrow keys choose, Enter does it. Focus stays in the field. */
export function PaletteDialog({ query, onQuery, groups, loading, note, onChoose, onClose }: PaletteProps) {
  const { t } = useTranslation();
  const baseId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [wantedId, setWantedId] = useState<string | null>(null);
  const entries = groups.flatMap((group) => group.entries);
  const active = entries.find(({ id }) => id === wantedId) ?? entries[0];
  const activeId = active?.id;
  const isFirst = active === entries[0];
  const idOf = (entryId: string) => `${baseId}-${entryId}`;

  useEffect(() => {
    // The heading above the first one shows, too.
    if (isFirst) list.current?.scrollTo({ top: 0 });
    else list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [activeId, isFirst]);

  const byKey = (event: KeyboardEvent) => {
    // keyCode 229: Safari ends a composition before the Enter that confirmed it.
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !active) return;
    const place = entries.indexOf(active);
    const last = entries.length - 1;
    const to = { ArrowDown: place === last ? 0 : place + 1, ArrowUp: place === 0 ? last : place - 1, Home: 0, End: last }[event.key];
    if (event.key === 'Enter') onChoose(active.id);
    else if (to !== undefined) setWantedId(entries[to]?.id ?? null);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="fixed inset-0 z-40 animate-fade bg-[rgb(8_20_36/0.5)]" />
        <Dialog.Content
          aria-modal
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className="fixed inset-0 z-50 flex animate-appear flex-col bg-surface pt-[env(safe-area-inset-top)] pb-[env(safe-area-inset-bottom)] outline-none sm:top-[10dvh] sm:bottom-auto sm:mx-auto sm:max-h-[min(36rem,80dvh)] sm:w-[36rem] sm:overflow-hidden sm:rounded-3xl sm:py-0 sm:shadow-lifted"
        >
          <Dialog.Title asChild>
            <h1 className="sr-only">{t('palette.title')}</h1>
          </Dialog.Title>
          <div className="flex shrink-0 items-center gap-3 border-b border-line py-2 pr-3 pl-5">
            <Search aria-hidden className="size-5 shrink-0 text-muted" />
            <input
              type="text"
              role="combobox"
              aria-expanded={entries.length > 0}
              aria-controls={entries.length > 0 ? `${baseId}-list` : undefined}
              aria-activedescendant={active && idOf(active.id)}
              aria-autocomplete="list"
              aria-label={t('palette.label')}
              placeholder={t('palette.label')}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              enterKeyHint="go"
              autoFocus
              maxLength={longestQuery}
              value={query}
              onChange={(event) => {
                setWantedId(null);
                onQuery(event.target.value);
              }}
              onKeyDown={byKey}
              className="h-11 min-w-0 flex-1 bg-transparent text-base text-ellipsis outline-none placeholder:text-muted"
            />
            <Dialog.Close asChild>
              <IconButton label={t('ui.close')} icon={<X />} withTip={false} />
            </Dialog.Close>
          </div>
          <p role="status" className="sr-only">
            {t('palette.count', { count: entries.length })}
          </p>
          {entries.length > 0 && (
            // The list scrolls itself: it belongs to the field, where the keys are.
            <div
              ref={list}
              id={`${baseId}-list`}
              role="listbox"
              aria-label={t('palette.title')}
              className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2"
            >
              {groups.map((group) => (
                <div key={group.id} role="group" aria-labelledby={idOf(`group-${group.id}`)}>
                  <div id={idOf(`group-${group.id}`)} className="truncate px-3 pt-2 pb-1 text-xs font-semibold text-muted">
                    {group.title}
                  </div>
                  {group.entries.map((entry) => (
                    <PaletteOption
                      key={entry.id}
                      id={idOf(entry.id)}
                      entry={entry}
                      active={entry === active}
                      onActive={() => setWantedId(entry.id)}
                      onChoose={() => onChoose(entry.id)}
                    />
                  ))}
                </div>
              ))}
            </div>
          )}
          {loading && (
            <div className="shrink-0 px-5 pb-2">
              <PeopleSkeleton count={1} />
            </div>
          )}
          {note !== null && <p className="shrink-0 px-5 py-2.5 text-sm text-muted">{note}</p>}
          <p aria-hidden className="hidden shrink-0 items-center gap-5 border-t border-line px-5 py-2.5 text-xs text-muted hoverable:flex">
            <span className="flex items-center gap-1.5">
              <Keys keys={['↑', '↓']} /> {t('palette.choose')}
            </span>
            <span className="flex items-center gap-1.5">
              <Keys keys={[t('shortcuts.key.enter')]} /> {t('palette.do')}
            </span>
            <span className="flex items-center gap-1.5">
              <Keys keys={[t('shortcuts.key.escape')]} /> {t('ui.close')}
            </span>
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
