import { Plus } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../basics/Button';

/** A button that gives way to the form it opens, and takes the focus back when that closes, unless what came of the form has it. */
export function Disclosure({ label, children }: { label: string; children: (close: () => void) => ReactNode }) {
  const [state, setState] = useState<'untouched' | 'open' | 'closed'>('untouched');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (state === 'closed' && document.activeElement === document.body) button.current?.focus();
  }, [state]);
  if (state === 'open') return children(() => setState('closed'));
  return (
    <Button ref={button} tone="plain" onClick={() => setState('open')} className="self-start">
      <Plus aria-hidden className="size-4" />
      {label}
    </Button>
  );
}
