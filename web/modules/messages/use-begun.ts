import { useState } from 'react';
import { useEditedMessage, useServices } from '../../apollo/services';
import type { Quoted } from '../../live/outbox-item';
import type { MessageRow } from '../../ui/view';

/** The message that is answered or changed by what is being written in a conversation: never both. */
export function useBegun(conversationId: string, rows: readonly MessageRow[]) {
  const { begunEdits } = useServices();
  const editedId = useEditedMessage(conversationId);
  const [quoted, setQuoted] = useState<Quoted | null>(null);
  return {
    quoted,
    setQuoted,
    isEditing: editedId !== null && !rows.find((row) => row.id === editedId)?.deleted,
    startEdit: (row: MessageRow) => {
      if (row.id && row.canEdit) begunEdits.set(conversationId, { messageId: row.id, text: row.text });
    },
    startReply: ({ id, seq, canReply }: MessageRow) => {
      if (id === null || seq === null || !canReply) return;
      begunEdits.set(conversationId, null);
      setQuoted({ id, seq });
    },
  };
}
