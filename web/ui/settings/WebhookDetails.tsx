import { CircleAlert, CircleCheck, Clock, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { momentOf } from '../basics/dates';
import { useLanguage } from '../basics/useLanguage';
import { useNow } from '../basics/useNow';
import type { DeliveryItem } from '../view';
import type { WebhookPageProps } from './props';
import { SettingsCard } from './SettingsCard';
import { LoadedPart } from './SettingsPage';
import { SettingsRow } from './SettingsRow';
import { SwitchRow } from './SwitchRow';
import { WebhookForm } from './WebhookForm';

/** One webhook: on or off, where it goes and what it hears, and what became of the last deliveries. */
export function WebhookDetails(props: WebhookPageProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const { webhook, deliveries } = props;
  const [editing, setEditing] = useState(false);
  const isOn = webhook.disabledAt === null;
  return (
    <>
      <SettingsCard
        title={webhook.url}
        text={
          <>
            <p>{webhook.conversationTitle ?? t('settings.webhooks.all')}</p>
            <p>{webhook.events.map((event) => t(`settings.webhooks.event.${event}`)).join(', ')}</p>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <SwitchRow
            label={t('settings.webhooks.active')}
            hint={
              webhook.disabledAt === null
                ? t('settings.webhooks.activeHint')
                : t('settings.webhooks.offSince', { time: momentOf(webhook.disabledAt, now, language) })
            }
            checked={isOn}
            disabled={props.pending}
            onChange={props.onActive}
          />
          {editing ? (
            <WebhookForm
              start={webhook}
              conversations={null}
              form={props.form}
              submitLabel={t('ui.save')}
              onSubmit={props.onSave}
              onClose={() => setEditing(false)}
            />
          ) : (
            <div className="flex flex-wrap gap-2">
              <Button tone="plain" onClick={() => setEditing(true)}>
                {t('settings.webhooks.edit')}
              </Button>
              <Button tone="warning" onClick={props.onDelete}>
                {t('settings.webhooks.delete')}
              </Button>
            </div>
          )}
        </div>
      </SettingsCard>
      <SettingsCard title={t('settings.webhooks.deliveries')} text={t('settings.webhooks.deliveriesText')}>
        <LoadedPart loading={deliveries.loading} error={deliveries.error} onRetry={deliveries.onRetry}>
          {deliveries.items.length === 0 && <p className="text-sm text-muted">{t('settings.webhooks.noDeliveries')}</p>}
          <ul>
            {deliveries.items.map((delivery) => (
              <SettingsRow
                key={delivery.id}
                icon={<DeliveryIcon delivery={delivery} />}
                title={t(`settings.webhooks.event.${delivery.event}`)}
                details={[outcomeOf(delivery), delivery.lastAttemptAt !== null && momentOf(delivery.lastAttemptAt, now, language)]}
                action={
                  <Button
                    tone="quiet"
                    pending={props.redeliveringId === delivery.id}
                    onClick={() => props.onRedeliver(delivery)}
                    className="px-4!"
                  >
                    <RotateCw aria-hidden className="size-4" />
                    {t('settings.webhooks.again')}
                  </Button>
                }
              />
            ))}
          </ul>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button tone="plain" onClick={deliveries.onRetry}>
              {t('settings.webhooks.reload')}
            </Button>
            {deliveries.hasMore && (
              <Button tone="quiet" onClick={deliveries.onMore}>
                {t('settings.webhooks.more')}
              </Button>
            )}
          </div>
        </LoadedPart>
      </SettingsCard>
    </>
  );

  function outcomeOf({ delivered, status, attempts }: DeliveryItem): string {
    if (attempts === 0) return t('settings.webhooks.waiting');
    const answer = status === null ? t('settings.webhooks.noAnswer') : t('settings.webhooks.answered', { status });
    return `${t(delivered ? 'settings.webhooks.delivered' : 'settings.webhooks.notYet')} · ${answer} · ${t('settings.webhooks.attempts', { count: attempts })}`;
  }
}

function DeliveryIcon({ delivery: { delivered, attempts } }: { delivery: DeliveryItem }) {
  if (delivered) return <CircleCheck aria-hidden className="text-success" />;
  return attempts === 0 ? <Clock aria-hidden /> : <CircleAlert aria-hidden className="text-danger" />;
}
