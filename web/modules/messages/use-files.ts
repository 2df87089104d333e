import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { randomId } from '../../apollo/random-id';
import { useDraftFiles, useServices } from '../../apollo/services';
import { maxFilesOfMessage } from '../../apollo/stored-files';
import type { QueuedFile } from '../../live/outbox-item';
import type { ChosenFile, KeptVoice, VoiceRecording } from '../../ui/view';
import { FileProblem, prepareFile } from './prepare-file';

/** The files that were chosen for the next message of a conversation. What is ready is kept on this device, whatever happens to the page. */
export function useFiles(conversationId: string, urlOf: (fileId: string) => string | null) {
  const { t, i18n } = useTranslation();
  const { files, draftFiles, tell } = useServices();
  const kept = useDraftFiles(conversationId);
  /** Being read, or refused. */
  const [others, setOthers] = useState<ChosenFile[]>([]);
  // One after the other, so that they keep the order in which they were chosen.
  const queue = useRef(Promise.resolve());
  const dropped = useRef(new Set<string>());

  const chosen = useMemo((): ChosenFile[] => {
    const ready = kept.map(({ fileId, kind, fileName, size, durationMs, waveform }) => ({
      ...{ key: fileId, kind, fileName, size, durationMs, waveform },
      previewUrl: kind === 'IMAGE' ? urlOf(fileId) : null,
      preparing: false,
      problem: null,
    }));
    return [...ready, ...others];
  }, [kept, others, urlOf]);

  function add(added: File[]) {
    const room = maxFilesOfMessage - chosen.length;
    if (added.length > room) tellFull();
    for (const file of added.slice(0, Math.max(0, room))) {
      const key = randomId();
      const nothingYet = { kind: 'FILE' as const, durationMs: null, waveform: null, previewUrl: null };
      setOthers((before) => [...before, { ...nothingYet, key, fileName: file.name, size: file.size, preparing: true, problem: null }]);
      queue.current = queue.current.then(() => prepare(key, file));
    }
  }

  async function prepare(key: string, file: File): Promise<void> {
    try {
      const prepared = await prepareFile(file);
      if (dropped.current.has(key)) return;
      await files.put(key, prepared.blob);
      if (dropped.current.has(key)) return void files.remove([key]);
      append({ fileId: key, ...prepared.about });
      setOthers((before) => before.filter((other) => other.key !== key));
    } catch (error) {
      const problem = sentenceOf(error);
      setOthers((before) => before.map((other) => (other.key === key ? { ...other, preparing: false, problem } : other)));
    }
  }

  /** False, and it is said, where another tab has filled the message meanwhile. Throws where the list cannot be kept. */
  function append(file: QueuedFile): boolean {
    const outcome = draftFiles.add(conversationId, file);
    if (outcome === 'noRoom') throw new Error('The list of files cannot be kept.');
    if (outcome === 'full') {
      tellFull();
      removeBytes(file.fileId);
    }
    return outcome === 'kept';
  }

  const tellFull = () => tell('danger', t('files.tooMany', { count: maxFilesOfMessage }));
  /** What stays behind goes when a tab begins to lead. */
  const removeBytes = (fileId: string) => void files.remove([fileId]).catch(() => undefined);

  function sentenceOf(error: unknown): string {
    if (error instanceof FileProblem) return t(`app.upload.${error.code}`);
    return t('files.noRoom');
  }

  function remove(key: string) {
    dropped.current.add(key);
    setOthers((before) => before.filter((other) => other.key !== key));
    draftFiles.remove(conversationId, [key]);
    removeBytes(key);
  }

  /** A recording joins the chosen files as soon as it is made: nothing that happens to the page takes it away. */
  function keepVoice(recording: VoiceRecording): KeptVoice {
    const key = randomId();
    return { key, kept: keepRecording(key, recording) };
  }

  /** False, and it is said, where there is no room. */
  async function keepRecording(fileId: string, { blob, durationMs, waveform }: VoiceRecording): Promise<boolean> {
    const ending = blob.type === 'audio/mp4' ? 'm4a' : blob.type === 'audio/ogg' ? 'ogg' : 'webm';
    const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(Date.now());
    const about = { kind: 'AUDIO', contentType: blob.type, fileName: `${t('files.voice')} ${day}.${ending}`, size: blob.size } as const;
    try {
      await files.put(fileId, blob);
      if (!dropped.current.has(fileId)) return append({ fileId, ...about, width: null, height: null, durationMs, waveform });
      removeBytes(fileId);
      return true;
    } catch {
      tell('danger', t('files.noRoom'));
      return false;
    }
  }

  return {
    chosen,
    isPreparing: others.some(({ preparing }) => preparing),
    kept,
    add,
    remove,
    keepVoice,
    /** Of what was sent: the message has them now. */
    forget: (sent: readonly QueuedFile[]) =>
      draftFiles.remove(
        conversationId,
        sent.map(({ fileId }) => fileId),
      ),
  };
}
