import { describe, expect, it } from 'vitest';
import { SetupBook } from '#shared/domain/setup/book.ts';
import { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { RoleForm, UserForm } from '#shared/domain/setup/permissions.ts';
import { QueueForm } from '#shared/domain/setup/routing.ts';
import { SkillForm } from '#shared/domain/setup/skill-form.ts';
import { setupId } from '#shared/domain/setup/typed.ts';
import {
  emptyBook,
  emptyChannel,
  emptyIntegration,
  emptyQueue,
  emptyRole,
  emptySkill,
  emptyUser,
  idFromName,
} from '#shared/setup/new-entry.ts';

describe('an id from a name', () => {
  it.each([
    ['Tulip shop', [], 'tulip-shop'],
    ['  Tulip  SHOP!  ', [], 'tulip-shop'],
    ['Café Crème', [], 'cafe-creme'],
    ['ＷｅＣｈａｔ', [], 'wechat'],
    ['2026', [], '2026'],
    ['微信客服', [], 'channel-1'],
    ['微信客服', ['channel-1', 'channel-2'], 'channel-3'],
    ['微信 shop', [], 'shop'],
    ['', [], 'channel-1'],
    ['---', [], 'channel-1'],
    ['../../etc/passwd', [], 'etc-passwd'],
    ['<script>', [], 'script'],
    ['Tulip', ['tulip'], 'tulip-2'],
    ['Tulip', ['tulip', 'tulip-2'], 'tulip-3'],
    ['a'.repeat(60), [], 'a'.repeat(40)],
    ['a'.repeat(60), ['a'.repeat(40)], `${'a'.repeat(38)}-2`],
    [`${'a'.repeat(39)} b`, [], 'a'.repeat(39)],
    ['🚢'.repeat(50), [], 'channel-1'],
  ])('%j beside %j: %s', (name, taken, id) => {
    expect(idFromName(name, taken)).toBe(id);
    expect(setupId.safeParse(id).success).toBe(true);
  });

  it('is named after what it is for', () => {
    expect(idFromName('客服', [], 'role')).toBe('role-1');
  });

  it('is always a new one', () => {
    const taken: string[] = [];
    for (let no = 0; no < 120; no += 1) taken.push(idFromName('A'.repeat(60), taken));
    expect(new Set(taken).size).toBe(120);
    expect(taken.every((id) => setupId.safeParse(id).success)).toBe(true);
  });
});

it('makes empty forms that may be saved', () => {
  SetupBook.parse(emptyBook());
  expect(IntegrationForm.parse(emptyIntegration('a', 'http://127.0.0.1:1')).cxone.issuer).toBe('http://127.0.0.1:1');
  expect(IntegrationForm.parse(emptyIntegration('a')).cxone.apiBase).toBe('');
  const channel = emptyChannel('a', { integration: 'b', cxoneChannelId: 'c', wechatApiBase: 'http://127.0.0.1:2' });
  expect(ChannelForm.parse(channel)).toMatchObject({
    integration: 'b',
    cxone: { channelId: 'c', made: 'not_yet' },
    wechat: { apiBase: 'http://127.0.0.1:2' },
  });
  RoleForm.parse(emptyRole('a'));
  UserForm.parse(emptyUser('a'));
  QueueForm.parse(emptyQueue('a'));
  expect(SkillForm.parse(emptySkill('a', 'tulip')).channel).toBe('tulip');
});
