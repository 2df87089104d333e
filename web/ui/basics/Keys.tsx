import { classNames } from './classNames';

/** Keys as they are pressed: together, or one of several. */
export function Keys({ keys, className }: { keys: readonly string[]; className?: string }) {
  return (
    <span className={classNames('inline-flex shrink-0 items-center gap-1', className)}>
      {keys.map((key) => (
        <kbd
          key={key}
          className="inline-flex h-6 min-w-6 items-center justify-center rounded-md border border-line bg-sunken px-1.5 font-sans text-xs text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
