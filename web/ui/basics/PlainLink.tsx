import type { ComponentProps } from 'react';
import type { LinkChoice } from '../props';

type Props = Omit<ComponentProps<'a'>, 'href' | 'onClick'> & LinkChoice;

/** A real link that the router follows: new-tab clicks stay the browser's. */
export function PlainLink({ href, onNavigate, children, ...rest }: Props) {
  return (
    <a
      href={href}
      onClick={(event) => {
        if (!onNavigate || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onNavigate();
      }}
      {...rest}
    >
      {children}
    </a>
  );
}
