import { Check, Mic, Paperclip, Pencil, Reply, SendHorizontal, Smile } from 'lucide-react';
import { memo, useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ComposerNote } from '../attachments/ComposerNote';
import { fileWords } from '../attachments/fileWords';
import { FileTray } from '../attachments/FileTray';
import { useVoiceRecorder } from '../attachments/useVoiceRecorder';
import { VoiceBar } from '../attachments/VoiceBar';
import { classNames } from '../basics/classNames';
import { IconButton } from '../basics/IconButton';
import type { ComposerProps } from '../props';
import { MentionList } from '../mentions/MentionList';
import { useMentionList } from '../mentions/useMentionList';
import { AboutDraft } from './AboutDraft';
import { EmojiPopover } from '../emoji/EmojiPopover';
import { useComposerFocus } from './useComposerFocus';
import { useFittingHeight } from './useFittingHeight';

const counterFromRemaining = 200;
const sendLook =
  'flex size-10 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent transition-[background-color,opacity,transform] hover:bg-accent-hover active:scale-95 disabled:bg-sunken disabled:text-muted';

/** On touch keyboards Enter breaks the line, for there is no Shift+Enter. */
function hasTouchKeyboard(): boolean {
  return matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;
}

export const Composer = memo(function Composer({
  draft,
  onDraft,
  onSend,
  editing,
  onCancelEdit,
  replying,
  onCancelReply,
  files,
  onAddFiles,
  onRemoveFile,
  onKeepVoice,
  onSendVoice,
  onUnsavedVoice,
  mentions,
  onEditLast,
  disabledReason,
  maxLength,
  autoFocus,
}: ComposerProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const filePicker = useRef<HTMLInputElement>(null);
  const [picking, setPicking] = useState(false);
  const [sendingVoice, setSendingVoice] = useState(false);
  const voice = useVoiceRecorder(onKeepVoice, disabledReason === null);
  const mentionList = useMentionList({ field, draft, onDraft, choice: mentions });
  const isEditing = editing !== null;
  const remaining = maxLength - [...draft].length;
  const heardKey = voice.state.step === 'review' ? voice.state.file.key : null;
  const chosen = isEditing ? [] : files.filter(({ key }) => key !== heardKey);
  const hasWords = draft.trim() !== '';
  const filesAreReady = chosen.every(({ preparing, problem }) => !preparing && problem === null);
  const canSend = (hasWords || chosen.length > 0) && filesAreReady && remaining >= 0;
  const canRecord = !hasWords && chosen.length === 0 && !isEditing;

  useComposerFocus(field, { autoFocus, isEditing, replyingTo: replying?.seq ?? null });
  useEffect(() => onUnsavedVoice(voice.isUnsaved), [onUnsavedVoice, voice.isUnsaved]);

  useFittingHeight(field, draft, disabledReason === null);

  if (disabledReason) {
    return <p className="px-6 py-5 text-center text-sm text-muted break-anywhere">{disabledReason}</p>;
  }

  const send = () => {
    if (!canSend) return;
    onSend();
    field.current?.focus({ preventScroll: true });
  };
  /** The button that cancels goes with what it cancels. */
  const cancel = (what: () => void) => {
    what();
    if (autoFocus) field.current?.focus({ preventScroll: true });
  };
  const handleKey = (event: KeyboardEvent) => {
    // keyCode 229: Safari ends a composition before the Enter that confirmed it.
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (mentionList.handleKey(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && (event.ctrlKey || event.metaKey || !hasTouchKeyboard())) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && draft === '' && !isEditing) {
      event.preventDefault();
      onEditLast();
    } else if (event.key === 'Escape' && (isEditing || replying)) {
      event.preventDefault();
      if (isEditing) onCancelEdit();
      else onCancelReply();
    }
  };
  const paste = (event: ClipboardEvent) => {
    // Office programs put a picture of the words beside the words: then the words are meant.
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0 || isEditing || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    onAddFiles(pasted);
  };
  const sendVoice = async () => {
    setSendingVoice(true);
    const key = await voice.take();
    const isSent = key !== null && onSendVoice(key);
    setSendingVoice(false);
    if (!isSent) return;
    voice.clear();
    field.current?.focus({ preventScroll: true });
  };
  const discardVoice = () => {
    voice.clear();
    if (heardKey !== null) onRemoveFile(heardKey);
    requestAnimationFrame(() => field.current?.focus({ preventScroll: true }));
  };
  const insert = (emoji: string) => {
    const element = field.current;
    const start = element?.selectionStart ?? draft.length;
    const end = element?.selectionEnd ?? start;
    onDraft(draft.slice(0, start) + emoji + draft.slice(end));
    setPicking(false);
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(start + emoji.length, start + emoji.length);
    });
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="relative mx-auto w-full max-w-[54rem] px-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-5 md:pb-4"
    >
      {mentionList.list && <MentionList {...mentionList.list} />}
      <div className="rounded-[1.625rem] border border-line bg-surface shadow-soft transition-colors focus-within:border-accent-line">
        {isEditing && (
          <AboutDraft
            icon={Pencil}
            title={t('composer.editing')}
            text={editing.text}
            cancelLabel={t('composer.cancelEdit')}
            onCancel={() => cancel(onCancelEdit)}
          />
        )}
        {replying && !isEditing && (
          <AboutDraft
            icon={Reply}
            title={t('composer.replying', { name: replying.authorName ?? t('message.formerMember') })}
            text={replying.text || fileWords(replying.files, t)}
            cancelLabel={t('composer.cancelReply')}
            onCancel={() => cancel(onCancelReply)}
          />
        )}
        {voice.state.step === 'idle' && voice.state.problem && (
          <ComposerNote text={t(`voice.problem.${voice.state.problem}`)} onDismiss={voice.clear} />
        )}
        <FileTray files={chosen} onRemove={onRemoveFile} />
        {voice.state.step !== 'idle' && (
          <VoiceBar
            state={voice.state}
            sending={sendingVoice}
            onStop={() => void voice.stop()}
            onDiscard={discardVoice}
            onSend={() => void sendVoice()}
          />
        )}
        <div className={classNames('items-end gap-1 p-1.5', voice.state.step === 'idle' ? 'flex' : 'hidden')}>
          <EmojiPopover open={picking} onOpenChange={setPicking} onPick={insert}>
            <IconButton label={t('composer.emoji')} icon={<Smile />} withTip={false} />
          </EmojiPopover>
          <textarea
            ref={field}
            rows={1}
            dir="auto"
            aria-label={t('composer.label')}
            placeholder={t('composer.label')}
            aria-describedby={remaining <= counterFromRemaining ? 'composer-counter' : undefined}
            aria-invalid={remaining < 0 || undefined}
            enterKeyHint={isEditing ? 'done' : 'send'}
            value={draft}
            {...mentionList.fieldProps}
            onChange={(event) => {
              onDraft(event.target.value);
              mentionList.noteCaret(event.target);
            }}
            onSelect={(event) => mentionList.noteCaret(event.currentTarget)}
            onBlur={() => mentionList.noteCaret(null)}
            onKeyDown={handleKey}
            onPaste={paste}
            // 12.5 rem: eight lines and the padding.
            className="field-sizing-content max-h-[12.75rem] min-h-10 min-w-0 flex-1 resize-none bg-transparent py-2 text-base leading-6 outline-none placeholder:text-muted"
          />
          {remaining <= counterFromRemaining && (
            <span
              id="composer-counter"
              className={classNames('pb-3 px-1 text-xs tabular-nums', remaining < 0 ? 'font-semibold text-danger' : 'text-muted')}
            >
              {remaining}
              <span className="sr-only"> {t('composer.remaining')}</span>
            </span>
          )}
          {!isEditing && (
            <>
              <input
                ref={filePicker}
                type="file"
                multiple
                hidden
                aria-label={t('files.attach')}
                onChange={(event) => {
                  onAddFiles([...(event.target.files ?? [])]);
                  // The same file may be chosen again.
                  event.target.value = '';
                }}
              />
              <IconButton label={t('files.attach')} icon={<Paperclip />} tipSide="top" onClick={() => filePicker.current?.click()} />
            </>
          )}
          {canRecord ? (
            <button type="button" aria-label={t('voice.record')} onClick={() => void voice.start()} className={sendLook}>
              <Mic aria-hidden className="size-5" />
            </button>
          ) : (
            <button
              type="submit"
              aria-label={t(isEditing ? 'composer.saveEdit' : 'composer.send')}
              disabled={!canSend}
              className={sendLook}
            >
              {isEditing ? <Check aria-hidden className="size-5" /> : <SendHorizontal aria-hidden className="size-5" />}
            </button>
          )}
        </div>
      </div>
    </form>
  );
});
