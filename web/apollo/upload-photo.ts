import type { ApolloClient } from '@apollo/client';
import { CompleteUploadDocument, CreateUploadDocument, sendBytes } from './upload-bytes';

const fetchPolicy = 'no-cache';

/** Uploads a photo and answers with the id that updateProfile, createGroup and updateGroup take. Rejects as requests do. */
export async function uploadPhoto(client: ApolloClient, purpose: 'AVATAR' | 'GROUP_PHOTO', blob: Blob): Promise<string> {
  const fileName = `photo.${blob.type.split('/')[1] ?? 'webp'}`;
  const input = { purpose, fileName, contentType: blob.type, size: blob.size };
  const { data } = await client.mutate({ mutation: CreateUploadDocument, variables: { input }, fetchPolicy });
  if (!data) throw new Error('The server gave no ticket.');
  const { createUpload: ticket } = data;
  await sendBytes(ticket, blob, fileName);
  await client.mutate({ mutation: CompleteUploadDocument, variables: { id: ticket.id }, fetchPolicy });
  return ticket.id;
}
