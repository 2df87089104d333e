import type { ReactNode } from 'react';
import { Avatar } from '../basics/Avatar';
import { PlainLink } from '../basics/PlainLink';

type Props = {
  avatar: { name: string; photoUrl: string | null; colorKey: string; group?: boolean };
  title: ReactNode;
  /** One or two lines. */
  detail: ReactNode;
  time?: ReactNode;
  /** Without an address it is a button. */
  href?: string;
  onOpen: () => void;
};

const look =
  'flex w-full items-center gap-3 rounded-2xl px-3 py-2 text-left outline-offset-[-2px] transition-colors hover:bg-hover focus-visible:bg-accent-soft';

/** One thing that was found. Arrow keys walk from one to the next (moveResultFocus). */
export function ResultRow({ avatar, title, detail, time, href, onOpen }: Props) {
  const content = (
    <>
      <Avatar {...avatar} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 truncate font-medium">{title}</span>
          {time && <span className="ml-auto shrink-0 text-xs text-muted tabular-nums">{time}</span>}
        </span>
        <span className="line-clamp-2 text-sm text-muted break-anywhere">{detail}</span>
      </span>
    </>
  );
  if (href === undefined) {
    return (
      <button type="button" data-result onClick={onOpen} className={look}>
        {content}
      </button>
    );
  }
  return (
    <PlainLink href={href} onNavigate={onOpen} data-result className={look}>
      {content}
    </PlainLink>
  );
}
