import DataLoader from 'dataloader';

const maxBatchSize = 500;

/**
 * Makes one command of what many ask for at about the same time, as when a thousand clients come back: who asks while a command is under
 * way is in the next one. Remembers nothing, and each is answered by a command that began after it had asked.
 */
export function askTogether<Key, Value>(read: (keys: readonly Key[]) => Promise<Value[]>): (key: Key) => Promise<Value> {
  let isReading = false;
  let askNext: (() => void) | null = null;
  const loader = new DataLoader<Key, Value>(
    async (keys) => {
      isReading = true;
      try {
        return await read(keys);
      } finally {
        isReading = false;
        const ask = askNext;
        askNext = null;
        if (ask) setImmediate(ask);
      }
    },
    {
      cache: false,
      maxBatchSize,
      batchScheduleFn(ask) {
        if (!isReading) return void setImmediate(ask);
        // A full batch waits already.
        const before = askNext;
        askNext = () => {
          before?.();
          ask();
        };
      },
    },
  );
  return (key) => loader.load(key);
}
