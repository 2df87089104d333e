type IsMember = (conversationId: string, userId: string) => boolean;

let current: IsMember = () => false;

/** The composition root sets it once the feed is live. */
export function setKnownMembers(isMember: IsMember): void {
  current = isMember;
}

/** True: a member, by all that the feed of this process has told by now. False: ask the database, the feed may be behind it. */
export const isKnownMember: IsMember = (conversationId, userId) => current(conversationId, userId);
