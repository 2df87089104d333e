import { useMemo } from 'react';
import { excerptOf, markWords, termsOf } from './searchWords';

/** A line of text in which the words that were searched for stand out. */
export function MarkedText({ text, query, whole = false }: { text: string; query: string; whole?: boolean }) {
  const parts = useMemo(() => {
    const terms = termsOf(query);
    return markWords(whole ? text : excerptOf(text, terms), terms);
  }, [text, query, whole]);
  return (
    <bdi>
      {parts.map((part, index) =>
        part.marked ? (
          <mark key={index} className="rounded-sm bg-found text-found-ink">
            {part.text}
          </mark>
        ) : (
          <span key={index}>{part.text}</span>
        ),
      )}
    </bdi>
  );
}
