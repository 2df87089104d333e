import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { refusalSentence } from '../refusal-sentence';
import type { useConversation } from './use-conversation';

/** A message that the address names. Another key goes there again. */
export type Place = { seq: number; key: string };

type Loaded = Pick<ReturnType<typeof useConversation>, 'messages' | 'loadPlace' | 'error'>;

/** Goes to a message of the open conversation: the one that the address names, or whichever is pressed; loads what is around it where it is not there. */
export function useJump({ messages, loadPlace, error }: Loaded, place: Place | null) {
  const { t } = useTranslation();
  const { tell } = useServices();
  const [target, setTarget] = useState<{ seq: number } | null>(() => place && { seq: place.seq });

  // Of several jumps the last one counts, whichever place is loaded first; none once somebody has left.
  const jumps = useRef(0);
  useEffect(() => () => void (jumps.current += 1), []);

  async function jumpTo(seq: number) {
    const own = (jumps.current += 1);
    try {
      if (!messages.some((message) => message.seq === seq)) await loadPlace(seq);
      if (own === jumps.current) setTarget({ seq });
    } catch (cause) {
      if (own === jumps.current) tell('danger', refusalSentence(refusalOf(cause), t));
    }
  }

  // The first place is where the conversation opens (useConversation); the next ones are jumps.
  const followed = useRef(place?.key);
  useEffect(() => {
    if (!place || followed.current === place.key) return;
    followed.current = place.key;
    void jumpTo(place.seq);
  });

  const isMissed = error !== undefined && target !== null && !messages.some((message) => message.seq === target.seq);
  useEffect(() => {
    if (isMissed) tell('danger', t('search.placeNotLoaded'));
  }, [isMissed, tell, t]);

  function stay() {
    jumps.current += 1;
    setTarget(null);
  }

  return { target, jumpTo: (seq: number) => void jumpTo(seq), stay };
}
