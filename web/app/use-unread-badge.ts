import { useEffect, useRef } from 'react';
import { badgeIcon } from './badge-icon';

const name = 'Talk-In-Clouds';
/** Between two numbers. Each of them goes to the browser's own process, twice; nobody reads more of them. */
const pauseMs = 1_000;

/** How many messages wait: in the tab's title, on its icon, and on the icon of the installed app where the system has that. */
export function useUnreadBadge(unreadTotal: number): void {
  const shownAt = useRef(-Infinity);
  useEffect(() => {
    // Each number comes at the moment that was due, also where others have come in between.
    const dueInMs = Math.max(0, shownAt.current + pauseMs - performance.now());
    const timer = setTimeout(() => {
      shownAt.current = performance.now();
      showUnread(unreadTotal);
    }, dueInMs);
    return () => clearTimeout(timer);
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

function showUnread(total: number): void {
  document.title = total > 0 ? `(${total > 999 ? '999+' : total}) ${name}` : name;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (icon) icon.href = total > 0 ? badgeIcon(total) : '/favicon.svg';
  // Refused where the app is not installed: then there is no icon to mark.
  if ('setAppBadge' in navigator) navigator.setAppBadge(total).catch(() => undefined);
}
