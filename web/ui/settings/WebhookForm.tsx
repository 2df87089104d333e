import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../basics/ErrorNote';
import { TextField } from '../basics/TextField';
import { webhookEvents, type WebhookEventName } from '../view';
import { CheckRow } from './CheckRow';
import type { FormState, WebhookInput } from './props';
import { SelectField } from '../basics/SelectField';
import { SettingsForm } from './SettingsForm';

type Props = {
  start: { url: string; events: WebhookEventName[] };
  /** null: which conversation it hears of stays as it is. */
  conversations: { id: string; title: string }[] | null;
  form: FormState<'url' | 'events'>;
  submitLabel: string;
  onSubmit: (input: WebhookInput) => Promise<boolean>;
  onClose: () => void;
};

export function WebhookForm({ start, conversations, form, submitLabel, onSubmit, onClose }: Props) {
  const { t } = useTranslation();
  const [input, setInput] = useState<WebhookInput>({ ...start, conversationId: null });
  const isComplete = input.url.trim() !== '' && input.events.length > 0;
  return (
    <SettingsForm form={form} isComplete={isComplete} submitLabel={submitLabel} onSubmit={() => onSubmit(input)} onClose={onClose}>
      <TextField
        label={t('settings.webhooks.url')}
        hint={t('settings.webhooks.urlHint')}
        type="url"
        inputMode="url"
        required
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={2_048}
        placeholder="https://example.org/hook"
        value={input.url}
        error={form.fieldErrors.url}
        onChange={(event) => setInput({ ...input, url: event.target.value })}
      />
      <fieldset>
        <legend className="mb-1 text-sm font-medium">{t('settings.webhooks.events')}</legend>
        {webhookEvents.map((event) => (
          <CheckRow
            key={event}
            label={t(`settings.webhooks.event.${event}`)}
            checked={input.events.includes(event)}
            onChange={(checked) =>
              setInput({ ...input, events: webhookEvents.filter((each) => (each === event ? checked : input.events.includes(each))) })
            }
          />
        ))}
        {form.fieldErrors.events && <ErrorNote text={form.fieldErrors.events} />}
      </fieldset>
      {conversations && (
        <SelectField
          label={t('settings.webhooks.of')}
          value={input.conversationId ?? ''}
          choices={[
            { value: '', label: t('settings.webhooks.all') },
            ...conversations.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          onChange={(id) => setInput({ ...input, conversationId: id === '' ? null : id })}
        />
      )}
    </SettingsForm>
  );
}
