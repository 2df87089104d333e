import { Mail, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { IconButton } from '../basics/IconButton';
import type { QuietNoticeProps } from '../props';

/** A line above the list that asks for something and can wait. */
export function QuietNotice({ text, action, pending, onDismiss }: QuietNoticeProps) {
  const { t } = useTranslation();
  return (
    <div className="mx-4 mb-2 flex shrink-0 animate-fade items-start gap-3 rounded-2xl bg-accent-soft py-1.5 pr-1.5 pl-3.5">
      <Mail aria-hidden className="mt-2.5 size-[1.125rem] shrink-0 text-accent" />
      <div className="min-w-0 flex-1 py-2 text-sm break-anywhere">
        <p>{text}</p>
        {action && (
          <Button tone="quiet" className="-ml-3 min-h-9 px-3 py-1 text-sm" pending={pending} onClick={action.onAction}>
            {action.label}
          </Button>
        )}
      </div>
      <IconButton label={t('ui.dismiss')} icon={<X />} onClick={onDismiss} withTip={false} />
    </div>
  );
}
