/** The address of a conversation; `at` is a message to go to. Nothing but ids and numbers stands in it. */
export const conversationPath = (id: string, at?: number) => `/c/${encodeURIComponent(id)}${at === undefined ? '' : `?at=${at}`}`;

/** The same with a panel beside it. */
export const panelPath = (id: string, panel: 'info' | 'search' | 'pins', at?: number) =>
  `/c/${encodeURIComponent(id)}/${panel}${at === undefined ? '' : `?at=${at}`}`;
