import { Types } from 'mongoose';
import type { ConversationAttachmentsArgs } from '../../generated/schema-types.js';
import { decodeCursor, encodeCursor, forwardPage, integerPart, pageSize, type Page } from '../../graphql/pages.js';
import type { Attachment } from '../media/attachment.model.js';
import type { Upload } from '../media/upload.model.js';
import { MessageModel, type Message } from './message.model.js';

export interface AttachmentPage extends Omit<Page<Attachment>, 'edges'> {
  readonly edges: (Page<Attachment>['edges'][number] & { readonly messageSeq: number })[];
}

interface Place {
  readonly seq: number;
  /** Among all attachments of its message. */
  readonly position: number;
}

/** Newest message first, those of one message in their order. */
export async function pageAttachments(
  conversationId: Types.ObjectId,
  { kind, first, after }: Partial<ConversationAttachmentsArgs>,
): Promise<AttachmentPage> {
  const size = pageSize('first', first, 30, 100);
  const start = typeof after === 'string' ? readPlace(after) : null;
  const messages = await MessageModel.find(
    { conversationId, attachmentMarks: kind ?? 'ANY', ...(start && { seq: { $lte: start.seq } }) },
    { seq: 1, attachments: 1 },
  )
    .sort({ seq: -1 })
    // Each has at least one, but for the one that the page before ended in.
    .limit(size + 2)
    .lean<Pick<Message, 'seq' | 'attachments'>[]>();
  const found = messages.flatMap(({ seq, attachments = [] }) => attachments.map((attachment, position) => ({ attachment, seq, position })));
  const wanted = found.filter(
    ({ attachment, seq, position }) => (!kind || attachment.kind === kind) && (!start || seq < start.seq || position > start.position),
  );
  const { edges, pageInfo } = forwardPage(wanted, size, start !== null, ({ seq, position }) => encodeCursor('attachment', seq, position));
  return { pageInfo, edges: edges.map(({ cursor, node }) => ({ cursor, node: node.attachment, messageSeq: node.seq })) };
}

function readPlace(after: string): Place {
  const [seq, position] = decodeCursor('after', 'attachment', after);
  return { seq: integerPart('after', seq), position: integerPart('after', position) };
}

/** Those of the uploads (ids in hex) that the message they were claimed for carries. */
export async function findUsedAttachments(uploads: readonly Upload[]): Promise<string[]> {
  const sends = uploads.flatMap(({ purpose, ownerId, claim }) => {
    const [, conversationId, clientId] = /^([0-9a-f]{24}):(.+)$/s.exec(claim?.by ?? '') ?? [];
    if (purpose !== 'ATTACHMENT' || conversationId === undefined || clientId === undefined) return [];
    return [{ conversationId: new Types.ObjectId(conversationId), authorId: ownerId, clientId }];
  });
  if (sends.length === 0) return [];
  const messages = await MessageModel.find({ $or: sends }, { attachments: 1 }).readConcern('local').lean<Pick<Message, 'attachments'>[]>();
  return messages.flatMap(({ attachments = [] }) => attachments.map(({ uploadId }) => uploadId.toHexString()));
}
