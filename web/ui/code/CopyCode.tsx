import { Check, Copy, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const answerForMs = 3_000;

/** Copies a code block, and says for a while whether it could. */
export function CopyCode({ code }: { code: string }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), answerForMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(code);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }

  const Icon = outcome === 'copied' ? Check : outcome === 'failed' ? X : Copy;
  return (
    <span className="flex shrink-0 items-center">
      <span role="status">{outcome === 'copied' ? t('ui.copied') : outcome === 'failed' ? t('code.notCopied') : ''}</span>
      <button
        type="button"
        aria-label={t('code.copy')}
        onClick={() => void copy()}
        className="inline-flex size-8 items-center justify-center rounded-lg hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </span>
  );
}
