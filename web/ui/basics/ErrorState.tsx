import { CloudAlert, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ErrorStateProps } from '../props';
import { Button } from './Button';

export function ErrorState({ text, onRetry }: ErrorStateProps) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="m-auto flex max-w-80 flex-col items-center gap-3 p-6 text-center">
      <CloudAlert aria-hidden className="size-12 text-muted" strokeWidth={1.5} />
      <p className="break-anywhere">{text}</p>
      {onRetry && (
        <Button tone="plain" onClick={onRetry}>
          <RotateCw aria-hidden className="size-4" />
          {t('ui.tryAgain')}
        </Button>
      )}
    </div>
  );
}
