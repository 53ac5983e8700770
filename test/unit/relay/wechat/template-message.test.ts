import { describe, expect, it } from 'vitest';
import { filledTemplate } from '#relay/connectors/wechat/template-message.ts';

const templates = [
  {
    name: 'order_shipped',
    templateId: 'TPL-1',
    fields: { first: 'Hello {{name}}', thing1: '{{ order no }} / {{name}}', const2: 'as promised' },
    url: 'https://shop.example/',
  },
  { name: 'plain', templateId: 'TPL-2', fields: {} },
];
const content = (name: string, variables: Record<string, string>) => ({
  kind: 'template' as const,
  name,
  text: 't',
  variables,
});

describe('a template', () => {
  it('is filled with the variables CXone sent', () => {
    expect(filledTemplate(content('order_shipped', { name: '李\u0000雷', 'order no': '$& 42' }), templates)).toEqual({
      ok: true,
      message: {
        templateId: 'TPL-1',
        url: 'https://shop.example/',
        fields: { first: 'Hello 李雷', thing1: '$& 42 / 李\u0000雷'.replace('\u0000', ''), const2: 'as promised' },
      },
    });
    expect(filledTemplate(content('plain', {}), templates)).toMatchObject({
      ok: true,
      message: { url: null, fields: {} },
    });
  });

  it.each([
    ['that is not configured', content('unknown', {}), 'unknown'],
    ['with a variable that is not there', content('order_shipped', { name: 'x' }), 'order_shipped {{order no}}'],
    ['with a variable only every object has', content('order_shipped', { 'order no': '1' }), 'order_shipped {{name}}'],
  ])('%s is refused by name', (_what, given, value) => {
    expect(filledTemplate(given, templates)).toEqual({ ok: false, code: 'WECHAT_TEMPLATE_MISSING', value });
  });
});
