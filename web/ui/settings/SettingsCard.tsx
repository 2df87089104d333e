import { useId, type ReactNode } from 'react';

type Props = { title: string; text?: ReactNode; children?: ReactNode; danger?: boolean };

/** A block of a section, named by its title. */
export function SettingsCard({ title, text, children, danger = false }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-2xl border border-line bg-surface p-4 md:p-5">
      <h2 id={id} className={`font-semibold break-anywhere ${danger ? 'text-danger' : ''}`}>
        {title}
      </h2>
      {text && <div className="mt-1 text-sm text-muted break-anywhere">{text}</div>}
      {children && <div className="mt-4">{children}</div>}
    </section>
  );
}
