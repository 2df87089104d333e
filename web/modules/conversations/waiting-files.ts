import type { OutboxItem, QueuedFile } from '../../live/outbox-item';

/** The files of a message that waits, for whoever shows them, or keeps their bytes. */
export const waitingFilesOf = ({ write }: OutboxItem): readonly QueuedFile[] => (write.kind === 'send' ? (write.files ?? []) : []);
