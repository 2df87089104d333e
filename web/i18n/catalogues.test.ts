import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import mainEn from './en.json';
import mainEs from './es.json';
import { chooseLanguage, i18n, startI18n } from './i18n';
import paletteEn from './palette.en.json';
import paletteEs from './palette.es.json';
import palettePtBR from './palette.pt-BR.json';
import mainPtBR from './pt-BR.json';
import settingsEn from './settings.en.json';
import settingsEs from './settings.es.json';
import settingsPtBR from './settings.pt-BR.json';

/** With the words that travel with a part of the app. */
const en = { ...mainEn, ...settingsEn, ...paletteEn };
const es = { ...mainEs, ...settingsEs, ...paletteEs };
const ptBR = { ...mainPtBR, ...settingsPtBR, ...palettePtBR };

const pluralSuffix = /_(zero|one|two|few|many|other)$/u;

function keysOf(node: unknown, path = ''): string[] {
  if (typeof node === 'string') return [path];
  return Object.entries(node as Record<string, unknown>).flatMap(([name, child]) => keysOf(child, path ? `${path}.${name}` : name));
}

const baseKeys = (catalogue: unknown) => [...new Set(keysOf(catalogue).map((key) => key.replace(pluralSuffix, '')))].sort();

describe('the catalogues', () => {
  test('have the same keys', () => {
    expect(baseKeys(ptBR)).toEqual(baseKeys(en));
    expect(baseKeys(es)).toEqual(baseKeys(en));
  });

  test.each([
    ['en', en],
    ['pt-BR', ptBR],
    ['es', es],
  ])('have every plural form of %s', (language, catalogue) => {
    const categories = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
    const forms = new Map<string, string[]>();
    for (const key of keysOf(catalogue)) {
      const match = pluralSuffix.exec(key);
      if (match) forms.set(key.replace(pluralSuffix, ''), [...(forms.get(key.replace(pluralSuffix, '')) ?? []), match[1] ?? '']);
    }
    expect(forms.size).toBeGreaterThan(0);
    for (const [key, found] of forms) expect(found.sort(), key).toEqual(categories);
  });

  test('use the same placeholders', () => {
    const placeholders = (catalogue: unknown) => {
      const found = new Map<string, Set<string>>();
      const visit = (node: unknown, path: string): void => {
        if (typeof node === 'string') {
          const key = path.replace(pluralSuffix, '');
          found.set(key, new Set([...(found.get(key) ?? []), ...(node.match(/\{\{\w+\}\}/gu) ?? [])]));
          return;
        }
        for (const [name, child] of Object.entries(node as Record<string, unknown>)) visit(child, path ? `${path}.${name}` : name);
      };
      visit(catalogue, '');
      return [...found].map(([key, names]) => `${key} ${[...names].sort().join(' ')}`).sort();
    };
    expect(placeholders(ptBR)).toEqual(placeholders(en));
    expect(placeholders(es)).toEqual(placeholders(en));
  });

  test('hold every key that the code asks for', () => {
    const folder = join(import.meta.dirname, '..');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.tsx?$/u.test(name) && !/test|generated/u.test(name),
    );
    const asked = files.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/gu)].map((match) => match[1] ?? ''),
    );
    expect(asked.length).toBeGreaterThan(50);
    const known = new Set(baseKeys(en));
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });
});

describe('the words', () => {
  beforeAll(() => startI18n('pt-BR'));

  test('follow the plural rules of Portuguese, millions included', () => {
    expect(i18n.t('info.memberCount', { count: 1 })).toBe('1 membro');
    expect(i18n.t('info.memberCount', { count: 2 })).toBe('2 membros');
    expect(i18n.t('info.memberCount', { count: 1_000_000 })).toBe('1000000 de membros');
  });

  test('do not escape what React escapes already', () => {
    expect(i18n.t('typing.one', { name: 'Ana & Bia' })).toBe('Ana & Bia está digitando…');
  });
});

test('the language is the stored one, else the first of the browser that we speak, else English', () => {
  expect(chooseLanguage('en', ['pt-BR'])).toBe('en');
  expect(chooseLanguage('xx', ['de-DE', 'pt-PT', 'en'])).toBe('pt-BR');
  expect(chooseLanguage(null, ['en-GB', 'pt'])).toBe('en');
  expect(chooseLanguage(null, ['de', 'es-MX', 'pt'])).toBe('es');
  expect(chooseLanguage(null, ['de'])).toBe('en');
});
