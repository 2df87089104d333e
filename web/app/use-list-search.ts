import { useCallback, useState } from 'react';

/** What is searched for in the list, and whether somebody asked for that from elsewhere: then the field takes the focus as soon as it can be seen. */
export function useListSearch() {
  const [query, onQuery] = useState('');
  const [asked, setAsked] = useState(false);
  const ask = useCallback((text: string) => {
    onQuery(text);
    setAsked(true);
  }, []);
  const onReached = useCallback(() => setAsked(false), []);
  return { query, onQuery, asked, ask, onReached };
}
