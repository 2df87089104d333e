import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { fullTime } from '../basics/dates';
import { ErrorState } from '../basics/ErrorState';
import { Modal } from '../basics/Modal';
import { PeopleSkeleton } from '../basics/Skeletons';
import { useLanguage } from '../basics/useLanguage';
import { PersonRow } from '../people/PersonRow';
import type { MessageAboutDialogProps } from '../props';
import type { Person } from '../view';
import { MessageText } from './MessageText';

/** When a message was sent, who has read it, and what it said before it was edited. */
export function MessageAboutDialog(props: MessageAboutDialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { row, readers, waiting, versions, loading, error, onClose } = props;
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={t('about.title')} description={fullTime(row.at, language)} readOnly>
      {row.deleted ? (
        <p className="text-muted">{t('message.deleted')}</p>
      ) : (
        <div className="flex flex-col gap-5">
          {(readers.length > 0 || waiting || (!loading && !error)) && (
            <People title={t('about.read', { count: readers.length })} people={readers} nobody={t('about.readByNobody')} />
          )}
          {props.hasMoreReaders && (
            <Button tone="plain" onClick={props.onMoreReaders}>
              {t('about.moreReaders')}
            </Button>
          )}
          {waiting && waiting.delivered.length > 0 && (
            <People title={t('about.delivered', { count: waiting.delivered.length })} people={waiting.delivered} />
          )}
          {waiting && waiting.notDelivered.length > 0 && (
            <People title={t('about.notDelivered', { count: waiting.notDelivered.length })} people={waiting.notDelivered} />
          )}
          {loading && <PeopleSkeleton count={2} />}
          {error && <ErrorState text={error} onRetry={props.onRetryLoad} />}
          {versions && versions.length > 0 && <Versions versions={versions} />}
        </div>
      )}
    </Modal>
  );
}

function People({ title, people, nobody }: { title: string; people: Person[]; nobody?: string }) {
  return (
    <section>
      <h2 className="pb-1 text-xs font-semibold text-muted">{title}</h2>
      {people.length === 0 && <p className="py-1 text-sm text-muted">{nobody}</p>}
      <ul>
        {people.map((person) => (
          <li key={person.id} className="flex min-h-14 items-center gap-3">
            <PersonRow person={person} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Versions({ versions }: { versions: { text: string; at: number }[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <section>
      <h2 className="pb-2 text-xs font-semibold text-muted">{t('about.versions')}</h2>
      <ol className="flex flex-col gap-2">
        {versions.map(({ text, at }) => (
          <li key={`${at}-${text}`} className="rounded-2xl bg-sunken px-3.5 py-2.5">
            <p className="pb-1 text-xs text-muted">{t('about.until', { time: fullTime(at, language) })}</p>
            <div className="break-anywhere">
              <MessageText text={text} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
