import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { PersonRow } from '../people/PersonRow';
import type { Person } from '../view';

export function BannedSection({ people, onUnban }: { people: readonly Person[]; onUnban: (person: Person) => void }) {
  const { t } = useTranslation();
  if (people.length === 0) return null;
  return (
    <section className="mt-6" aria-label={t('group.banned')}>
      <h3 className="px-2 text-sm font-medium text-muted">{t('group.banned')}</h3>
      <p className="px-2 pb-1 text-sm text-muted">{t('group.bannedText')}</p>
      <ul>
        {people.map((person) => (
          <li key={person.id} className="flex min-h-14 items-center gap-3 rounded-xl px-2">
            <PersonRow person={person} />
            <Button
              tone="quiet"
              className="-mr-2 min-h-10! shrink-0 px-3! text-sm!"
              aria-label={t('group.unbanOf', { name: person.displayName })}
              onClick={() => onUnban(person)}
            >
              {t('group.unban')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
