import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/basics/ConfirmDialog';
import { BotsSettings } from '../../ui/settings/BotsSettings';
import type { Person } from '../../ui/view';
import { personOf } from '../conversations/conversation-view';
import { BotsDocument, CreateBotDocument, DeleteBotDocument } from './programs.document';
import { useAsked } from './use-asked';
import { useConfirmed } from './use-confirmed';
import { useForm } from './use-form';

export function Bots() {
  const { t } = useTranslation();
  const { data, refetch, ...loading } = useAsked(BotsDocument);
  const [create] = useMutation(CreateBotDocument, { fetchPolicy: 'no-cache' });
  const [remove] = useMutation(DeleteBotDocument, { fetchPolicy: 'no-cache' });
  const { form, attempt } = useForm(['username', 'displayName']);
  /** On this screen alone: leaving it forgets it. */
  const [secret, setSecret] = useState<string | null>(null);
  const deleting = useConfirmed<Person>(async ({ id }) => {
    await remove({ variables: { userId: id } });
    refetch();
  });

  async function submit(variables: { username: string; displayName: string }): Promise<boolean> {
    const isDone = await attempt(async () => {
      const { data: made } = await create({ variables });
      setSecret(made?.createBot.secret ?? null);
    });
    if (isDone) refetch();
    return isDone;
  }

  return (
    <>
      <BotsSettings
        {...loading}
        bots={(data?.viewer?.bots ?? []).map((bot) => ({ person: personOf(bot), createdAt: Date.parse(bot.createdAt) }))}
        form={form}
        onCreate={submit}
        secret={secret}
        onSecretDone={() => setSecret(null)}
        onDelete={deleting.ask}
      />
      <ConfirmDialog
        {...deleting.dialog}
        title={t('settings.bots.ask', { name: deleting.subject?.displayName ?? '' })}
        text={t('settings.bots.askText')}
        confirmLabel={t('settings.bots.delete')}
        danger
      />
    </>
  );
}
