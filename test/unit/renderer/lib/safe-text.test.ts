import { describe, expect, it } from 'vitest';
import { drawnText, isolated, limitMarks, maxDrawnLength, showControls } from '#renderer/lib/safe-text.ts';

describe('foreign text', () => {
  it('shows what hides or reorders text', () => {
    expect(showControls('a\u202Egnp.exe')).toBe('a‹U+202E›gnp.exe');
    expect(showControls('nul\u0000 bell\u0007 del\u007F')).toBe('nul‹U+0000› bell‹U+0007› del‹U+007F›');
    expect(showControls('zero\u200Bwidth\uFEFF')).toBe('zero‹U+200B›width‹U+FEFF›');
    expect(showControls(`tag${String.fromCodePoint(0xe0041)}`)).toBe('tag‹U+E0041›');
  });

  it('leaves line breaks, emoji and joined scripts alone', () => {
    for (const text of ['one\ntwo\tthree', '👨‍👩‍👧 ❤️', 'می‌خواهم', '退款什么时候到？'])
      expect(showControls(text)).toBe(text);
  });

  it('keeps at most four marks on a character', () => {
    expect(limitMarks(`Z${'\u0301'.repeat(10_000)}a`)).toBe(`Z${'\u0301'.repeat(4)}a`);
    expect(limitMarks('Việt Nam, ไทย, é')).toBe('Việt Nam, ไทย, é');
  });

  it('bounds a megabyte, and says how much is left out', () => {
    const drawn = drawnText('x'.repeat(1_000_000));
    expect(drawn.text).toHaveLength(maxDrawnLength);
    expect(drawn.cutLength).toBe(1_000_000 - maxDrawnLength);
  });

  it('does not let stacked marks use up the room of the text', () => {
    expect(drawnText(`Z${'\u0301'.repeat(200)}algo`, 80)).toEqual({ text: `Z${'\u0301'.repeat(4)}algo`, cutLength: 0 });
  });

  it('never cuts an emoji in half', () => {
    expect(drawnText('ab😀', 3).text).toBe('ab');
  });

  it('isolates only what runs from right to left', () => {
    expect(isolated('Tulip Store 郁金香')).toBe('Tulip Store 郁金香');
    expect(isolated('שלום')).toBe('\u2068שלום\u2069');
    expect(isolated('x'.repeat(400))).toBe(`${'x'.repeat(300)}…`);
  });
});
