import { expect, it } from 'vitest';
import type { MessageContent } from '#shared/domain/message.ts';
import { previewOf } from '#relay/storage/sqlite/preview.ts';

it.each<[MessageContent, string]>([
  [{ kind: 'text', text: 'hello\n  there' }, 'hello there'],
  [{ kind: 'text', text: 'call +31 6 1234 5678 or jan@example.org' }, 'call •••• or ••••'],
  [{ kind: 'rich', type: 'LIST_PICKER', text: 'choose', attachments: [] }, 'choose'],
  [{ kind: 'voice', recognition: '你好' }, '你好'],
  [{ kind: 'voice' }, ''],
  [{ kind: 'image', mediaId: 'm' }, ''],
  [{ kind: 'location', latitude: '1', longitude: '2', label: 'Zhujiang' }, 'Zhujiang'],
  [{ kind: 'link', title: 'title', description: 'd', url: 'https://example.org' }, 'title'],
  [{ kind: 'event', event: 'subscribe', fields: {} }, 'subscribe'],
])('%j shows as %j', (content, expected) => {
  expect(previewOf(content)).toBe(expected);
});

it('a very long text costs no more than its beginning', () => {
  const startedAt = performance.now();
  previewOf({ kind: 'text', text: 'a'.repeat(1_000_000) });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
