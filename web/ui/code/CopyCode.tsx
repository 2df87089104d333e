import { Check, Copy, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../basics/useCopy';

/** Copies a code block, and says whether it could. */
export function CopyCode({ code }: { code: string }) {
  const { t } = useTranslation();
  const { outcome, copy } = useCopy();
  const Icon = outcome === 'copied' ? Check : outcome === 'failed' ? X : Copy;
  return (
    <span className="flex shrink-0 items-center">
      <span role="status">{outcome === 'copied' ? t('ui.copied') : outcome === 'failed' ? t('code.notCopied') : ''}</span>
      <button
        type="button"
        aria-label={t('code.copy')}
        onClick={() => void copy(code)}
        className="inline-flex size-8 items-center justify-center rounded-lg hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </span>
  );
}
