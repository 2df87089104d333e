const mailedPaths = ['/verify-email', '/reset-password'];

/**
 * The token of a link that was mailed. It leaves the address before anything else happens: there the history of the browser, a screenshot or a
 * bookmark would keep it. Null on all other pages, and after a reload.
 */
export function takeMailedToken(): string | null {
  if (!mailedPaths.includes(location.pathname)) return null;
  const token = new URLSearchParams(location.search).get('token');
  if (location.search !== '') history.replaceState(history.state, '', location.pathname);
  return token === '' ? null : token;
}
