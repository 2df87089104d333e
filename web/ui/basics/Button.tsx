import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './classNames';

const tones = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  danger: 'bg-danger-strong text-white hover:brightness-90',
  quiet: 'bg-transparent text-accent hover:bg-accent-soft',
  plain: 'border border-line bg-surface text-ink hover:bg-hover',
  warning: 'bg-transparent text-danger hover:bg-danger-soft',
};

type Props = ComponentProps<'button'> & { tone?: keyof typeof tones; pending?: boolean };

/** While `pending` it stays focusable (focus would jump otherwise) and refuses clicks. */
export function Button({ tone = 'primary', pending = false, className, children, onClick, type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      aria-disabled={pending || undefined}
      onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))}
      className={classNames(
        'inline-flex min-h-11 items-center justify-center gap-2 rounded-full px-5 py-2 text-[0.9375rem] font-semibold transition-colors select-none',
        'disabled:opacity-50 aria-disabled:opacity-80',
        tones[tone],
        className,
      )}
      {...rest}
    >
      {pending && <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />}
      {children}
    </button>
  );
}
