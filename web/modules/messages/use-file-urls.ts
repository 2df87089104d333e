import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from '../../apollo/services';

/**
 * Addresses to show this device's files from. They are good for as long as the screen is there, also when a file was sent
 * meanwhile: what is shown is not loaded again.
 */
export function useFileUrls(fileIds: readonly string[]): (fileId: string) => string | null {
  const { files } = useServices();
  const [urls, setUrls] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = useRef(new Set<string>());
  const made = useRef(new Set<string>());
  const wanted = fileIds.join(' ');

  useEffect(() => {
    for (const id of wanted.split(' ').filter((each) => each !== '' && !asked.current.has(each))) {
      asked.current.add(id);
      files
        .read(id)
        .then((blob) => {
          if (!blob) return;
          const url = URL.createObjectURL(blob);
          made.current.add(url);
          setUrls((before) => new Map(before).set(id, url));
        })
        // Without a picture the name stands for it; sending says what is wrong.
        .catch(() => undefined);
    }
  }, [files, wanted]);

  useEffect(
    () => () => {
      for (const url of made.current) URL.revokeObjectURL(url);
      made.current.clear();
      asked.current.clear();
    },
    [],
  );

  return useCallback((fileId: string) => urls.get(fileId) ?? null, [urls]);
}
