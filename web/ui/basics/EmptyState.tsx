import type { EmptyStateProps } from '../props';
import { Button } from './Button';
import { classNames } from './classNames';
import { Logo } from './Logo';

export function EmptyState({ title, text, action, floating = false }: EmptyStateProps) {
  return (
    <div
      className={classNames(
        'm-auto flex max-w-80 flex-col items-center gap-2 p-6 text-center text-balance',
        floating && 'rounded-3xl bg-surface/90 px-8 shadow-soft',
      )}
    >
      <Logo className="mb-2 size-16 text-accent opacity-80" />
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="text-muted break-anywhere">{text}</p>
      {action && (
        <Button className="mt-4" onClick={action.onAction}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
