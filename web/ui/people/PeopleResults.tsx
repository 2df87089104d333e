import { Check, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import { ErrorNote } from '../basics/ErrorNote';
import { PeopleSkeleton } from '../basics/Skeletons';
import type { Person } from '../view';
import { PersonRow } from './PersonRow';

type Props = {
  query: string;
  results: Person[];
  loading: boolean;
  error: string | null;
  onPick: (person: Person) => void;
  /** Given: rows are toggles and these are on. */
  selectedIds?: ReadonlySet<string>;
  /** Who was picked, while it takes its time. */
  pendingId?: string | null;
};

/** What a search for people found, or why there is nothing to see. */
export function PeopleResults({ query, results, loading, error, onPick, selectedIds, pendingId = null }: Props) {
  const { t } = useTranslation();
  if (error) return <ErrorNote text={error} />;
  if (loading && results.length === 0) return <PeopleSkeleton />;
  if (results.length === 0) {
    return (
      <p role="status" className="px-2 py-8 text-center text-sm text-muted break-anywhere">
        {query.trim() ? t('people.nobodyFound', { query: query.trim() }) : t('people.searchHint')}
      </p>
    );
  }
  return (
    <ul className={classNames('-mx-2', loading && 'opacity-60')} aria-busy={loading}>
      {results.map((person) => {
        const selected = selectedIds?.has(person.id) ?? false;
        return (
          <li key={person.id}>
            <button
              type="button"
              aria-busy={person.id === pendingId || undefined}
              aria-pressed={selectedIds ? selected : undefined}
              onClick={() => onPick(person)}
              className="flex min-h-14 w-full items-center gap-3 rounded-xl px-2 transition-colors hover:bg-hover"
            >
              <PersonRow
                person={person}
                trailing={
                  person.id === pendingId ? (
                    <LoaderCircle aria-hidden className="size-5 shrink-0 animate-spin text-muted" />
                  ) : (
                    selectedIds && (
                      <span
                        className={classNames(
                          'flex size-6 shrink-0 items-center justify-center rounded-full border-2',
                          selected ? 'border-accent bg-accent text-on-accent' : 'border-line-strong',
                        )}
                      >
                        {selected && <Check aria-hidden className="size-4" strokeWidth={3} />}
                      </span>
                    )
                  )
                }
              />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
