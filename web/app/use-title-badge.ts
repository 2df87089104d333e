import { useEffect } from 'react';

const name = 'Talk-In-Clouds';

/** The tab's title says how many messages wait. */
export function useTitleBadge(unreadTotal: number): void {
  useEffect(() => {
    document.title = unreadTotal > 0 ? `(${unreadTotal > 999 ? '999+' : unreadTotal}) ${name}` : name;
    return () => {
      document.title = name;
    };
  }, [unreadTotal]);
}
