import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../basics/Button';

/** A button that gives way to the form it opens. */
export function Disclosure({ label, children }: { label: string; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  if (open) return children(() => setOpen(false));
  return (
    <Button tone="plain" onClick={() => setOpen(true)} className="self-start">
      <Plus aria-hidden className="size-4" />
      {label}
    </Button>
  );
}
