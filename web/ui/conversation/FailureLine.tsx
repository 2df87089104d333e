import { useTranslation } from 'react-i18next';

type Props = { reason: string; onRetry: () => void; onDiscard: () => void };

const buttonLook = 'min-h-10 rounded-full bg-raised px-3.5 text-sm font-semibold shadow-soft hover:bg-hover';

/** Under a message that could not be sent: why, and the two ways on. */
export function FailureLine({ reason, onRetry, onDiscard }: Props) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      <p className="min-w-0 rounded-full bg-danger-soft px-3 py-1 text-[0.8125rem] text-danger break-anywhere">{reason}</p>
      <button type="button" className={`${buttonLook} text-accent`} onClick={onRetry}>
        {t('message.retry')}
      </button>
      <button type="button" className={`${buttonLook} text-danger`} onClick={onDiscard}>
        {t('message.discard')}
      </button>
    </div>
  );
}
