import { readFileSync } from 'node:fs';
import { ChannelId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import { ErrorCode } from '#shared/errors/catalogue.ts';
import { spanOf } from '#shared/search/moments.ts';
import type { Drafted } from './search-harness.ts';

/** docs/search.md, ready to be executed. */
export interface WrittenMessage {
  readonly no: number;
  readonly draft: Drafted;
  readonly became: string;
  readonly code: ErrorCode | null;
  readonly platformCode: string | null;
  readonly caseId: string | null;
}

export interface WrittenSearch {
  readonly no: string;
  readonly search: string;
  /** Numbers of messages, newest first. */
  readonly finds: readonly number[];
  readonly problem: { readonly code: string; readonly at: number } | null;
}

export const zone = 'Europe/Amsterdam';
export const people: Readonly<Record<string, { readonly openId: string; readonly label: string }>> = {
  'De Vries': { openId: 'oUpXw5AnnaLq8sV2nRkT3wkQz7', label: 'Familie de Vries' },
  Wang: { openId: 'oUpXw5WangLq8sV2nRkT3wY9x2', label: '王芳 VIP' },
  Noor: { openId: 'oUpXw5NoorLq8sV2nRkT3wb4Tq', label: '' },
};

const page = readFileSync(new URL('../../../docs/search.md', import.meta.url), 'utf8');

/** Rows of the table whose first column has this heading. */
function rowsOf(heading: string): Record<string, string>[] {
  const rows: Record<string, string>[] = [];
  let headings: readonly string[] | null = null;
  for (const line of page.split('\n')) {
    if (!line.startsWith('|')) {
      headings = null;
      continue;
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (headings === null) headings = cells;
    else if (headings[0] === heading && !/^:?-+:?$/u.test(cells[0] ?? '')) {
      rows.push(Object.fromEntries(headings.map((name, index) => [name, cells[index] ?? ''])));
    }
  }
  return rows;
}

/** Characters that cannot be seen on the page stand there by their number. */
function spelledOut(text: string): string {
  return text
    .replace(/\{U\+([0-9A-F]+)\}/gu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('␣', ' ');
}

function contentOf(type: string, text: string): MessageContent {
  switch (type) {
    case 'text':
      return { kind: 'text', text };
    case 'voice':
      return { kind: 'voice', recognition: text };
    case 'location':
      return { kind: 'location', latitude: '31', longitude: '121', label: text };
    case 'link':
      return { kind: 'link', title: text, description: '', url: '' };
    case 'image':
      return { kind: 'image', mediaId: 'm' };
    case 'rich': {
      const [words = '', name = ''] = text.split('; bestand: ');
      return { kind: 'rich', type: 'TEXT', text: words, attachments: [{ name, mimeType: 'application/pdf' }] };
    }
    default:
      throw new Error(`the page names an unknown type: ${type}`);
  }
}

export function writtenMessages(): WrittenMessage[] {
  return rowsOf('message').map((row) => {
    const no = Number(row['message']);
    const way = row['way'] === 'out' ? 'outbound' : 'inbound';
    const person = people[row['from or to'] ?? ''];
    const received = spanOf(row['received, Amsterdam'] ?? '', zone, 0);
    if (person === undefined || received === null) throw new Error(`message ${no} of the page cannot be read`);
    const [became = '', ...details] = (row['became'] ?? '').split(', ');
    const caseId = details.find((detail) => detail.startsWith('case '))?.slice('case '.length) ?? null;
    const [code, platformCode] = details.filter((detail) => !detail.startsWith('case '));
    return {
      no,
      draft: {
        content: contentOf(row['type'] ?? '', spelledOut(row['text'] ?? '')),
        channelId: ChannelId.parse(row['channel']),
        direction: way,
        openId: person.openId,
        externalId: `7${String(no).padStart(15, '0')}`,
        receivedAt: received.from,
        id: `${way === 'inbound' ? 'wxin' : 'wxout'}-${String(no).padStart(26, '0')}`,
      },
      became,
      code: code === undefined ? null : ErrorCode.parse(code),
      platformCode: platformCode ?? null,
      caseId,
    };
  });
}

export function writtenSearches(): WrittenSearch[] {
  return rowsOf('no').map((row) => {
    const search = /`(.*)`/u.exec(row['search'] ?? '')?.[1];
    const finds = row['finds'] ?? '';
    const problem = /^problem ([A-Z_]+) at (\d+)$/u.exec(finds);
    const numbers = finds.split(', ').map(Number);
    const isKnown = problem !== null || finds === 'nothing' || numbers.every(Number.isInteger);
    if (search === undefined || !isKnown) throw new Error(`search ${row['no'] ?? ''} of the page cannot be read`);
    return {
      no: row['no'] ?? '',
      search: spelledOut(search),
      finds: problem !== null || finds === 'nothing' ? [] : numbers,
      problem: problem === null ? null : { code: problem[1] ?? '', at: Number(problem[2]) },
    };
  });
}
