import { useApolloClient } from '@apollo/client/react';
import { insertIntoList } from '../../apollo/list-cache';

/** Puts a conversation that this person just made into the list, before its event arrives. */
export function usePlaceInList(): (conversationId: string) => void {
  const { cache } = useApolloClient();
  return (conversationId) => insertIntoList(cache, conversationId);
}
