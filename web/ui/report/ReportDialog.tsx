import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { momentOf } from '../basics/dates';
import { ErrorNote } from '../basics/ErrorNote';
import { Modal } from '../basics/Modal';
import { TextArea } from '../basics/TextArea';
import { useLanguage } from '../basics/useLanguage';
import { useNow } from '../basics/useNow';
import { plainPreview } from '../conversation/plainPreview';
import type { ReportDialogProps } from '../props';

const mostCharacters = 1_000;

/** Tells the administrators of a message. What is typed stays while it is refused. */
export function ReportDialog({ open, onOpenChange, ...form }: ReportDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      title={t('report.title', { name: form.name })}
      description={t('report.text', { name: form.name })}
    >
      <ReportForm {...form} />
    </Modal>
  );
}

function ReportForm({ name, choices, onReport, pending, error }: Omit<ReportDialogProps, 'open' | 'onOpenChange'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const group = useId();
  const [reason, setReason] = useState('');
  const [messageId, setMessageId] = useState(choices?.[0]?.id ?? null);
  if (choices?.length === 0) return <p className="rounded-2xl bg-sunken p-4 text-sm">{t('report.nothing', { name })}</p>;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending && reason.trim()) onReport({ messageId, reason: reason.trim() });
      }}
    >
      <ErrorNote text={error} />
      {choices && (
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">{t('report.which')}</legend>
          <div className="flex flex-col gap-1.5">
            {choices.map((choice) => (
              <label
                key={choice.id}
                className="flex min-h-11 cursor-pointer items-center gap-3 rounded-xl border border-line px-3 py-2 text-sm has-checked:border-accent has-checked:bg-accent-soft"
              >
                <input
                  type="radio"
                  name={group}
                  checked={choice.id === messageId}
                  onChange={() => setMessageId(choice.id)}
                  className="size-4 shrink-0 accent-accent"
                />
                <bdi className="line-clamp-2 min-w-0 flex-1 break-anywhere">{plainPreview(choice.text)}</bdi>
                <span className="shrink-0 text-xs text-muted">{momentOf(choice.at, now, language)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <TextArea
        label={t('report.reason')}
        hint={t('report.reasonHint')}
        required
        maxLength={mostCharacters}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" tone="danger" pending={pending} disabled={!reason.trim()}>
        {t('report.send')}
      </Button>
    </form>
  );
}
