import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { Modal } from '../basics/Modal';
import { SelectField } from '../basics/SelectField';
import { PeopleSkeleton } from '../basics/Skeletons';
import type { InvitesDialogProps } from '../props';
import { InviteItem } from './InviteItem';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const lives = { hour: hourMs, day: dayMs, week: 7 * dayMs, month: 30 * dayMs, ever: null };
type Life = keyof typeof lives;
const lifeNames = Object.keys(lives) as Life[];
const useCounts = [1, 5, 25, 100];

/** The open links of a group, and a new one. */
export function InvitesDialog({ open, onOpenChange, groupName, invites, error, onCreate, onRevoke, pending }: InvitesDialogProps) {
  const { t } = useTranslation();
  const [life, setLife] = useState<Life>('week');
  const [uses, setUses] = useState('');
  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      title={t('invite.links')}
      description={t('invite.linksText', { group: groupName })}
      footer={
        <Button
          className="w-full"
          pending={pending}
          onClick={() => onCreate({ lifeMs: lives[life], maxUses: uses === '' ? null : Number(uses) })}
        >
          {t('invite.create')}
        </Button>
      }
    >
      <ErrorNote text={error} />
      {invites === null && error === null && <PeopleSkeleton count={2} />}
      {invites?.length === 0 && <p className="py-4 text-center text-sm text-balance text-muted">{t('invite.none')}</p>}
      {invites && invites.length > 0 && (
        <ul className="flex flex-col gap-3" aria-busy={pending}>
          {invites.map((invite) => (
            <InviteItem key={invite.id} invite={invite} groupName={groupName} onRevoke={onRevoke} />
          ))}
        </ul>
      )}
      <fieldset className="mt-5 grid gap-3 sm:grid-cols-2">
        <legend className="mb-2 text-sm text-muted">{t('invite.newLink')}</legend>
        <SelectField
          label={t('invite.goodFor')}
          value={life}
          choices={lifeNames.map((name) => ({ value: name, label: t(`invite.life.${name}`) }))}
          onChange={setLife}
        />
        <SelectField
          label={t('invite.uses')}
          value={uses}
          choices={[
            { value: '', label: t('invite.anyUses') },
            ...useCounts.map((count) => ({ value: String(count), label: t('invite.useCount', { count }) })),
          ]}
          onChange={setUses}
        />
      </fieldset>
    </Modal>
  );
}
