import { describe, expect, it } from 'vitest';
import { dingtalkAddress } from '#relay/alerts/sinks/dingtalk-address.ts';

describe('the address of a DingTalk robot', () => {
  it('carries time and signature, as another program computed them', () => {
    // Python: urllib.parse.quote_plus(base64.b64encode(hmac.new(key, f'{ms}\\n{secret}'.encode(), hashlib.sha256).digest()))
    expect(
      dingtalkAddress('https://oapi.dingtalk.com/robot/send?access_token=abc', 'SEC7f3a+/=1b0c微', 1_577_262_236_757),
    ).toBe(
      'https://oapi.dingtalk.com/robot/send?access_token=abc&timestamp=1577262236757&sign=GoT%2BgnEPN9S4rVqcSJQQYG0CC7p0ygnD6rP%2FVTdAJko%3D',
    );
  });
});
