import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from '../../apollo/services';

/** Of what was sent, or taken out again, so many stay: what is older shows the server's address. */
const mostOfBefore = 20;

/**
 * Addresses to show this device's files from. They are good for as long as the screen is there, also when a file was sent
 * meanwhile: what is shown is not loaded again.
 */
export function useFileUrls(fileIds: readonly string[]): (fileId: string) => string | null {
  const { files } = useServices();
  const [urls, setUrls] = useState<ReadonlyMap<string, string>>(new Map());
  /** By file id, in the order in which they were asked for; null: there is none yet, or none at all. */
  const made = useRef(new Map<string, string | null>());
  const wanted = fileIds.join(' ');

  useEffect(() => {
    const known = made.current;
    const ids = wanted.split(' ').filter((id) => id !== '');
    for (const id of ids.filter((each) => !known.has(each))) {
      known.set(id, null);
      files
        .read(id)
        .then((blob) => {
          // The screen may be gone by now, and with it whoever would give the address back.
          if (!blob || !known.has(id)) return;
          const url = URL.createObjectURL(blob);
          known.set(id, url);
          setUrls((before) => new Map(before).set(id, url));
        })
        // Without a picture the name stands for it; sending says what is wrong.
        .catch(() => undefined);
    }
    for (const id of [...known.keys()].filter((each) => !ids.includes(each)).slice(0, -mostOfBefore)) giveBack(known, id);
  }, [files, wanted]);

  useEffect(() => {
    const known = made.current;
    return () => {
      for (const id of [...known.keys()]) giveBack(known, id);
    };
  }, []);

  return useCallback((fileId: string) => urls.get(fileId) ?? null, [urls]);
}

function giveBack(known: Map<string, string | null>, id: string): void {
  const url = known.get(id);
  if (url) URL.revokeObjectURL(url);
  known.delete(id);
}
