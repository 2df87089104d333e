import { useId, type ReactNode } from 'react';

type Choice<Value extends string> = { value: Value; label: ReactNode; icon?: ReactNode; lang?: string };
type Props<Value extends string> = { label: string; value: Value; choices: Choice<Value>[]; onChoose: (value: Value) => void };

/** One of a few, as a row of cards; the browser's own radio buttons, so that the arrow keys go from one to the next. */
export function ChoiceList<Value extends string>({ label, value, choices, onChoose }: Props<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="@container">
      <div className="grid gap-2 @lg:auto-cols-fr @lg:grid-flow-col">
        {choices.map((choice) => (
          <label
            key={choice.value}
            lang={choice.lang}
            className="flex min-h-12 cursor-pointer items-center gap-2.5 rounded-xl border border-line px-3.5 py-2 text-sm font-medium transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent [&_svg]:size-[1.125rem] [&_svg]:shrink-0 [&_svg]:text-muted has-checked:[&_svg]:text-accent"
          >
            {choice.icon}
            <span className="min-w-0 flex-1">{choice.label}</span>
            <input
              type="radio"
              name={name}
              checked={choice.value === value}
              onChange={() => onChoose(choice.value)}
              className="size-4 shrink-0 accent-accent outline-none"
            />
          </label>
        ))}
      </div>
    </div>
  );
}
