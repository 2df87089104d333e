import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import type { Client as SocketClient } from 'graphql-ws';
import { from, mergeMap } from 'rxjs';
import type { TalkCache } from './cache';
import { refusalOf } from './errors';
import { fetchInTime } from './fetch-in-time';
import { createKeepNewerLink } from './keep-newer-link';
import { endpoint } from './session-requests';
import type { Session } from './session';

const answerTimeoutMs = 30_000;

/** Queries and mutations over HTTP, subscriptions over the one socket; and what speaks for the socket itself, by the context `overSocket`. */
export function createClient(cache: TalkCache, session: Session, socket: SocketClient, viewerId: string): ApolloClient {
  const http = ApolloLink.from([
    createKeepNewerLink(cache, viewerId),
    renewTokenLink(session),
    authorizationLink(session),
    new HttpLink({ uri: endpoint, fetch: fetchInTime(answerTimeoutMs) }),
  ]);
  return new ApolloClient({
    cache,
    link: ApolloLink.split(goesOverSocket, new GraphQLWsLink(socket), http),
    defaultOptions: {
      // A refetch merges, too: replacing would drop what a subscription brought in the meantime.
      watchQuery: { refetchWritePolicy: 'merge' },
    },
  });
}

const goesOverSocket = ({ operationType, getContext }: ApolloLink.Operation) =>
  operationType === OperationTypeNode.SUBSCRIPTION || getContext()['overSocket'] === true;

const authorizationLink = (session: Session) =>
  new SetContextLink(async ({ headers }) => ({
    headers: { ...(headers as Record<string, string> | undefined), authorization: `Bearer ${await session.accessToken()}` },
  }));

/** A token that the server no longer takes is renewed, and the operation is tried once more. */
const renewTokenLink = (session: Session) =>
  new ErrorLink(({ error, operation, forward }) => {
    if (refusalOf(error)?.code !== 'UNAUTHENTICATED' || operation.getContext()['renewed'] === true) return undefined;
    operation.setContext({ renewed: true });
    return from(session.refresh()).pipe(mergeMap(() => forward(operation)));
  });
