import { createContext } from 'react';

/** What the files of a conversation's messages need from the screen around them. */
export type FilesActions = {
  /** Shows a picture large; its place among all that are loaded follows from its key. */
  onOpen: (key: string) => void;
  onStale: (seq: number) => void;
  onCancelSend: (rowKey: string) => void;
  /** Grows when it is worth trying again what could not be loaded. */
  attempt: number;
};

export const FilesContext = createContext<FilesActions>({
  onOpen: () => undefined,
  onStale: () => undefined,
  onCancelSend: () => undefined,
  attempt: 0,
});
