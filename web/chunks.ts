import { join } from 'node:path';
import type { Rolldown } from 'vite';

/**
 * One file for all that a sign-in needs, one for all that a conversation needs on top: as many small files as modules are shared, they would be
 * fetched a few at a time, and the first message would wait for the last of them. What is loaded later keeps files of its own.
 */
export function chunksOfStart(root: string): Rolldown.CodeSplittingGroup[] {
  // The first takes what both need.
  return [groupOf('start', join(root, 'main.tsx'), 2), groupOf('chat', join(root, 'app/chat.tsx'), 1)];
}

function groupOf(name: string, entry: string, priority: number): Rolldown.CodeSplittingGroup {
  let needed: Set<string> | null = null;
  return {
    name: (id, context) => {
      needed ??= reachable(entry, (module) => context.getModuleInfo(module)?.importedIds ?? []);
      return needed.has(id) ? name : null;
    },
    debugName: name,
    priority,
  };
}

function reachable(entry: string, importsOf: (id: string) => readonly string[]): Set<string> {
  const found = new Set([entry]);
  // A set goes on with what is added to it meanwhile.
  for (const id of found) for (const imported of importsOf(id)) found.add(imported);
  return found;
}
