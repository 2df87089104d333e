import type { EmptyStateProps } from '../props';
import { Button } from './Button';
import { Logo } from './Logo';

export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <div className="m-auto flex max-w-80 flex-col items-center gap-2 p-6 text-center">
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
