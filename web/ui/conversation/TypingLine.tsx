import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { typingSentence } from './typingSentence';

/** Always takes its place, so that the messages do not jump when someone starts to type. Not announced: it would never be quiet. */
export const TypingLine = memo(function TypingLine({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex h-6 w-full max-w-[54rem] items-center px-5 text-xs text-muted md:px-7">
      {names.length > 0 && (
        <p className="flex min-w-0 animate-fade items-center gap-2">
          <span aria-hidden className="flex gap-[3px]">
            {['0s', '0.2s', '0.4s'].map((animationDelay) => (
              <span key={animationDelay} className="typing-dot size-1.5 rounded-full bg-accent" style={{ animationDelay }} />
            ))}
          </span>
          <bdi className="truncate">{typingSentence(names, t)}</bdi>
        </p>
      )}
    </div>
  );
});
