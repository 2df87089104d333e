import { beforeAll, describe, expect, test } from 'vitest';
import { i18n, startI18n } from '../../i18n/i18n';
import type { NamedFile } from '../view';
import { barsOf, loudnessOf } from './bars';
import { clock, fileSize, fileWords } from './fileWords';

const file = (kind: NamedFile['kind'], more: Partial<NamedFile> = {}): NamedFile => ({
  kind,
  fileName: 'name.bin',
  durationMs: null,
  waveform: null,
  ...more,
});

describe('files in words', () => {
  beforeAll(() => startI18n('en'));
  const words = (...files: NamedFile[]) => fileWords(files, i18n.t);

  test('say what one is, and how many there are', () => {
    expect(words()).toBe('');
    expect(words(file('IMAGE'))).toBe('📷 Photo');
    expect(words(file('FILE'))).toBe('📄 name.bin');
    expect(words(file('AUDIO', { durationMs: 61_400, waveform: [3] }))).toBe('🎤 Voice message, 1:01');
    expect(words(file('AUDIO', { durationMs: 5 }))).toBe('🎵 name.bin');
    expect(words(file('IMAGE'), file('IMAGE'))).toBe('📷 2 photos');
    expect(words(file('IMAGE'), file('FILE'), file('VIDEO'))).toBe('📎 3 files');
  });

  test('sizes and times are short', () => {
    expect([0, 77, 840_000, 999_499, 999_500, 2_440_000, 26_214_400].map((bytes) => fileSize(bytes, 'en'))).toEqual([
      '0.1 kB',
      '0.1 kB',
      '840 kB',
      '999 kB',
      '1 MB',
      '2.4 MB',
      '26 MB',
    ]);
    expect(fileSize(2_440_000, 'pt-BR')).toBe('2,4 MB');
    expect([-1, 400, 59_600, 750_000].map(clock)).toEqual(['0:00', '0:00', '1:00', '12:30']);
  });
});

describe('a waveform', () => {
  test('has at most 64 bars, from 0 to 100, the loudest at 100', () => {
    const levels = Array.from({ length: 1_000 }, (_, index) => (index === 500 ? 0.4 : 0.1));
    const bars = barsOf(levels);
    expect(bars).toHaveLength(64);
    expect(Math.max(...bars)).toBe(100);
    expect(bars[0]).toBe(25);
  });

  test('of a short or silent recording is short and flat', () => {
    expect(barsOf([])).toEqual([]);
    expect(barsOf([0, 0, 0])).toEqual([0, 0, 0]);
    expect(barsOf([0.001, 0.0005])).toEqual([5, 3]);
  });

  test('measures the root mean square', () => {
    expect(loudnessOf(new Float32Array([0.5, -0.5]))).toBeCloseTo(0.5);
    expect(loudnessOf(new Float32Array())).toBe(0);
  });
});
