/** What one person chose for notifications on this device, and how the service worker learns of it. */
import { i18n } from '../i18n/i18n';
import { noticesKey, readStoredJson, writeStored } from './storage';

export type NoticeChoice = {
  on: boolean;
  /** Epoch milliseconds; null: no quiet. */
  quietUntil: number | null;
  /** Of the browser's push subscription that was made for this person. What comes by another one is for somebody else. */
  pushEndpoint: string | null;
};

/** Service workers and notifications need a secure page, and the worker is built into the app alone. */
export const canNotify = () =>
  import.meta.env.PROD && isSecureContext && 'serviceWorker' in navigator && 'Notification' in window && 'caches' in window;

/** Null where nothing was chosen, and where it cannot be kept. */
export function readNoticeChoice(userId: string): NoticeChoice | null {
  const stored = readStoredJson(noticesKey(userId)) as Partial<NoticeChoice> | null;
  if (!stored) return null;
  const { on, quietUntil, pushEndpoint } = stored;
  return {
    on: on === true,
    quietUntil: typeof quietUntil === 'number' ? quietUntil : null,
    pushEndpoint: typeof pushEndpoint === 'string' ? pushEndpoint : null,
  };
}

/** False where storage is full or forbidden: then it holds until this page ends. */
export const writeNoticeChoice = (userId: string, choice: NoticeChoice) => writeStored(noticesKey(userId), JSON.stringify(choice));

/** null: nobody is signed in, or the session is locked: then nothing is shown, and what is shown goes. */
export async function tellNoticeRules(choice: NoticeChoice | null): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const { on = false, quietUntil = null, pushEndpoint = null } = choice ?? {};
  const rules = { allowed: on, quietUntil, pushIsOurs: pushEndpoint !== null, fileWord: i18n.t('notifications.file') };
  active?.postMessage({ type: 'rules', rules });
}
