import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/**
 * For answers that lead somewhere. Call the function when something is asked: it gives another one, which says when the answer comes whether it is still
 * wanted. It is not where something else was asked since, or another place opened, or what asked is gone or `isOpen` no more: the person is elsewhere, and
 * what they type must not land where the answer leads.
 */
export function useStillWanted(isOpen = true): () => () => boolean {
  const { key } = useLocation();
  const asked = useRef(0);
  useEffect(
    () => () => {
      asked.current += 1;
    },
    [key],
  );
  useEffect(() => {
    if (!isOpen) asked.current += 1;
  }, [isOpen]);
  return () => {
    const own = (asked.current += 1);
    return () => own === asked.current;
  };
}
