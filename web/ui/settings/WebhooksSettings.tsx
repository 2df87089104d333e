import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PlainLink } from '../basics/PlainLink';
import { Disclosure } from './Disclosure';
import type { WebhooksSettingsProps } from './props';
import { SecretOnce } from './SecretOnce';
import { SettingsCard } from './SettingsCard';
import { LoadedPart } from './SettingsPage';
import { Badge } from '../basics/Badge';
import { WebhookForm } from './WebhookForm';

export function WebhooksSettings(props: WebhooksSettingsProps) {
  const { t } = useTranslation();
  const { webhooks, secret, loading, error, onRetry, hrefOf, onOpen } = props;
  return (
    <>
      {secret && (
        <SecretOnce
          key={secret}
          title={t('settings.webhooks.made')}
          label={t('settings.webhooks.secret')}
          secret={secret}
          onDone={props.onSecretDone}
        />
      )}
      <SettingsCard title={t('settings.section.webhooks')} text={t('settings.webhooks.text')}>
        <LoadedPart loading={loading} error={error} onRetry={onRetry}>
          <div className="flex flex-col gap-4">
            <Disclosure label={t('settings.webhooks.new')}>
              {(close) => (
                <WebhookForm
                  start={{ url: '', events: ['MESSAGE_ADDED'] }}
                  conversations={props.conversations}
                  form={props.form}
                  submitLabel={t('settings.webhooks.create')}
                  onSubmit={props.onCreate}
                  onClose={close}
                />
              )}
            </Disclosure>
            {webhooks.length === 0 && <p className="text-sm text-muted">{t('settings.webhooks.none')}</p>}
            <ul className="-mx-2 empty:hidden">
              {webhooks.map((webhook) => (
                <li key={webhook.id}>
                  <PlainLink
                    href={hrefOf(webhook.id)}
                    onNavigate={() => onOpen(webhook.id)}
                    className="flex min-h-14 items-center gap-3 rounded-xl px-2 py-2 transition-colors hover:bg-hover"
                  >
                    <span className="min-w-0 flex-1">
                      <span className="block font-medium break-anywhere">{webhook.url}</span>
                      <span className="block text-sm text-muted break-anywhere">
                        {webhook.conversationTitle ?? t('settings.webhooks.all')} ·{' '}
                        {webhook.events.map((event) => t(`settings.webhooks.event.${event}`)).join(', ')}
                      </span>
                    </span>
                    {webhook.disabledAt !== null && <Badge tone="danger">{t('settings.webhooks.off')}</Badge>}
                    <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
                  </PlainLink>
                </li>
              ))}
            </ul>
          </div>
        </LoadedPart>
      </SettingsCard>
    </>
  );
}
