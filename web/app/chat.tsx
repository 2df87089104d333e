import { ApolloProvider } from '@apollo/client/react';
import { useLayoutEffect, useMemo, useState } from 'react';
import { ServicesContext, type Services } from '../apollo/services';
import type { Session } from '../apollo/session';
import { Toaster } from '../ui/basics/Toaster';
import type { Person } from '../ui/view';
import { ChatLayout } from './chat-layout';
import { startTalk, type Talk } from './talk';
import type { Preferences } from './use-preferences';
import { useToasts } from './use-toasts';

type Props = { session: Session; viewer: Person; generation: string; preferences: Preferences };

/** Everything behind the sign-in, for one person from sign-in to sign-out. */
export function Chat({ session, viewer, generation, preferences }: Props) {
  const talk = useTalk(session, viewer.id, generation);
  const { toasts, tell, dismiss } = useToasts();
  const services = useMemo<Services | null>(() => talk && { ...talk, session, tell }, [talk, session, tell]);
  if (!talk || !services) return null;
  return (
    <ApolloProvider client={talk.client}>
      <ServicesContext value={services}>
        <ChatLayout talk={talk} session={session} viewer={viewer} preferences={preferences} />
        <Toaster toasts={toasts} onDismiss={dismiss} />
      </ServicesContext>
    </ApolloProvider>
  );
}

/** Started before the first paint, so that this paint shows the cache already. */
function useTalk(session: Session, viewerId: string, generation: string): Talk | null {
  const [talk, setTalk] = useState<Talk | null>(null);
  useLayoutEffect(() => {
    const started = startTalk(session, viewerId, generation);
    // Starting is a side effect (a socket, timers, locks) and cannot happen while rendering; this paint waits for it.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setTalk(started);
    return () => started.stop();
  }, [session, viewerId, generation]);
  return talk;
}
