import { ApolloProvider } from '@apollo/client/react';
import { useLayoutEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ServicesContext, type Services } from '../apollo/services';
import type { Session } from '../apollo/session';
import { ListedItemsProvider } from '../modules/conversations/listed-items';
import { Toaster } from '../ui/basics/Toaster';
import type { Person, Toast } from '../ui/view';
import { ChatLayout } from './chat-layout';
import { startNewVersion, useNewVersion } from './register-service-worker';
import { TabBadge } from './tab-badge';
import { startTalk, type Talk } from './talk';
import type { Preferences } from './use-preferences';
import { useToasts } from './use-toasts';

type Props = { session: Session; viewer: Person; generation: string; preferences: Preferences };

/** Everything behind the sign-in, for one person from sign-in to sign-out. */
export function Chat({ session, viewer, generation, preferences }: Props) {
  const talk = useTalk(session, viewer.id, generation);
  const { toasts, tell, dismiss } = useToasts();
  const update = useUpdateToast();
  const services = useMemo<Services | null>(() => talk && { ...talk, session, tell }, [talk, session, tell]);
  if (!talk || !services) return null;
  return (
    <ApolloProvider client={talk.client}>
      <ServicesContext value={services}>
        <ListedItemsProvider>
          <TabBadge />
          <ChatLayout talk={talk} session={session} viewer={viewer} preferences={preferences} />
        </ListedItemsProvider>
        <Toaster
          toasts={update.toast ? [...toasts, update.toast] : toasts}
          onDismiss={(id) => (id === updateId ? update.dismiss() : dismiss(id))}
        />
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

const updateId = 'update';

/** Stays until it is pressed or put away; put away, it comes back with the next start. */
function useUpdateToast(): { toast: Toast | null; dismiss: () => void } {
  const { t } = useTranslation();
  const [dismissed, setDismissed] = useState(false);
  const isReady = useNewVersion() && !dismissed;
  const action = { label: t('app.update.reload'), onAction: () => void startNewVersion() };
  return {
    toast: isReady ? { id: updateId, tone: 'info', text: t('app.update.ready'), action } : null,
    dismiss: () => setDismissed(true),
  };
}
