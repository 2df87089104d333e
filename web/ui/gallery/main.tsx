import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { changeLanguage, chooseLanguage, startI18n } from '../../i18n/i18n';
import '../../styles.css';
import { applyTheme } from '../theme';
import { UiProvider } from '../UiProvider';
import type { Language, Theme } from '../view';
import type { SceneProps } from './sceneProps';
import { scenes } from './scenes';

const search = new URLSearchParams(location.search);
const wantedTheme: Theme = search.get('theme') === 'dark' ? 'dark' : search.get('theme') === 'light' ? 'light' : 'system';
const wantedLanguage: Language = chooseLanguage(search.get('language'), []);

function Gallery() {
  const [theme, setTheme] = useState<Theme>(wantedTheme);
  const [language, setLanguage] = useState<Language>(wantedLanguage);
  const choice: SceneProps = {
    theme,
    onTheme: (next) => {
      applyTheme(next);
      setTheme(next);
    },
    language,
    onLanguage: (next) => {
      void changeLanguage(next);
      setLanguage(next);
    },
  };
  const scene = scenes[search.get('scene') ?? ''];
  if (scene) return scene(choice);
  return (
    <ul className="p-8 underline">
      {Object.keys(scenes).map((name) => (
        <li key={name}>
          <a href={`?scene=${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

applyTheme(wantedTheme);
await startI18n(wantedLanguage);
const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <Gallery />
    </UiProvider>
  </StrictMode>,
);
