import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { Problem } from './problem.mjs';

/**
 * @typedef {object} ZipEntry
 * @property {string} name with forward slashes; ends with one for a folder
 * @property {number} method 0 stored, 8 deflated
 * @property {number} crc
 * @property {number} packedBytes
 * @property {number} bytes
 * @property {number} mode Unix mode, 0 when the archive holds none
 * @property {number} offset of the local header
 */

const endSignature = 0x06054b50;
const localSignature = 0x04034b50;
const entrySignature = 0x02014b50;
const localHeaderBytes = 30;
const maxEndBytes = 22 + 0xffff;

/**
 * Reads a zip archive's table of contents (archives below 4 GB).
 *
 * @param {string} path
 * @returns {Promise<ZipEntry[]>}
 */
export async function readZipEntries(path) {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, maxEndBytes));
    await file.read(tail, 0, tail.length, size - tail.length);
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end--;
    if (end < 0) throw new Problem(`${path} is not a zip archive, or is cut short`);
    const table = Buffer.alloc(tail.readUInt32LE(end + 12));
    const { bytesRead } = await file.read(table, 0, table.length, tail.readUInt32LE(end + 16));
    if (bytesRead !== table.length) throw new Problem(`${path}: its table of contents is cut short`);
    return parseEntries(table);
  } finally {
    await file.close();
  }
}

/**
 * @param {Buffer} table
 * @returns {ZipEntry[]}
 */
function parseEntries(table) {
  const entries = [];
  for (let at = 0; at + 46 <= table.length && table.readUInt32LE(at) === entrySignature;) {
    const nameBytes = table.readUInt16LE(at + 28);
    entries.push({
      name: table.toString('utf8', at + 46, at + 46 + nameBytes),
      method: table.readUInt16LE(at + 10),
      crc: table.readUInt32LE(at + 16),
      packedBytes: table.readUInt32LE(at + 20),
      bytes: table.readUInt32LE(at + 24),
      mode: table.readUInt32LE(at + 38) >>> 16,
      offset: table.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Unpacks chosen files of a zip archive.
 *
 * @param {string} path
 * @param {string} targetFolder
 * @param {(name: string) => string | undefined} placeOf where a member goes, relative to the folder; undefined leaves it out
 * @param {(doneBytes: number, allBytes: number) => void} [onProgress]
 */
export async function unzip(path, targetFolder, placeOf, onProgress) {
  const chosen = (await readZipEntries(path)).flatMap((entry) => {
    const place = entry.name.endsWith('/') ? undefined : placeOf(entry.name);
    return place === undefined ? [] : [{ entry, place }];
  });
  const allBytes = chosen.reduce((sum, { entry }) => sum + entry.bytes, 0);
  let doneBytes = 0;
  const file = await open(path);
  try {
    for (const { entry, place } of chosen) {
      if (place.split('/').includes('..') || place.startsWith('/'))
        throw new Problem(`${entry.name} leaves the folder`);
      const target = join(targetFolder, place);
      await mkdir(dirname(target), { recursive: true });
      const header = Buffer.alloc(localHeaderBytes);
      await file.read(header, 0, header.length, entry.offset);
      if (header.readUInt32LE(0) !== localSignature) throw new Problem(`${entry.name} is damaged in ${path}`);
      // The local header repeats the name and extra fields with lengths of its own.
      const start = entry.offset + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
      await writeMember(path, entry, start, target, (bytes) => onProgress?.((doneBytes += bytes), allBytes));
    }
  } finally {
    await file.close();
  }
}

/**
 * @param {string} path
 * @param {ZipEntry} entry
 * @param {number} start
 * @param {string} target
 * @param {(bytes: number) => void} onBytes
 */
async function writeMember(path, entry, start, target, onBytes) {
  let crc = 0;
  let bytes = 0;
  const check = new Transform({
    transform(/** @type {Buffer} */ chunk, _encoding, pass) {
      crc = crc32(chunk, crc);
      bytes += chunk.length;
      onBytes(chunk.length);
      pass(null, chunk);
    },
  });
  const out = createWriteStream(target, { mode: entry.mode === 0 ? 0o644 : entry.mode & 0o777 });
  if (entry.packedBytes > 0) {
    const packed = createReadStream(path, { start, end: start + entry.packedBytes - 1, highWaterMark: 1 << 20 });
    if (entry.method === 8) await pipeline(packed, createInflateRaw({ chunkSize: 1 << 20 }), check, out);
    else if (entry.method === 0) await pipeline(packed, check, out);
    else throw new Problem(`${entry.name} is packed in a way we cannot read (method ${entry.method})`);
  } else {
    await pipeline([Buffer.alloc(0)], check, out);
  }
  if (bytes !== entry.bytes || crc !== entry.crc) throw new Problem(`${entry.name} is damaged in ${path}`);
}
