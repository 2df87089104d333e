import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { uploadPhoto } from '../../apollo/upload-photo';
import { codeSentence, refusalSentence } from '../refusal-sentence';

/** Changing the photo of a person or a group: the upload, and then its use (null takes the photo away). True from `save` and `remove`: it is done. */
export function usePhoto(purpose: 'AVATAR' | 'GROUP_PHOTO', store: (photoUploadId: string | null) => Promise<unknown>) {
  const { t } = useTranslation();
  const client = useApolloClient();
  const [state, setState] = useState<{ pending: boolean; error: string | null }>({ pending: false, error: null });

  async function attempt(upload: () => Promise<string | null>): Promise<boolean> {
    setState({ pending: true, error: null });
    try {
      await store(await upload());
      setState({ pending: false, error: null });
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      const isAboutFile = refusal?.code === 'UPLOAD_INVALID' && refusal.reason !== null;
      setState({ pending: false, error: isAboutFile ? codeSentence(`UPLOAD_INVALID.${refusal.reason}`, t) : refusalSentence(refusal, t) });
      return false;
    }
  }

  return {
    ...state,
    save: (blob: Blob) => attempt(() => uploadPhoto(client, purpose, blob)),
    remove: () => attempt(() => Promise.resolve(null)),
  };
}
