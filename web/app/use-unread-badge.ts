import { useEffect } from 'react';
import { badgeIcon } from './badge-icon';

const name = 'Talk-In-Clouds';

/** How many messages wait: in the tab's title, on its icon, and on the icon of the installed app where the system has that. */
export function useUnreadBadge(unreadTotal: number): void {
  useEffect(() => {
    document.title = unreadTotal > 0 ? `(${unreadTotal > 999 ? '999+' : unreadTotal}) ${name}` : name;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon) icon.href = unreadTotal > 0 ? badgeIcon(unreadTotal) : '/favicon.svg';
    // Refused where the app is not installed: then there is no icon to mark.
    if ('setAppBadge' in navigator) navigator.setAppBadge(unreadTotal).catch(() => undefined);
  }, [unreadTotal]);

  // Nobody is signed in any more, or somebody else.
  useEffect(
    () => () => {
      document.title = name;
      const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
      if (icon) icon.href = '/favicon.svg';
      if ('clearAppBadge' in navigator) navigator.clearAppBadge().catch(() => undefined);
    },
    [],
  );
}
