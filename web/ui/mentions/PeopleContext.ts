import { createContext } from 'react';

/** Who looks, and what shows a person: for the mentions in messages. */
export type PeopleActions = { viewerId: string; onPerson: ((userId: string) => void) | null };

export const PeopleContext = createContext<PeopleActions>({ viewerId: '', onPerson: null });
