import { post, type PostOptions } from '../../outbound/post.js';

/** Posts JSON, on a connection of its own, and answers with the HTTP status. Throws as `post` does. */
export async function postJson(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  options: PostOptions,
): Promise<number> {
  const all = { ...headers, 'Content-Type': 'application/json', 'User-Agent': 'Talk-In-Clouds' };
  return (await post(address, Buffer.from(body, 'utf8'), all, options)).status;
}
