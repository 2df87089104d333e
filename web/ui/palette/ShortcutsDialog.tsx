import { useTranslation } from 'react-i18next';
import { commandKey } from '../basics/commandKey';
import { Keys } from '../basics/Keys';
import { Modal } from '../basics/Modal';
import type { DialogChoice } from '../props';

type Shortcut = { word: string; keys: readonly string[] };
type Named = { enter: string; escape: string; shift: string; home: string; end: string };

/** All there are. Whoever adds a key adds it here. */
const groupsOf = ({ enter, escape, shift, home, end }: Named): { word: string; shortcuts: Shortcut[] }[] => [
  {
    word: 'everywhere',
    shortcuts: [
      { word: 'palette', keys: [commandKey(), 'K'] },
      { word: 'help', keys: ['?'] },
      { word: 'close', keys: [escape] },
    ],
  },
  { word: 'results', shortcuts: [{ word: 'walkResults', keys: ['↓', '↑'] }] },
  {
    word: 'writing',
    shortcuts: [
      { word: 'send', keys: [enter] },
      { word: 'newLine', keys: [shift, enter] },
      { word: 'editLast', keys: ['↑'] },
      { word: 'cancel', keys: [escape] },
    ],
  },
  {
    word: 'messages',
    shortcuts: [
      { word: 'walkMessages', keys: ['↑', '↓'] },
      { word: 'jumpMessages', keys: [home, end] },
      { word: 'actions', keys: [enter] },
    ],
  },
  {
    word: 'pictures',
    shortcuts: [
      { word: 'walkPictures', keys: ['←', '→'] },
      { word: 'zoom', keys: ['+', '−', '0'] },
    ],
  },
  {
    word: 'voice',
    shortcuts: [
      { word: 'seek', keys: ['←', '→'] },
      { word: 'stop', keys: [escape] },
    ],
  },
];

/** Which keys do what. */
export function ShortcutsDialog({ open, onOpenChange }: DialogChoice) {
  const { t } = useTranslation();
  const named = {
    enter: t('shortcuts.key.enter'),
    escape: t('shortcuts.key.escape'),
    shift: t('shortcuts.key.shift'),
    home: t('shortcuts.key.home'),
    end: t('shortcuts.key.end'),
  };
  return (
    <Modal open={open} onOpenChange={onOpenChange} title={t('shortcuts.title')} description={t('shortcuts.lead')} readOnly>
      <div className="flex flex-col gap-5">
        {groupsOf(named).map(({ word, shortcuts }) => (
          <section key={word}>
            <h2 className="pb-1 text-xs font-semibold text-muted">{t(`shortcuts.${word}`)}</h2>
            <dl>
              {shortcuts.map((shortcut) => (
                <div
                  key={shortcut.word}
                  className="flex min-h-10 items-center justify-between gap-4 border-b border-line py-1.5 last:border-0"
                >
                  <dt>{t(`shortcuts.${shortcut.word}`)}</dt>
                  <dd className="shrink-0">
                    <Keys keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
