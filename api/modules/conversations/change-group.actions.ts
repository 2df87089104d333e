import type { ViewerIdentity } from '../../context.js';
import { accessGroup, type AccessedConversation } from './conversation.access.js';
import type { Conversation } from './conversation.model.js';
import { takeTurn } from './turn.actions.js';

/** One change of a group at a time in this process, judged by what is true when its turn comes. Answers with the group. */
export function changeGroup(
  viewer: ViewerIdentity,
  groupId: string,
  change: (accessed: AccessedConversation) => Promise<void>,
): Promise<Conversation> {
  return takeTurn(`group ${groupId.toLowerCase()}`, async () => {
    const accessed = await accessGroup(viewer, groupId);
    await change(accessed);
    return accessed.conversation;
  });
}
