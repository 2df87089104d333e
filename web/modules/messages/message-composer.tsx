import { useState } from 'react';
import { randomId } from '../../apollo/random-id';
import { useBegunEdit, useDrafts, useServices } from '../../apollo/services';
import { useUnsavedWork } from '../../apollo/unsaved-work';
import type { BegunEdit } from '../../live/begun-edits';
import { useSteadyFunctions } from '../../ui/basics/useSteady';
import { Composer } from '../../ui/conversation/Composer';
import type { MentionChoice } from '../../ui/props';
import type { MessageRow } from '../../ui/view';
import type { useBegun } from './use-begun';
import type { useFiles } from './use-files';
import { usePut } from './use-put';
import { useTypingSignal } from './use-typing-signal';

/** As the API has it, in Unicode code points. */
const maxTextLength = 8_000;

type Props = {
  conversationId: string;
  rows: readonly MessageRow[];
  begun: ReturnType<typeof useBegun>;
  files: ReturnType<typeof useFiles>;
  mentions: MentionChoice | null;
  disabledReason: string | null;
};

/**
 * What is written in one conversation: a draft that stays, an edit that is cancelled, a send that goes into the outbox. It alone is drawn again with each
 * letter.
 */
export function MessageComposer({ conversationId, rows, begun, files, mentions, disabledReason }: Props) {
  const { drafts, begunEdits, draftFiles } = useServices();
  const { quoted, setQuoted, startEdit } = begun;
  const draft = useDrafts().get(conversationId) ?? '';
  const begunEdit = useBegunEdit(conversationId);
  const editedRow = begunEdit && rows.find((row) => row.id === begunEdit.messageId);
  const edit = editedRow?.deleted ? null : begunEdit;
  const setEdit = (next: BegunEdit | null) => begunEdits.set(conversationId, next);
  const [isVoiceUnsaved, setVoiceUnsaved] = useState(false);
  useUnsavedWork(quoted !== null || files.isPreparing || isVoiceUnsaved);
  const signalTyping = useTypingSignal(conversationId);
  const put = usePut();

  const quotedRow = quoted && (rows.find((row) => row.seq === quoted.seq) ?? null);
  // What was deleted meanwhile is answered by nobody.
  const replyTo = quotedRow?.deleted ? null : quoted;

  function sendVoice(key: string): boolean {
    const file = draftFiles.of(conversationId).find(({ fileId }) => fileId === key);
    // Another tab has sent it, or taken it out.
    if (!file) return true;
    if (!put(conversationId, { kind: 'send', clientId: randomId(), text: '', ...(replyTo && { replyTo }), files: [file] })) return false;
    files.forget([file]);
    setQuoted(null);
    return true;
  }

  const actions = useSteadyFunctions({
    onDraft: (text: string) => {
      if (edit) return setEdit({ ...edit, text });
      drafts.set(conversationId, text);
      signalTyping(text !== '');
    },
    onSend: () => {
      if (edit) {
        const text = edit.text.trim();
        if (text === editedRow?.text.trim() || put(conversationId, { kind: 'edit', messageId: edit.messageId, text })) setEdit(null);
        return;
      }
      const chosen = files.kept.length > 0 && { files: files.kept };
      if (!put(conversationId, { kind: 'send', clientId: randomId(), text: draft.trim(), ...(replyTo && { replyTo }), ...chosen })) return;
      // The message has them now.
      files.forget(files.kept);
      setQuoted(null);
      drafts.sent(conversationId, draft);
      signalTyping(false);
    },
    onCancelEdit: () => setEdit(null),
    onCancelReply: () => setQuoted(null),
    onAddFiles: files.add,
    onRemoveFile: files.remove,
    onKeepVoice: files.keepVoice,
    onSendVoice: sendVoice,
    onUnsavedVoice: setVoiceUnsaved,
    onEditLast: () => {
      const last = rows.findLast((row) => row.canEdit);
      if (last) startEdit(last);
    },
  });
  return (
    <Composer
      {...actions}
      draft={edit ? edit.text : draft}
      editing={edit && { text: editedRow?.text ?? '' }}
      replying={
        replyTo && {
          seq: replyTo.seq,
          authorName: quotedRow?.author?.displayName ?? null,
          text: quotedRow?.text ?? '',
          files: quotedRow?.attachments ?? [],
        }
      }
      files={files.chosen}
      mentions={mentions}
      disabledReason={disabledReason}
      maxLength={maxTextLength}
      autoFocus={!matchMedia('(pointer: coarse)').matches}
    />
  );
}
