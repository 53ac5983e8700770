import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

export interface Page {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** An administrator's browser as far as these pages see it: cookies, forms, and no following of redirects by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** The last Set-Cookie as it came. */
  lastCookie = '';
  language = 'en-GB,en;q=0.9';

  async open(url: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.send('GET', url, null, headers);
  }

  /** Sends the form of `page` whose `act` is named, with the chosen channels, from the page at `url`. */
  async submit(
    url: string,
    page: Page,
    act: string,
    channels: readonly string[] = [],
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const form = page.text.split('<form').find((part) => part.includes(`name="act" value="${act}"`)) ?? '';
    if (form === '') throw new Error(`no form ${act} on the page:\n${page.text}`);
    const csrf = /name="csrf" value="([^"]+)"/u.exec(form)?.[1] ?? '';
    const hidden = [...form.matchAll(/type="hidden" name="channel" value="([^"]+)"/gu)].map((found) => found[1] ?? '');
    const fields = new URLSearchParams({ csrf, act });
    for (const channel of [...hidden, ...channels]) fields.append('channel', channel);
    // As browsers do it under our Referrer-Policy: the origin is hidden, and the fetch site told.
    const sender = { origin: 'null', 'sec-fetch-site': 'same-origin' };
    return this.post(url, fields.toString(), { ...sender, ...headers });
  }

  async post(url: string, body: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.send('POST', url, body, { 'content-type': 'application/x-www-form-urlencoded', ...headers });
  }

  async send(method: string, url: string, body: string | null, headers: Record<string, string>): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const page = await new Promise<Page>((resolve, reject) => {
      const call = request(
        url,
        {
          method,
          headers: {
            'accept-language': this.language,
            ...(cookie !== '' && { cookie }),
            ...(body !== null && { 'content-length': String(Buffer.byteLength(body)) }),
            ...headers,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
          });
        },
      );
      call.on('error', reject);
      call.end(body ?? undefined);
    });
    for (const set of page.headers['set-cookie'] ?? []) this.#keep(set);
    return page;
  }

  #keep(set: string): void {
    this.lastCookie = set;
    const [pair = '', ...attributes] = set.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split('=', 2);
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
