import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { useCopy } from './useCopy';

/** Copies, and says so for a while. Where the browser forbids it (a page without https:), it says that instead: the text must be in sight beside it. */
export function CopyButton({ text, label, className }: { text: string; label: string; className?: string }) {
  const { t } = useTranslation();
  const { outcome, copy } = useCopy();
  const Icon = outcome === 'copied' ? Check : Copy;
  return (
    <>
      <Button tone="quiet" className={className} onClick={() => void copy(text)}>
        <Icon aria-hidden className="size-4" />
        {outcome === 'copied' ? t('ui.copied') : label}
      </Button>
      <span role="status" className={outcome === 'failed' ? 'basis-full text-sm text-muted' : 'sr-only'}>
        {outcome === 'failed' ? t('ui.copyFailed') : outcome === 'copied' ? t('ui.copied') : ''}
      </span>
    </>
  );
}
