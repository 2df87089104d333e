import type { ReactNode } from 'react';

/** A word or two about the thing beside it. */
export function Badge({ children, tone = 'accent' }: { children: ReactNode; tone?: 'accent' | 'danger' }) {
  const tint = tone === 'accent' ? 'bg-accent-soft text-accent' : 'bg-danger-soft text-danger';
  return <span className={`shrink-0 rounded-full px-2 py-0.5 text-xs font-medium ${tint}`}>{children}</span>;
}
