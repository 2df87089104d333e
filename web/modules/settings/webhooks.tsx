import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookFieldsFragment } from '../../generated/graphql';
import type { WebhookInput } from '../../ui/settings/props';
import { LoadedPart } from '../../ui/settings/SettingsPage';
import { WebhooksSettings } from '../../ui/settings/WebhooksSettings';
import type { WebhookItem } from '../../ui/view';
import { useListedItems } from '../conversations/listed-items';
import { CreateWebhookDocument, WebhooksDocument } from './programs.document';
import { useAsked } from './use-asked';
import { useForm } from './use-form';
import { WebhookOne } from './webhook';

type Props = { id: string | null; hrefOf: (id: string) => string; onOpen: (id: string) => void; onGone: () => void };

/** All of them, or the one with that id. */
export function Webhooks({ id, hrefOf, onOpen, onGone }: Props) {
  const { t } = useTranslation();
  const { data, refetch, ...loading } = useAsked(WebhooksDocument);
  const items = useListedItems();
  const [create] = useMutation(CreateWebhookDocument, { fetchPolicy: 'no-cache' });
  const { form, attempt } = useForm(['url', 'events']);
  /** On this screen alone: leaving it forgets it. */
  const [secret, setSecret] = useState<string | null>(null);
  const titleOf = (conversationId: string) => items.find((item) => item.id === conversationId)?.title ?? t('settings.webhooks.one');
  const webhooks = (data?.viewer?.webhooks ?? []).map((webhook) => itemOf(webhook, titleOf));

  async function submit(input: WebhookInput): Promise<boolean> {
    const isDone = await attempt(async () => {
      const { data: made } = await create({ variables: { input } });
      setSecret(made?.createWebhook.secret ?? null);
    });
    if (isDone) refetch();
    return isDone;
  }

  if (id !== null) {
    const webhook = webhooks.find((each) => each.id === id);
    return (
      <LoadedPart {...loading}>
        {webhook ? (
          <WebhookOne key={id} webhook={webhook} onChanged={refetch} onGone={onGone} />
        ) : (
          <p className="m-auto p-6 text-center text-muted">{t('app.error.NOT_FOUND')}</p>
        )}
      </LoadedPart>
    );
  }
  return (
    <WebhooksSettings
      {...loading}
      webhooks={webhooks}
      conversations={items.map((item) => ({ id: item.id, title: item.title }))}
      form={form}
      onCreate={submit}
      secret={secret}
      onSecretDone={() => setSecret(null)}
      hrefOf={hrefOf}
      onOpen={onOpen}
    />
  );
}

function itemOf(webhook: WebhookFieldsFragment, titleOf: (conversationId: string) => string): WebhookItem {
  return {
    id: webhook.id,
    url: webhook.url,
    events: [...webhook.events],
    conversationTitle: webhook.conversationId === null ? null : titleOf(webhook.conversationId),
    disabledAt: webhook.disabledAt === null ? null : Date.parse(webhook.disabledAt),
    createdAt: Date.parse(webhook.createdAt),
  };
}
