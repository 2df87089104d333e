import { useEffect, useRef, type FocusEvent } from 'react';
import { classNames } from '../basics/classNames';
import { OverlayHome } from '../basics/OverlayHome';
import { useMediaQuery } from '../basics/useMediaQuery';
import type { AppShellProps } from '../props';

/**
 * One pane on phones, two from 768 px, three from 1200 px; below that the panel is a sheet over the conversation, and what
 * lies under it is inert. Focus goes into the panel when it opens and back to where it was when it closes.
 */
export function AppShell({ sidebar, main, panel, pane, onClosePanel }: AppShellProps) {
  const open = panel !== null;
  const hasRoomForPanel = useMediaQuery('(min-width: 75rem)');
  const covered = open && !hasRoomForPanel;
  const panelBox = useRef<HTMLElement>(null);

  /** Where the focus was last, outside of the panel: a field of the panel may take it before the panel itself could ask. */
  const focusedOutside = useRef<HTMLElement | null>(null);
  const noteFocus = ({ target }: FocusEvent) => {
    focusedOutside.current = target instanceof HTMLElement ? target : null;
  };

  useEffect(() => {
    if (!open) return;
    const panel = panelBox.current;
    if (!panel?.contains(document.activeElement)) panel?.focus({ preventScroll: true });
    return () => {
      const hadFocus = document.activeElement === document.body || panel?.contains(document.activeElement);
      if (hadFocus && focusedOutside.current?.isConnected) focusedOutside.current.focus({ preventScroll: true });
    };
  }, [open]);

  useEffect(() => {
    if (!open || !onClosePanel) return;
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClosePanel();
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, [open, onClosePanel]);

  return (
    <main className="flex h-dvh overflow-hidden bg-surface pt-[env(safe-area-inset-top)] pr-[env(safe-area-inset-right)] pl-[env(safe-area-inset-left)]">
      <div
        inert={covered}
        onFocus={noteFocus}
        className={classNames(
          'min-w-0 flex-1 flex-col border-line md:flex md:w-[20rem] md:flex-none md:border-r lg:w-[23.5rem]',
          pane === 'list' ? 'flex' : 'hidden',
        )}
      >
        {sidebar}
      </div>
      <div
        inert={covered}
        onFocus={noteFocus}
        className={classNames('relative min-w-0 flex-1 flex-col md:flex', pane === 'list' ? 'hidden' : 'flex')}
      >
        {main}
      </div>
      {open && (
        <>
          {covered && <div aria-hidden onClick={onClosePanel} className="fixed inset-0 z-20 animate-fade bg-[rgb(8_20_36/0.4)]" />}
          <section
            ref={panelBox}
            tabIndex={-1}
            className="fixed inset-0 z-30 flex animate-slide-in flex-col border-line bg-surface pt-[env(safe-area-inset-top)] outline-none md:left-auto md:w-[22rem] md:shadow-lifted wide:static wide:w-[21rem] wide:flex-none wide:animate-none wide:border-l wide:pt-0 wide:shadow-none"
          >
            {panel}
          </section>
        </>
      )}
      <OverlayHome />
    </main>
  );
}
