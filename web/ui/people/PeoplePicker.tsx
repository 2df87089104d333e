import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { SearchField } from '../basics/SearchField';
import type { PeoplePicking } from '../props';
import { PeopleResults } from './PeopleResults';

/** Search and choose several people; those chosen stay in sight as chips. */
export function PeoplePicker({
  query,
  onQuery,
  results,
  loading,
  error,
  selected,
  onToggle,
  autoFocus,
}: PeoplePicking & { autoFocus: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {selected.length > 0 && (
        <ul aria-label={t('people.chosen')} className="mb-3 flex max-h-[5.375rem] shrink-0 flex-wrap gap-1.5 overflow-y-auto">
          {selected.map((person) => (
            <li key={person.id} className="max-w-[calc(50%-0.1875rem)]">
              <button
                type="button"
                aria-label={t('people.unselect', { name: person.displayName })}
                onClick={() => onToggle(person)}
                className="flex h-10 max-w-full items-center gap-2 rounded-full bg-accent-soft pr-2.5 pl-1 text-sm font-medium"
              >
                <Avatar size="small" name={person.displayName} photoUrl={person.photoUrl} colorKey={person.id} />
                <bdi className="truncate">{person.displayName}</bdi>
                <X aria-hidden className="size-4 shrink-0 text-muted" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <SearchField label={t('people.search')} query={query} onQuery={onQuery} autoFocus={autoFocus} />
      <div className="mt-2 min-h-48">
        <PeopleResults
          query={query}
          results={results}
          loading={loading}
          error={error}
          onPick={onToggle}
          selectedIds={new Set(selected.map((person) => person.id))}
        />
      </div>
    </>
  );
}
