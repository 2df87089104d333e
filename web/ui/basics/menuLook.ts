/** How every menu looks; Radix gives them their behaviour. */
export const menuLook =
  'z-60 min-w-52 max-w-[calc(100vw-1rem)] max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto animate-appear rounded-2xl border border-line bg-raised p-1.5 shadow-lifted outline-none';

export const menuItemLook =
  'flex min-h-10 items-center gap-3 rounded-xl px-3 py-2 text-sm outline-none select-none data-[highlighted]:bg-accent-soft data-[disabled]:opacity-50 [&_svg]:size-[1.125rem] [&_svg]:shrink-0 [&_svg]:text-muted';

export const dangerItemLook = `${menuItemLook} text-danger [&_svg]:text-danger`;

export const menuLabelLook = 'px-3 pt-2 pb-1 text-xs font-medium text-muted';

export const menuLineLook = 'my-1.5 h-px bg-line';
