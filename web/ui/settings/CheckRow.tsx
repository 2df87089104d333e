import type { ReactNode } from 'react';

type Props = { label: ReactNode; hint?: string; checked: boolean; onChange: (checked: boolean) => void };

/** One of several that may be chosen together. */
export function CheckRow({ label, hint, checked, onChange }: Props) {
  return (
    <label className="flex min-h-10 cursor-pointer items-start gap-3 py-1.5 text-sm">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-[1.125rem] shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span className="block font-medium">{label}</span>
        {hint && <span className="block text-muted">{hint}</span>}
      </span>
    </label>
  );
}
