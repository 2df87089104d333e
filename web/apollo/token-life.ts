/** How long the token lives, in milliseconds, by its own two instants: the clock of this machine may be wrong. */
export function lifeOf(token: string): number {
  const fallbackMs = 5 * 60_000;
  try {
    const body = token.split('.')[1] ?? '';
    const claims = JSON.parse(atob(body.replace(/-/g, '+').replace(/_/g, '/'))) as { iat?: number; exp?: number };
    return claims.iat !== undefined && claims.exp !== undefined ? (claims.exp - claims.iat) * 1000 : fallbackMs;
  } catch {
    return fallbackMs; // Not a JWT: the server's business; it answers UNAUTHENTICATED when the token is too old.
  }
}
