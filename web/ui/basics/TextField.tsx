import { CircleAlert } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { classNames } from './classNames';

export const fieldLook =
  'w-full rounded-xl border border-line-strong bg-surface px-3.5 text-base text-ink placeholder:text-muted transition-colors ' +
  'hover:border-accent focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent aria-invalid:border-danger';

type Props = Omit<ComponentProps<'input'>, 'id'> & { label: string; hint?: string; error?: string; trailing?: ReactNode };

/** A labelled input with its hint and its error; both are announced with the field. */
export function TextField({ label, hint, error, trailing, className, ...rest }: Props) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? noteId : undefined}
          className={classNames(fieldLook, 'h-12', trailing ? 'pr-12' : undefined)}
          {...rest}
        />
        {trailing && <span className="absolute inset-y-0 right-1 flex items-center">{trailing}</span>}
      </div>
      {note && <FieldNote id={noteId} text={note} failed={Boolean(error)} />}
    </div>
  );
}

export function FieldNote({ id, text, failed }: { id: string; text: string; failed: boolean }) {
  return (
    <p id={id} className={classNames('mt-1.5 flex gap-1.5 text-[0.8125rem] break-anywhere', failed ? 'text-danger' : 'text-muted')}>
      {failed && <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />}
      <span>{text}</span>
    </p>
  );
}
