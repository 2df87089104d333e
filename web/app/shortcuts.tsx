import '../i18n/palette-words';
import { ShortcutsDialog } from '../ui/palette/ShortcutsDialog';

/** The overview of keys, with its words. */
export const Shortcuts = ({ onClose }: { onClose: () => void }) => <ShortcutsDialog open onOpenChange={(open) => !open && onClose()} />;
