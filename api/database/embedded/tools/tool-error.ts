/** A tool cannot do what it was asked for. The message is one line for the person who called it. */
export class ToolError extends Error {
  override name = 'ToolError';
}
