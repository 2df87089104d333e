/** What is certainly no e-mail address does not match. The server has the last word. */
export const emailLike = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u;
