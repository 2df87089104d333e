import { useMemo } from 'react';
import { highlight } from './highlight';

/** Looks are colours alone (styles.css): the same letters in the same places as without. */
export function ColouredCode({ code, language }: { code: string; language: string }) {
  const tokens = useMemo(() => highlight(code, language), [code, language]);
  if (!tokens) return <>{code}</>;
  return (
    <>
      {tokens.map(({ text, look }, index) =>
        look === null ? (
          text
        ) : (
          <span key={index} className={look}>
            {text}
          </span>
        ),
      )}
    </>
  );
}
