import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { buttonLook, type ButtonTone } from './buttonLook';

type Props = ComponentProps<'button'> & { tone?: ButtonTone; pending?: boolean };

/** While `pending` it stays focusable (focus would jump otherwise) and refuses clicks. */
export function Button({ tone = 'primary', pending = false, className, children, onClick, type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      aria-disabled={pending || undefined}
      onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))}
      className={buttonLook(tone, className)}
      {...rest}
    >
      {pending && <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />}
      {children}
    </button>
  );
}
