import { useCallback, useState } from 'react';
import { randomId } from '../apollo/random-id';
import type { Toast } from '../ui/view';

const shownForMs = 6_000;
const mostAtOnce = 3;

/** Passing notes: the newest few, each for a while. */
export function useToasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const dismiss = useCallback((id: string) => setToasts((before) => before.filter((toast) => toast.id !== id)), []);
  const tell = useCallback(
    (tone: Toast['tone'], text: string) => {
      const id = randomId();
      setToasts((before) => [...before, { id, tone, text }].slice(-mostAtOnce));
      setTimeout(() => dismiss(id), shownForMs);
    },
    [dismiss],
  );
  return { toasts, tell, dismiss };
}
