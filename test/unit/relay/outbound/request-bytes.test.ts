import { describe, expect, it } from 'vitest';
import { writeRequest } from '#relay/http/outbound/request-bytes.ts';

const url = new URL('https://api.example.com:8443/a/b?c=d');
const written = (parts: Partial<Parameters<typeof writeRequest>[0]>) =>
  writeRequest({ url, method: 'POST', headers: {}, body: null, ...parts });

describe('writing a request', () => {
  it('names host and length itself, whatever the caller says', () => {
    const headers = {
      host: 'evil',
      'transfer-encoding': 'chunked',
      connection: 'close',
      'content-length': '1',
      'x-a': '1',
    };

    expect(written({ headers, body: '你' }).head).toBe(
      'POST /a/b?c=d HTTP/1.1\r\nhost: api.example.com:8443\r\nconnection: keep-alive\r\nx-a: 1\r\ncontent-length: 3\r\n\r\n',
    );
  });

  it('announces an empty body where one is expected, and none otherwise', () => {
    expect(written({}).head).toContain('content-length: 0\r\n');
    expect(written({ method: 'GET' }).head).not.toContain('content-length');
  });

  it.each(['a b', 'a:b', 'a\r\nb', '', 'ä'])('refuses the header name %j', (name) => {
    expect(() => written({ headers: { [name]: '1' } })).toThrow(TypeError);
  });

  it.each(['GET /evil HTTP/1.1\r\n', 'A B', ''])('refuses the method %j', (method) => {
    expect(() => written({ method })).toThrow(TypeError);
  });
});
