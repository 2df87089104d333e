import { useMutation } from '@apollo/client/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { ReportDialog } from '../../ui/report/ReportDialog';
import type { MessageRow } from '../../ui/view';
import { fieldSentence, refusalSentence } from '../refusal-sentence';
import { ReportMessageDocument } from './messages.document';

type Choice = { id: string; text: string; at: number };

/** Of one message: the dialog is open as long as there is one. */
export const ReportMessage = memo(function ReportMessage({ row, onClose }: { row: MessageRow | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Report
      open={row !== null}
      name={row?.author?.displayName ?? t('message.formerMember')}
      messageId={row?.id ?? null}
      choices={null}
      onClose={onClose}
    />
  );
});

type Props = { open: boolean; name: string; messageId: string | null; choices: Choice[] | null; onClose: () => void };

/** Asked for directly, and not through the outbox: who reports wants to know that it came through. */
export function Report({ open, name, messageId, choices, onClose }: Props) {
  const { t } = useTranslation();
  const { tell } = useServices();
  const [report, { loading, error, reset }] = useMutation(ReportMessageDocument, { fetchPolicy: 'no-cache' });
  const refusal = refusalOf(error);

  function close() {
    reset();
    onClose();
  }

  async function send(chosenId: string | null, reason: string) {
    const id = messageId ?? chosenId;
    if (!id) return;
    try {
      await report({ variables: { messageId: id, reason } });
      close();
      tell('success', t('report.done'));
    } catch {
      // Shown in the dialog, from `error`.
    }
  }

  return (
    <ReportDialog
      open={open}
      onOpenChange={(next) => !next && close()}
      name={name}
      choices={choices}
      onReport={({ messageId: chosenId, reason }) => void send(chosenId, reason)}
      pending={loading}
      error={error ? (fieldSentence(refusal, 'reason', t) ?? refusalSentence(refusal, t)) : null}
    />
  );
}
