/** What applying an event leaves to do, since the event alone does not say it. */
export type Effects = {
  /** Not (or no longer rightly) in the cache: ask the server for its list entry. */
  fetchConversations?: readonly string[];
  /** Gone for the viewer: its drafts and unsent writes go, too. */
  removedConversations?: readonly string[];
  /** Something of the viewer's account is another. */
  viewerChanged?: boolean;
};
