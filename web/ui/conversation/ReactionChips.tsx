import { classNames } from '../basics/classNames';
import { Tip } from '../basics/Tip';
import { useWords } from '../basics/WordsContext';
import type { ReactionSummary } from '../view';

type Props = { reactions: ReactionSummary[]; disabled: boolean; onReact: (emoji: string) => void };

/** One chip for each emoji; a press adds mine or takes it back. */
export function ReactionChips({ reactions, disabled, onReact }: Props) {
  const { t, language } = useWords();
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return (
    <ul aria-label={t('message.reactions')} className="flex flex-wrap gap-1 pb-1">
      {reactions.map(({ emoji, count, mine, names }) => {
        const hidden = count - names.length;
        const people = list.format(hidden > 0 ? [...names, t('message.moreReactions', { count: hidden })] : names);
        return (
          <li key={emoji}>
            <Tip text={people}>
              <button
                type="button"
                aria-pressed={mine}
                aria-label={`${emoji} ${count}: ${people}`}
                disabled={disabled}
                onClick={() => onReact(emoji)}
                className={classNames(
                  // The chip is 28 px high; the pseudo element gives fingers 40.
                  'relative flex h-7 animate-appear items-center gap-1 rounded-full border px-2 text-sm tabular-nums transition-colors after:absolute after:-inset-y-1.5 after:inset-x-0',
                  mine ? 'border-accent-line bg-accent-soft font-semibold text-accent' : 'border-line bg-surface text-muted hover:bg-hover',
                )}
              >
                <span className="text-base leading-none">{emoji}</span>
                <span>{count}</span>
              </button>
            </Tip>
          </li>
        );
      })}
    </ul>
  );
}
