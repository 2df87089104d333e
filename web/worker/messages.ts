/** What pages tell the service worker, and what it tells them. Types only: page and worker share no code at run time. */

/** A message that somebody is to be told of: what the server pushes, and what a page in the background tells. */
export type Notice = {
  conversationId: string;
  messageId: string;
  seq: number;
  /** The author, or the group's name. */
  title: string;
  /** Empty where there are attachments only. */
  body: string;
};

/** Kept by the worker, which runs without any page and cannot read LocalStorage. Nothing in it says who somebody is. */
export type NoticeRules = {
  /** False while nobody is signed in, the session is locked, or notifications are off on this device. */
  allowed: boolean;
  /** Epoch milliseconds; null: no quiet. */
  quietUntil: number | null;
  /** Whether the browser's push subscription was made for the person who is signed in: else a push is for somebody who was here before. */
  pushIsOurs: boolean;
  /** What is said of a message that has files and no text. */
  fileWord: string;
};

export type ToWorker = 'take-over' | { type: 'rules'; rules: NoticeRules } | { type: 'notice'; notice: Notice };

/** A notification was pressed. */
export type FromWorker = { type: 'open'; conversationId: string };
