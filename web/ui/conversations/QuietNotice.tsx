import { Mail, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../basics/IconButton';
import type { QuietNoticeProps } from '../props';

/** A line above the list that asks for something and can wait. */
export function QuietNotice({ text, action, pending, onDismiss }: QuietNoticeProps) {
  const { t } = useTranslation();
  return (
    <div className="mx-4 mb-2 flex shrink-0 animate-fade items-start gap-2.5 rounded-2xl bg-sunken pl-3.5">
      <Mail aria-hidden className="mt-3 size-4 shrink-0 text-muted" />
      <p className="min-w-0 flex-1 py-2.5 text-[0.8125rem] leading-snug text-muted break-anywhere">
        {text}{' '}
        {action && (
          <button
            type="button"
            aria-disabled={pending || undefined}
            onClick={() => !pending && action.onAction()}
            className="rounded font-semibold text-accent hover:underline aria-disabled:opacity-60"
          >
            {action.label}
          </button>
        )}
      </p>
      <IconButton label={t('ui.dismiss')} icon={<X />} onClick={onDismiss} withTip={false} className="[&_svg]:size-4!" />
    </div>
  );
}
