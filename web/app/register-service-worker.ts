import { useSyncExternalStore } from 'react';
import { hasUnsavedWork, onUnsavedWork } from '../apollo/unsaved-work';

/** A tab that stays open for days looks for a new version when somebody comes back to it. */
const checkAgainMs = 3_600_000;

const listeners = new Set<() => void>();
let isReady = false;
let isWanted = false;

/**
 * The built app starts without a network through its service worker. A new version is fetched in the background and waits: it takes over when a person
 * wants it to, or when the last tab was closed. Nobody loses their place, and no page runs on two versions' files.
 */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  // The first worker of all takes nothing over.
  const hadController = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (isWanted) return location.reload();
    // Another tab wanted it: this one runs on until somebody reloads it.
    if (hadController) setReady();
  });
  // Without it the app works, only not without a network: in a browser that forbids it there is nothing to do.
  serviceWorker.register('/service-worker.js').then(follow, () => undefined);
}

function follow(registration: ServiceWorkerRegistration): void {
  const { serviceWorker } = navigator;
  if (registration.waiting && serviceWorker.controller) setReady();
  registration.addEventListener('updatefound', () => {
    const next = registration.installing;
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed' && serviceWorker.controller) setReady();
    });
  });
  let checkedAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - checkedAt < checkAgainMs) return;
    checkedAt = Date.now();
    // Without a line: looked for again the next time.
    registration.update().catch(() => undefined);
  });
}

function setReady(): void {
  isReady = true;
  for (const listener of listeners) listener();
}

/** Whether a new version waits, and nothing on the screen would be lost by a reload. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(subscribe, () => isReady && !hasUnsavedWork());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const forget = onUnsavedWork(listener);
  return () => {
    listeners.delete(listener);
    forget();
  };
}

/** Reloads the app in its new version. */
export async function startNewVersion(): Promise<void> {
  isWanted = true;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration?.waiting) return location.reload();
  registration.waiting.postMessage('take-over');
}
