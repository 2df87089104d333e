import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { emojiGroups } from './emojiGroups';

const columns = 7;

const numberedGroups = emojiGroups.map((group, place) => ({
  ...group,
  firstIndex: emojiGroups.slice(0, place).reduce((sum, { emoji }) => sum + emoji.length, 0),
}));

/** Where an arrow key leads in a wrapping grid; null for other keys. */
export function nextIndex(key: string, index: number, count: number): number | null {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (step !== undefined) return Math.min(count - 1, Math.max(0, index + step));
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

/** All emoji in titled groups; one tab stop, arrows move. Screen readers speak each emoji's own name. */
export function EmojiGrid({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);

  const moveFocus = (event: KeyboardEvent) => {
    const buttons = [...(box.current?.querySelectorAll('button') ?? [])];
    const next = nextIndex(event.key, buttons.indexOf(event.target as HTMLButtonElement), buttons.length);
    if (next === null) return;
    event.preventDefault();
    setFocused(next);
    buttons[next]?.focus();
  };

  return (
    <div ref={box} onKeyDown={moveFocus} className="max-h-72 overflow-y-auto overscroll-contain px-2 pb-2">
      {numberedGroups.map(({ name, emoji, firstIndex }) => (
        <div key={name} role="group" aria-label={t(`emoji.${name}`)}>
          <p aria-hidden className="sticky top-0 bg-raised px-1.5 pt-2 pb-1 text-xs font-medium text-muted">
            {t(`emoji.${name}`)}
          </p>
          <div className="grid grid-cols-7">
            {emoji.map((sign, place) => (
              <button
                key={sign}
                type="button"
                tabIndex={firstIndex + place === focused ? 0 : -1}
                onClick={() => onPick(sign)}
                className="flex size-10 items-center justify-center rounded-xl text-2xl leading-none transition-transform hover:bg-hover focus-visible:outline-offset-[-2px] active:scale-90"
              >
                {sign}
              </button>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
