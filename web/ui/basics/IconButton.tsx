import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './classNames';
import { Tip } from './Tip';

type Props = Omit<ComponentProps<'button'>, 'aria-label'> & {
  label: string;
  icon: ReactNode;
  tipSide?: 'top' | 'bottom' | 'left' | 'right';
  /** Where a menu opens from the button, its tooltip would only be in the way. */
  withTip?: boolean;
};

/** A round 40 px button whose icon says it all; the label is its accessible name and its tooltip. */
export function IconButton({ label, icon, tipSide = 'bottom', withTip = true, className, type = 'button', ...rest }: Props) {
  const button = (
    <button
      type={type}
      aria-label={label}
      className={classNames(
        'inline-flex size-10 shrink-0 items-center justify-center rounded-full text-muted transition-colors hover:bg-hover hover:text-ink',
        'disabled:opacity-40 data-[state=open]:bg-hover data-[state=open]:text-ink [&_svg]:size-5',
        className,
      )}
      {...rest}
    >
      {icon}
    </button>
  );
  return withTip ? (
    <Tip text={label} side={tipSide}>
      {button}
    </Tip>
  ) : (
    button
  );
}
