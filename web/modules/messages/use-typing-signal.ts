import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef } from 'react';
import { useServices } from '../../apollo/services';
import { SetTypingDocument } from './messages.document';

/** The server forgets a signal after 6 s: repeated well before, as long as keys are pressed. */
const repeatMs = 3_500;

/** Tells the others that this person is typing: best effort, never queued, silent while the line is down. */
export function useTypingSignal(conversationId: string): (typing: boolean) => void {
  const client = useApolloClient();
  const { freshness } = useServices();
  const lastSignal = useRef(0);

  const send = useCallback(
    (typing: boolean) => {
      if (freshness.now.state !== 'live') return;
      const now = Date.now();
      const isSignalled = now - lastSignal.current < repeatMs;
      if (typing === isSignalled || (!typing && lastSignal.current === 0)) return;
      lastSignal.current = typing ? now : 0;
      const variables = { conversationId, typing };
      // A signal that is lost ends by itself.
      client.mutate({ mutation: SetTypingDocument, variables, fetchPolicy: 'no-cache' }).catch(() => undefined);
    },
    [client, conversationId, freshness],
  );

  useEffect(() => () => send(false), [send]);
  return send;
}
