import { useState, type ComponentProps, type ComponentType } from 'react';
import { lazyPart } from '../ui/basics/lazyPart';
import type { Chat } from './chat';

type Props = ComponentProps<typeof Chat>;

let loaded: ComponentType<Props> | null = null;
const LazyChat = lazyPart('here', loadChat);

/** Loads the code behind the sign-in; once. */
export async function loadChat(): Promise<ComponentType<Props>> {
  const { Chat } = await import('./chat');
  loaded = Chat;
  return Chat;
}

/** The chat: at once where its code is there, because React shows what it had to wait for only 300 ms after it began to wait. */
export function LoadedChat(props: Props) {
  // One component as long as this is shown: another one would begin anew.
  const [Chat] = useState<ComponentType<Props>>(() => loaded ?? LazyChat);
  return <Chat {...props} />;
}
