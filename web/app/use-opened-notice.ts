import { useEffect, useEffectEvent } from 'react';
import type { FromWorker } from '../worker/messages';

/** A notification was pressed: the service worker has brought this page to the front. */
export function useOpenedNotice(open: (conversationId: string) => void): void {
  const onMessage = useEffectEvent(({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'open') open(data.conversationId);
  });
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const { serviceWorker } = navigator;
    const listen = (event: MessageEvent<FromWorker>) => onMessage(event);
    serviceWorker.addEventListener('message', listen);
    return () => serviceWorker.removeEventListener('message', listen);
  }, []);
}
