import { Types } from 'mongoose';
import type { Change } from '../../live/change.js';
import { hearOfMark, hearOfSend } from '../conversations/send-marks.js';
import { hearOfPlace } from './message.places.js';

/** Follows in the feed what is sent, on whichever process, and which marks of authors are written. */
export function hearOfSends({ collection, operation, id, document, updated }: Change): void {
  if (collection === 'messages' && operation === 'insert') {
    const { conversationId, authorId, seq, createdAt } = document ?? {};
    if (!(conversationId instanceof Types.ObjectId) || typeof seq !== 'number' || !(createdAt instanceof Date)) return;
    hearOfPlace(conversationId.toHexString(), seq);
    if (authorId instanceof Types.ObjectId) hearOfSend({ conversationId, authorId, seq, createdAt });
  } else if (collection === 'members' && typeof updated.lastSentSeq === 'number') hearOfMark(id, updated.lastSentSeq);
}
