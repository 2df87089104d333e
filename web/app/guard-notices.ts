import { canNotify, readNoticeChoice, tellNoticeRules } from '../apollo/notice-rules';
import type { Session } from '../apollo/session';

/** Who is signed in decides what may be shown, also by a push that is under way while somebody signs out. */
export function guardNotices(session: Session): void {
  if (!canNotify()) return;
  const guard = () => {
    const { state } = session;
    void tellNoticeRules(state.status === 'signedIn' ? readNoticeChoice(state.person.id) : null);
    if (state.status === 'signedOut') void endPush();
  };
  session.subscribe(guard);
  guard();
}

/** The server forgets it together with the session; where it cannot be told, the push service answers it that nobody is there. */
async function endPush(): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  try {
    await (await registration.pushManager?.getSubscription())?.unsubscribe();
  } catch {
    // There is nothing to end, or it cannot be ended now: the server pushes nothing to it once the session has ended there, and nobody who signs in next takes it
    // over (live/push-registration.ts); what still comes by it is not shown.
  }
}
