import { open } from 'node:fs/promises';
import { z } from 'zod';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { ConfigurationFile } from '#shared/domain/setup/config-file.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { strayField } from '../book/stray-field.ts';
import { carriedInto } from './carried.ts';

const longestFileBytes = 5 * 1024 * 1024;
const Newer = z.looseObject({ veerpont: z.literal('configuration'), version: z.number().int().gt(2) });

/**
 * Reads a configuration file of ours: at most 5 MB, UTF-8, perhaps with a byte order mark. Throws SETUP_FILE_NEWER, and
 * SETUP_FILE_UNREADABLE, whose value names the field that is wrong (never what stands in it), or the file.
 */
export async function readConfigurationFile(path: string): Promise<ConfigurationFile> {
  return parseConfiguration(await bytesOf(path), path);
}

export function parseConfiguration(bytes: Uint8Array, path: string): ConfigurationFile {
  let raw: unknown;
  try {
    // TextDecoder takes a byte order mark away by itself.
    raw = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw unreadable(path, 'not JSON in UTF-8');
  }
  const newer = Newer.safeParse(raw);
  if (newer.success) {
    throw new RelayError('SETUP_FILE_NEWER', 'the file is of a newer version', { value: String(newer.data.version) });
  }
  const parsed = ConfigurationFile.safeParse(raw);
  if (!parsed.success) throw unreadable(parsed.error.issues[0]?.path.map(String).join('.') || path, 'in another form');
  const unusable = carriedRefused(parsed.data);
  if (unusable !== null) throw unreadable(unusable, 'no relay would run a channel with it');
  const stray = strayField(raw, parsed.data) ?? doubleIn(parsed.data);
  if (stray !== null) throw unreadable(stray, 'a field that is not known, or an id that occurs twice');
  return parsed.data;
}

const channelSchema = RelayConfig.shape.channels.element;
const Carried = z.object({
  ...channelSchema.shape.wechat.pick({
    longestTextBytes: true,
    repliesPerMessage: true,
    repliesPerAction: true,
    templates: true,
  }).shape,
  unconfirmed: channelSchema.shape.unconfirmed,
});

/** Path of something a channel carries along that the relay refuses, or null: no field of the window could mend it. */
function carriedRefused({ book }: ConfigurationFile): string | null {
  for (const [index, { draft }] of book.channels.entries()) {
    if (draft.carried === undefined) continue;
    const { channel, wechat } = carriedInto(draft);
    const issue = Carried.safeParse({ ...channel, ...wechat }).error?.issues[0];
    if (issue !== undefined) return `book.channels.${String(index)}.draft.carried.${issue.path.map(String).join('.')}`;
  }
  return null;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const stat = await file.stat();
      if (!stat.isFile() || stat.size > longestFileBytes) throw new Error('too large, or no file');
      // What grows meanwhile is not followed.
      const buffer = Buffer.alloc(longestFileBytes);
      let length = 0;
      for (;;) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
        if (bytesRead === 0) return buffer.subarray(0, length);
        length += bytesRead;
      }
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(path, 'cannot be read', cause);
  }
}

/** Path of an entry whose id occurs twice in its list, or null. */
function doubleIn({ book, sla, relay, channelSettings }: ConfigurationFile): string | null {
  const ids: Readonly<Record<string, readonly string[]>> = {
    'book.integrations': book.integrations.map(({ draft }) => draft.id),
    'book.channels': book.channels.map(({ draft }) => draft.id),
    'book.roles': book.roles.map(({ id }) => id),
    'book.users': book.users.map(({ id }) => id),
    'book.queues': book.queues.map(({ id }) => id),
    'book.skills': book.skills.map(({ id }) => id),
    'sla.calendars': sla?.calendars.map(({ id }) => id) ?? [],
    'sla.channels': sla?.channels.map(({ channelId }) => channelId) ?? [],
    'relay.out.ways': relay?.out.ways.map(({ id }) => id) ?? [],
    channelSettings: channelSettings?.map(({ channelId }) => channelId) ?? [],
  };
  for (const [path, list] of Object.entries(ids)) {
    const at = list.findIndex((id, index) => list.indexOf(id) !== index);
    if (at >= 0) return `${path}.${at}.id`;
  }
  return null;
}

const unreadable = (value: string, why: string, cause?: unknown): RelayError =>
  new RelayError('SETUP_FILE_UNREADABLE', `the configuration file: ${why}`, { value: value.slice(0, 500), cause });
