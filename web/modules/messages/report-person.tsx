import { useQuery } from '@apollo/client/react';
import { ConversationDocument } from '../../apollo/documents';
import type { Person } from '../../ui/view';
import { Report } from './report-message';

/** As many of the latest messages there are to choose from. */
const mostChoices = 5;

type Props = { conversationId: string; person: Person; open: boolean; onClose: () => void };

/** What is reported is a message: of the person's latest that are loaded, one is chosen. */
export function ReportPerson({ conversationId, person, open, onClose }: Props) {
  const { data } = useQuery(ConversationDocument, { variables: { id: conversationId }, fetchPolicy: 'cache-first', skip: !open });
  const theirs = (data?.conversation?.messages.edges ?? [])
    .map(({ node }) => node)
    .filter((message) => message.author?.id === person.id && message.deletedAt === null && message.text !== '')
    .slice(-mostChoices)
    .reverse();
  const choices = theirs.map(({ id, text, createdAt }) => ({ id, text, at: Date.parse(createdAt) }));
  // Mounted anew when the messages are there, so that the latest is chosen.
  return <Report key={choices[0]?.id ?? ''} open={open} name={person.displayName} messageId={null} choices={choices} onClose={onClose} />;
}
