import type { ViewerIdentity } from '../context.js';
import type { Socket } from './socket.js';

/** Whether the viewer's session, or access token, goes on: at once where that is known, otherwise when the database has said so. */
export type IsSignedIn = (viewer: ViewerIdentity) => boolean | Promise<boolean>;

/**
 * Asks, for each operation on a socket, what HTTP asks for each request: the change feed, which closes the sockets of sessions that have ended,
 * may be silent. Who asks while an earlier operation of the same socket waits is answered after it, so that operations start in the order in
 * which they came; where the database is away, all that wait learn it together.
 */
export function askInTurn(isSignedIn: IsSignedIn): (socket: Socket) => boolean | Promise<boolean> {
  const asking = new Map<Socket, Promise<boolean>>();
  return (socket) => {
    const { viewer } = socket;
    if (!viewer) return true;
    const earlier = asking.get(socket);
    const answer = earlier ? earlier.then((isIn) => isIn && isSignedIn(viewer)) : isSignedIn(viewer);
    if (typeof answer === 'boolean') return answer;
    asking.set(socket, answer);
    const forget = () => {
      if (asking.get(socket) === answer) asking.delete(socket);
    };
    answer.then(forget, forget);
    return answer;
  };
}
