import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { fieldLook } from './TextField';

const saidForMs = 2_500;

/**
 * Something to take away: a field that is selected whole, and a button that copies it. Where the browser gives no clipboard (plain http in a
 * network), the text is selected and the person copies it.
 */
export function CopyField({ label, value, focus = false }: { label: string; value: string; focus?: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'idle' | 'copied' | 'byHand'>('idle');

  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('idle'), saidForMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      // No clipboard here, or it is forbidden: said below the field.
      field.current?.select();
      setState('byHand');
    }
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
          className={`${fieldLook} h-11 min-w-0 flex-1 font-mono text-sm!`}
        />
        <Button tone="plain" autoFocus={focus} onClick={() => void copy()} className="shrink-0 px-4!">
          {state === 'copied' ? <Check aria-hidden className="size-4 text-success" /> : <Copy aria-hidden className="size-4" />}
          {t(state === 'copied' ? 'ui.copied' : 'ui.copy')}
        </Button>
      </div>
      <p role="status" className={state === 'byHand' ? 'mt-1.5 text-[0.8125rem] text-muted' : 'sr-only'}>
        {state === 'byHand' ? t('ui.copyByHand') : state === 'copied' ? t('ui.copied') : ''}
      </p>
    </div>
  );
}
