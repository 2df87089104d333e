import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { randomId } from '../../apollo/random-id';
import { useBegunEdit, useDrafts, useServices } from '../../apollo/services';
import { useUnsavedWork } from '../../apollo/unsaved-work';
import type { BegunEdit } from '../../live/begun-edits';
import type { Quoted, Write } from '../../live/outbox-item';
import type { ComposerProps } from '../../ui/props';
import type { MessageRow } from '../../ui/view';
import { useFiles } from './use-files';
import { useTypingSignal } from './use-typing-signal';

/** As the API has it, in Unicode code points. */
const maxTextLength = 8_000;

/** What is written in one conversation: a draft that stays, an edit that is cancelled, a send that goes into the outbox. */
export function useComposer(conversationId: string, rows: readonly MessageRow[], fileUrlOf: (fileId: string) => string | null) {
  const { t } = useTranslation();
  const { outbox, drafts, begunEdits, draftFiles, tell } = useServices();
  const draft = useDrafts().get(conversationId) ?? '';
  const begun = useBegunEdit(conversationId);
  const editedRow = begun && rows.find((row) => row.id === begun.messageId);
  const edit = editedRow?.deleted ? null : begun;
  const setEdit = (next: BegunEdit | null) => begunEdits.set(conversationId, next);
  const [quoted, setQuoted] = useState<Quoted | null>(null);
  const [isVoiceUnsaved, setVoiceUnsaved] = useState(false);
  const files = useFiles(conversationId, fileUrlOf);
  useUnsavedWork(quoted !== null || files.isPreparing || isVoiceUnsaved);
  const signalTyping = useTypingSignal(conversationId);

  /** False when nothing more can be kept: the person keeps the text. */
  function put(write: Write): boolean {
    try {
      outbox.add(conversationId, write);
      return true;
    } catch {
      tell('danger', t('app.outboxFull'));
      return false;
    }
  }

  function sendVoice(key: string): boolean {
    const file = draftFiles.of(conversationId).find(({ fileId }) => fileId === key);
    // Another tab has sent it, or taken it out.
    if (!file) return true;
    if (!put({ kind: 'send', clientId: randomId(), text: '', ...(replyTo && { replyTo }), files: [file] })) return false;
    files.forget([file]);
    setQuoted(null);
    return true;
  }

  const startEdit = (row: MessageRow) => {
    if (row.id && row.canEdit) setEdit({ messageId: row.id, text: row.text });
  };
  const startReply = ({ id, seq, canReply }: MessageRow) => {
    if (id === null || seq === null || !canReply) return;
    setEdit(null);
    setQuoted({ id, seq });
  };
  const quotedRow = quoted && (rows.find((row) => row.seq === quoted.seq) ?? null);
  // What was deleted meanwhile is answered by nobody.
  const replyTo = quotedRow?.deleted ? null : quoted;

  const composer: Omit<ComposerProps, 'mentions'> = {
    draft: edit ? edit.text : draft,
    onDraft: (text) => {
      if (edit) return setEdit({ ...edit, text });
      drafts.set(conversationId, text);
      signalTyping(text !== '');
    },
    onSend: () => {
      if (edit) {
        const text = edit.text.trim();
        if (text === editedRow?.text.trim() || put({ kind: 'edit', messageId: edit.messageId, text })) setEdit(null);
        return;
      }
      const chosen = files.kept.length > 0 && { files: files.kept };
      if (!put({ kind: 'send', clientId: randomId(), text: draft.trim(), ...(replyTo && { replyTo }), ...chosen })) return;
      // The message has them now.
      files.forget(files.kept);
      setQuoted(null);
      drafts.sent(conversationId, draft);
      signalTyping(false);
    },
    editing: edit && { text: editedRow?.text ?? '' },
    onCancelEdit: () => setEdit(null),
    replying: replyTo && {
      seq: replyTo.seq,
      authorName: quotedRow?.author?.displayName ?? null,
      text: quotedRow?.text ?? '',
      files: quotedRow?.attachments ?? [],
    },
    onCancelReply: () => setQuoted(null),
    files: files.chosen,
    onAddFiles: files.add,
    onRemoveFile: files.remove,
    onKeepVoice: files.keepVoice,
    onSendVoice: sendVoice,
    onUnsavedVoice: setVoiceUnsaved,
    onEditLast: () => {
      const last = rows.findLast((row) => row.canEdit);
      if (last) startEdit(last);
    },
    disabledReason: null,
    maxLength: maxTextLength,
    autoFocus: !matchMedia('(pointer: coarse)').matches,
  };
  return { composer, startEdit, startReply, put };
}
