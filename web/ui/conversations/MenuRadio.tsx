import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { menuItemLook } from '../basics/menuLook';

type Props = { value: string; onChoose: () => void; icon?: ReactNode; children: ReactNode };

/** One of several choices; the menu stays open, so that a theme can be compared with the next. */
export function MenuRadio({ value, onChoose, icon, children }: Props) {
  return (
    <DropdownMenu.RadioItem
      value={value}
      className={menuItemLook}
      onSelect={(event) => {
        event.preventDefault();
        onChoose();
      }}
    >
      {icon}
      <span className="flex-1">{children}</span>
      <DropdownMenu.ItemIndicator>
        <Check aria-hidden className="text-accent!" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.RadioItem>
  );
}
