import { X, type LucideIcon } from 'lucide-react';
import { IconButton } from '../basics/IconButton';
import { plainPreview } from './plainPreview';

type Props = { icon: LucideIcon; title: string; text: string; cancelLabel: string; onCancel: () => void };

/** Above the field: which message the draft changes, or answers. */
export function AboutDraft({ icon: Icon, title, text, cancelLabel, onCancel }: Props) {
  return (
    <div data-surface="draft" className="flex items-center gap-3 border-b border-line py-1 pr-1.5 pl-4">
      <Icon aria-hidden className="size-4 shrink-0 text-accent" />
      <p className="min-w-0 flex-1 text-sm">
        <span className="block truncate leading-tight font-medium text-accent">{title}</span>
        <bdi className="block truncate text-muted">{plainPreview(text)}</bdi>
      </p>
      <IconButton label={cancelLabel} icon={<X />} onClick={onCancel} />
    </div>
  );
}
