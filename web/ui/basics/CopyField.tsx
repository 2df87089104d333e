import { Check, Copy } from 'lucide-react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { fieldLook } from './TextField';
import { useCopy } from './useCopy';

/**
 * Something to take away: a field that is selected whole, and a button that copies it. Where the browser gives no clipboard (plain http in a
 * network), the text is selected and the person copies it.
 */
export function CopyField({ label, value, focus = false }: { label: string; value: string; focus?: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { outcome, copy } = useCopy();

  async function take() {
    if (!(await copy(value))) field.current?.select();
  }

  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          ref={field}
          id={id}
          readOnly
          value={value}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.target.select()}
          // At 14 px a field cuts the underscores of DejaVu Sans Mono off.
          className={`${fieldLook} h-11 min-w-0 flex-1 font-mono text-[0.8125rem]!`}
        />
        <Button tone="plain" autoFocus={focus} onClick={() => void take()} className="shrink-0 px-4!">
          {outcome === 'copied' ? <Check aria-hidden className="size-4 text-success" /> : <Copy aria-hidden className="size-4" />}
          {t(outcome === 'copied' ? 'ui.copied' : 'ui.copy')}
        </Button>
      </div>
      <p role="status" className={outcome === 'failed' ? 'mt-1.5 text-[0.8125rem] text-muted' : 'sr-only'}>
        {outcome === 'failed' ? t('ui.copyByHand') : outcome === 'copied' ? t('ui.copied') : ''}
      </p>
    </div>
  );
}
