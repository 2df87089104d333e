import { useEffect } from 'react';
import { classNames } from '../basics/classNames';
import { OverlayHome } from '../basics/OverlayHome';
import type { AppShellProps } from '../props';

/** One pane on phones, two from 768 px, three from 1200 px; below that the panel is a sheet over the conversation. */
export function AppShell({ sidebar, main, panel, pane, onClosePanel }: AppShellProps) {
  const open = panel !== null;
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
        className={classNames(
          'min-w-0 flex-1 flex-col border-line md:flex md:w-[20rem] md:flex-none md:border-r lg:w-[23.5rem]',
          pane === 'list' ? 'flex' : 'hidden',
        )}
      >
        {sidebar}
      </div>
      <div className={classNames('relative min-w-0 flex-1 flex-col md:flex', pane === 'list' ? 'hidden' : 'flex')}>{main}</div>
      {open && (
        <>
          <div
            aria-hidden
            onClick={onClosePanel}
            className="fixed inset-0 z-20 hidden animate-fade bg-[rgb(8_20_36/0.4)] md:block wide:hidden"
          />
          <section className="fixed inset-0 z-30 flex animate-slide-in flex-col border-line bg-surface pt-[env(safe-area-inset-top)] md:left-auto md:w-[22rem] md:shadow-lifted wide:static wide:w-[21rem] wide:flex-none wide:animate-none wide:border-l wide:pt-0 wide:shadow-none">
            {panel}
          </section>
        </>
      )}
      <OverlayHome />
    </main>
  );
}
