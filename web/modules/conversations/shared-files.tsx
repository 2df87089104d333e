import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { SharedFilesDialog } from '../../ui/attachments/SharedFilesDialog';
import type { AttachmentKind } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { useSharedFiles } from './use-shared-files';

/** Everything that was shared in a conversation. */
export function SharedFiles({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<AttachmentKind>('IMAGE');
  const { error, ...shared } = useSharedFiles(conversationId, kind);
  const refusal = refusalOf(error);
  const sentence = refusal ? refusalSentence(refusal, t) : t('gallery.offline');
  return <SharedFilesDialog {...shared} kind={kind} onKind={setKind} error={error === null ? null : sentence} onClose={onClose} />;
}
