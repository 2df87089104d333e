import { describe, expect, test } from 'vitest';
import { layFields, layTable, layTime, toCell, widthOf } from './layout.js';

describe('a table', () => {
  test('has aligned columns and no blanks at the ends of lines', () => {
    const rows = [
      ['ana', 'Ana', 'active'],
      ['bianca', '', ''],
    ];
    expect(layTable(['USERNAME', 'NAME', 'STATUS'], rows)).toBe('USERNAME  NAME  STATUS\nana       Ana   active\nbianca');
  });

  test('counts what takes two columns, and what takes none', () => {
    expect(widthOf('雲の中')).toBe(6);
    expect(widthOf('a\u0301b')).toBe(2);
    expect(
      layTable(
        ['NAME', 'X'],
        [
          ['雲の中', '1'],
          ['Ana', '2'],
        ],
      ),
    ).toBe('NAME    X\n雲の中  1\nAna     2');
  });
});

describe('what people wrote', () => {
  test('cannot steer the terminal, nor break a line of the table', () => {
    expect(toCell('\u001b[31mred\u001b[0m\u0007 and\r\n more\u202e')).toBe('red and ⏎ more');
  });
});

test('fields stand beside their names, line by line', () => {
  expect(
    layFields(
      [
        ['Reason', 'spam'],
        ['Text', 'one\ntwo'],
      ],
      '  ',
    ),
  ).toBe('  Reason  spam\n  Text    one\n          two');
});

test('times are in UTC, to the minute', () => {
  expect(layTime(new Date('2026-11-27T04:05:59.000Z'))).toBe('2026-11-27 04:05');
  expect(layTime(null)).toBe('–');
});
