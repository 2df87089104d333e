import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { useSettled } from '../../ui/basics/useSettled';
import type { PeopleSearch } from '../../ui/props';
import type { Person } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { PeopleSearchDocument } from './users.document';

const typingPauseMs = 250;

/** Searching people by name: asks the server when typing pauses. The viewer is never among the results. */
export function usePeopleSearch(isExcluded?: (person: Person) => boolean): PeopleSearch {
  const [query, onQuery] = useState('');
  return { query, onQuery, ...usePeopleFound(query, isExcluded) };
}

/** The same for what somebody types elsewhere. */
export function usePeopleFound(query: string, isExcluded: (person: Person) => boolean = () => false) {
  const { t } = useTranslation();
  const { viewerId } = useServices();
  const search = useSettled(query.trim(), typingPauseMs);
  const { data, previousData, error, loading } = useQuery(PeopleSearchDocument, {
    variables: { search },
    skip: search === '',
    fetchPolicy: 'cache-and-network',
  });
  const found = search === '' ? [] : ((data ?? previousData)?.users.edges ?? []).map(({ node }) => node);
  return {
    results: found.filter((person) => person.id !== viewerId && !isExcluded(person)),
    loading: query.trim() !== '' && (loading || search !== query.trim()),
    error: error ? refusalSentence(refusalOf(error), t) : null,
  };
}
