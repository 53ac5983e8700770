/** Makes tiny archives for the tests, in the shapes registries and release hosts serve. */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/**
 * @param {Record<string, string | Buffer>} files by name
 * @param {{ stored?: boolean, mode?: number }} [options]
 * @returns {Buffer} a zip archive
 */
export function zipOf(files, { stored = false, mode = 0o755 } = {}) {
  const locals = [];
  const table = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const plain = Buffer.from(content);
    const packed = stored ? plain : deflateRawSync(plain);
    const nameBytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(stored ? 0 : 8, 8);
    local.writeUInt16LE(nameBytes.length, 26);
    // An extra field only here: its length differs from the one in the table, as real archives have it.
    local.writeUInt16LE(4, 28);
    locals.push(local, nameBytes, Buffer.alloc(4), packed);

    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(stored ? 0 : 8, 10);
    entry.writeUInt32LE(crc32(plain), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(plain.length, 24);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    table.push(entry, nameBytes);
    offset += local.length + nameBytes.length + 4 + packed.length;
  }
  const directory = Buffer.concat(table);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/**
 * @param {Record<string, string | Buffer>} files by name
 * @returns {Buffer} a gzipped tar archive
 */
export function tarballOf(files) {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const body = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(body.length.toString(8).padStart(11, '0'), 124);
    header.write('ustar', 257);
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}
