import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { randomId } from '../../apollo/random-id';
import { useDraftFiles, useServices } from '../../apollo/services';
import type { QueuedFile } from '../../live/outbox-item';
import type { ChosenFile, VoiceRecording } from '../../ui/view';
import { FileProblem, prepareFile, type PreparedFile } from './prepare-file';

/** As the API has it. */
const mostFilesOfMessage = 10;

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

  const chosen: ChosenFile[] = [
    ...kept.map(({ fileId, kind, fileName, size, durationMs, waveform }) => ({
      ...{ key: fileId, kind, fileName, size, durationMs, waveform },
      previewUrl: kind === 'IMAGE' ? urlOf(fileId) : null,
      preparing: false,
      problem: null,
    })),
    ...others,
  ];

  function add(added: File[]) {
    const room = mostFilesOfMessage - chosen.length;
    if (added.length > room) tell('danger', t('files.tooMany', { count: mostFilesOfMessage }));
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
      const queued = await keep(key, prepared);
      if (dropped.current.has(key)) return void files.remove([key]);
      if (!draftFiles.set(conversationId, [...draftFiles.of(conversationId), queued])) throw new Error('The list of files cannot be kept.');
      setOthers((before) => before.filter((other) => other.key !== key));
    } catch (error) {
      const problem = sentenceOf(error);
      setOthers((before) => before.map((other) => (other.key === key ? { ...other, preparing: false, problem } : other)));
    }
  }

  async function keep(fileId: string, { blob, about }: PreparedFile): Promise<QueuedFile> {
    await files.put(fileId, blob);
    return { fileId, ...about };
  }

  function sentenceOf(error: unknown): string {
    if (error instanceof FileProblem) return t(`app.upload.${error.code}`);
    return t('files.noRoom');
  }

  function remove(key: string) {
    dropped.current.add(key);
    setOthers((before) => before.filter((other) => other.key !== key));
    const left = draftFiles.of(conversationId).filter(({ fileId }) => fileId !== key);
    draftFiles.set(conversationId, left);
    // What stays behind goes when a tab begins to lead.
    files.remove([key]).catch(() => undefined);
  }

  /** Keeps a recording on this device. Null, and it is said, where there is no room. */
  async function keepVoice({ blob, durationMs, waveform }: VoiceRecording): Promise<QueuedFile | null> {
    const ending = blob.type === 'audio/mp4' ? 'm4a' : blob.type === 'audio/ogg' ? 'ogg' : 'webm';
    const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(Date.now());
    const fileName = `${t('files.voice')} ${day}.${ending}`;
    const about = {
      kind: 'AUDIO' as const,
      contentType: blob.type,
      fileName,
      size: blob.size,
      width: null,
      height: null,
      durationMs,
      waveform,
    };
    try {
      return await keep(randomId(), { blob, about });
    } catch {
      tell('danger', t('files.noRoom'));
      return null;
    }
  }

  async function addVoice(recording: VoiceRecording): Promise<boolean> {
    const file = await keepVoice(recording);
    return file !== null && draftFiles.set(conversationId, [...draftFiles.of(conversationId), file]);
  }

  return {
    chosen,
    isPreparing: others.some(({ preparing }) => preparing),
    kept,
    add,
    remove,
    keepVoice,
    addVoice,
    clear: () => draftFiles.set(conversationId, []),
  };
}
