import type { RequestHandler } from 'express';

/**
 * Ends requests whose body has not come within that time: who sends a body drop by drop holds a connection for nothing. One that was answered before
 * its body came (it is no JSON, say) has nothing to be told any more.
 */
export function endSlowRequests(bodyTimeoutMs: number): RequestHandler {
  return (request, response, next) => {
    const timer = setTimeout(() => {
      if (response.headersSent) return void request.destroy();
      response.setHeader('Connection', 'close');
      response.status(408).end(() => request.destroy());
    }, bodyTimeoutMs).unref();
    const stop = () => clearTimeout(timer);
    request.once('end', stop);
    // Also where the connection is gone: the request itself may never tell, once it was answered.
    response.once('close', stop);
    next();
  };
}
