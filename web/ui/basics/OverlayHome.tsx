import { createContext, useContext, useState, type ReactNode } from 'react';

type Home = { element: HTMLElement | null; register: (element: HTMLElement | null) => void };

const HomeContext = createContext<Home>({ element: null, register: () => undefined });

export function OverlayHomeProvider({ children }: { children: ReactNode }) {
  const [element, register] = useState<HTMLElement | null>(null);
  return <HomeContext value={{ element, register }}>{children}</HomeContext>;
}

/**
 * Where menus, pickers and tooltips are put: at the end of the page's <main>, so that they belong to a landmark. Dialogs are
 * landmarks enough of their own and hide everything outside them, so what opens from inside a dialog must stay in the body.
 */
export function OverlayHome() {
  const { register } = useContext(HomeContext);
  return <div ref={register} />;
}

/** For the `container` of a Radix portal; undefined means the body. */
export function useOverlayHome(): HTMLElement | undefined {
  return useContext(HomeContext).element ?? undefined;
}
