import { classNames } from './classNames';

const tones = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  danger: 'bg-danger-strong text-white hover:brightness-90',
  quiet: 'bg-transparent text-accent hover:bg-accent-soft',
  plain: 'border border-line bg-surface text-ink hover:bg-hover',
  warning: 'bg-transparent text-danger hover:bg-danger-soft',
};

export type ButtonTone = keyof typeof tones;

/** What buttons look like, and links that are the next step. */
export const buttonLook = (tone: ButtonTone, className?: string) =>
  classNames(
    'inline-flex min-h-11 items-center justify-center gap-2 rounded-full px-5 py-2 text-[0.9375rem] font-semibold transition-colors select-none',
    'disabled:opacity-50 aria-disabled:opacity-80',
    tones[tone],
    className,
  );
