import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { ConfirmDialog } from '../../ui/basics/ConfirmDialog';
import { WebhookDetails } from '../../ui/settings/WebhookDetails';
import type { WebhookItem } from '../../ui/view';
import { useRefetchWhenLive } from '../conversations/use-refetch-when-live';
import { refusalSentence } from '../refusal-sentence';
import { DeleteWebhookDocument, DeliveriesDocument, RedeliverDocument, UpdateWebhookDocument } from './programs.document';
import { useConfirmed } from './use-confirmed';
import { useForm } from './use-form';

const firstPage = 20;
/** As many as the server keeps. */
const allOfThem = 100;

type Props = { webhook: WebhookItem; onChanged: () => void; onGone: () => void };

export function WebhookOne({ webhook, onChanged, onGone }: Props) {
  const { t } = useTranslation();
  const { tell } = useServices();
  const { id } = webhook;
  const [first, setFirst] = useState(firstPage);
  const { data, previousData, loading, error, refetch } = useQuery(DeliveriesDocument, { variables: { first }, fetchPolicy: 'no-cache' });
  const connection = (data ?? previousData)?.viewer?.webhooks.find((each) => each.id === id)?.deliveries;
  const [update, updating] = useMutation(UpdateWebhookDocument, { fetchPolicy: 'no-cache' });
  const [remove] = useMutation(DeleteWebhookDocument, { fetchPolicy: 'no-cache' });
  const [redeliver] = useMutation(RedeliverDocument, { fetchPolicy: 'no-cache' });
  const [redeliveringId, setRedeliveringId] = useState<string | null>(null);
  const { form, attempt } = useForm(['url', 'events']);
  const reload = () => void refetch().catch(() => undefined); // What fails shows in `error`.
  useRefetchWhenLive(error, refetch);
  const deleting = useConfirmed<true>(async () => {
    await remove({ variables: { id } });
    onChanged();
    onGone();
  });

  /** What is refused is said in a passing note. */
  async function change(action: () => Promise<unknown>) {
    try {
      await action();
      onChanged();
      reload();
    } catch (cause) {
      tell('danger', refusalSentence(refusalOf(cause), t));
    }
  }

  async function sendAgain(deliveryId: string) {
    setRedeliveringId(deliveryId);
    await change(() => redeliver({ variables: { deliveryId } }));
    setRedeliveringId(null);
  }

  const items = (connection?.edges ?? []).map(({ node }) => ({
    id: node.id,
    event: node.event,
    delivered: node.deliveredAt !== null,
    status: node.status,
    attempts: node.attempts,
    lastAttemptAt: node.lastAttemptAt === null ? null : Date.parse(node.lastAttemptAt),
  }));
  return (
    <>
      <WebhookDetails
        webhook={webhook}
        form={form}
        onSave={async ({ url, events }) => {
          const isDone = await attempt(() => update({ variables: { id, url, events } }));
          if (isDone) onChanged();
          return isDone;
        }}
        pending={updating.loading}
        onActive={(active) => void change(() => update({ variables: { id, active } }))}
        onDelete={() => deleting.ask(true)}
        deliveries={{
          items,
          loading: loading && connection === undefined,
          error: error && connection === undefined ? refusalSentence(refusalOf(error), t) : null,
          onRetry: reload,
          hasMore: first === firstPage && (connection?.pageInfo.hasNextPage ?? false),
          onMore: () => setFirst(allOfThem),
        }}
        redeliveringId={redeliveringId}
        onRedeliver={({ id: deliveryId }) => void sendAgain(deliveryId)}
      />
      <ConfirmDialog
        {...deleting.dialog}
        title={t('settings.webhooks.ask')}
        text={t('settings.webhooks.askText', { url: webhook.url })}
        confirmLabel={t('settings.webhooks.delete')}
        danger
      />
    </>
  );
}
