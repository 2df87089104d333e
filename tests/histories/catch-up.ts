/**
 * Whether a cursor older than the history of changes is answered with a catch-up by state. Then CURSOR_EXPIRED is a fault within the
 * retention; until then it is the one right answer, after which a client asks for everything anew.
 */
export const catchesUpByState = false;
