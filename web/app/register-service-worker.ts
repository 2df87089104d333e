/**
 * The built app starts without a network through its service worker. A new version is fetched in the background and takes
 * over only while the page is hidden, with a reload: nobody loses their place, and no page runs on two versions' files.
 */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const hadController = serviceWorker.controller !== null;
  let takenOver = false;

  const reloadWhenHidden = () => {
    if (takenOver && document.visibilityState === 'hidden') location.reload();
  };
  serviceWorker.addEventListener('controllerchange', () => {
    // The first worker of all takes nothing over.
    takenOver = hadController;
    reloadWhenHidden();
  });
  document.addEventListener('visibilitychange', () => {
    reloadWhenHidden();
    if (document.visibilityState !== 'hidden') return;
    void serviceWorker.getRegistration().then((registration) => registration?.waiting?.postMessage('take-over'));
  });
  // Without it the app works, only not without a network: in a browser that forbids it there is nothing to do.
  serviceWorker.register('/service-worker.js').catch(() => undefined);
}
