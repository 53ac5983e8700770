import { describe, expect, it } from 'vitest';
import { errorCodes } from '#shared/errors/catalogue.ts';
import {
  classify,
  errorTable,
  refusedAddress,
  type ErrorCategory,
} from '#relay/connectors/wechat/wechat-error-table.ts';

/** Every code of the platform's lists that this product may meet, by what it asks for. */
const published: Readonly<Record<Exclude<ErrorCategory, 'unknown'>, readonly number[]>> = {
  transient: [-1, 9001002],
  token: [40001, 40014, 42001],
  rate: [45009, 45011, 45028],
  window: [45015, 45047],
  config: [
    40013, 40125, 40164, 40200, 40201, 40243, 48001, 48004, 48006, 50002, 50004, 50007, 61004, 61007, 65400, 89501,
    89502, 89503, 89504, 89505, 89506, 89507,
  ],
  permanent: [
    40002, 40003, 40004, 40005, 40006, 40007, 40008, 40009, 40033, 40035, 40036, 40037, 40097, 40202, 40203, 41001,
    41002, 41004, 41005, 41006, 43002, 43003, 43004, 43019, 44002, 44004, 45001, 45002, 45003, 45004, 45005, 45006,
    45007, 45008, 45065, 45157, 45158, 45162, 46004, 47001, 47003, 48002, 48008, 50001, 50005, 70000,
  ],
  ignore: [45072, 45080, 45081],
  diagnostic: [76001, 76002, 76003, 76004, 76021, 76022],
};

describe('error table', () => {
  it('classifies every published code, and no other', () => {
    for (const [category, errcodes] of Object.entries(published)) {
      for (const errcode of errcodes) {
        expect([errcode, classify(errcode, 'api').category]).toEqual([errcode, category]);
      }
    }
    expect(errorTable.size).toBe(Object.values(published).flat().length);
  });

  it('gives every code a sentence for the operator', () => {
    for (const { code } of errorTable.values()) expect(errorCodes).toContain(code);
  });

  it('takes a refused token at the token call for a wrong AppSecret', () => {
    expect(classify(40001, 'token')).toMatchObject({ category: 'config', code: 'WECHAT_SECRET_INVALID' });
    expect(classify(40001, 'api')).toMatchObject({ category: 'token', code: 'WECHAT_TOKEN_REFUSED' });
  });

  it('knows the codes that name a waiting time', () => {
    expect(classify(45011, 'api').retryAfterMs).toBe(60_000);
    expect(classify(89507, 'token').retryAfterMs).toBe(3_600_000);
    expect(classify(89506, 'token').retryAfterMs).toBe(86_400_000);
  });

  it.each([1, 99999, 40000, -2])('says that it does not know %i', (errcode) => {
    expect(classify(errcode, 'api')).toMatchObject({ category: 'unknown', code: 'WECHAT_UNKNOWN_CODE' });
  });
});

describe('the refused address', () => {
  it.each([
    ['invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 658cff8e-7783352d-44cb33e5', '203.0.113.9'],
    ['invalid ip 2001:db8::1, not in whitelist', '2001:db8::1'],
    ['invalid ip ::ffff:203.0.113.9, not in whitelist', '203.0.113.9'],
    ['invalid ip 999.1.1.1, not in whitelist', null],
    ['invalid ip <script>, not in whitelist', null],
    ['ok', null],
  ])('in %j is %s', (errmsg, address) => {
    expect(refusedAddress(errmsg)).toBe(address);
  });
});
