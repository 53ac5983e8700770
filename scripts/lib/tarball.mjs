import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Problem } from './problem.mjs';

const blockBytes = 512;

/**
 * Writes one file of a gzipped tar archive (as registries serve packages) to `target`, streaming.
 *
 * @param {string} tarball
 * @param {string} wanted the member's name, such as `package/archive.zip`
 * @param {string} target
 */
export async function extractMember(tarball, wanted, target) {
  const unzipped = createReadStream(tarball).pipe(createGunzip());
  /** @type {Buffer} */
  let pending = Buffer.alloc(0);
  /** Bytes of the current member still to come, and its padding to a whole block. */
  let bodyLeft = 0;
  let paddingLeft = 0;
  /** @type {import('node:fs').WriteStream | undefined} */
  let out;
  for await (const piece of unzipped) {
    pending = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
    for (;;) {
      if (bodyLeft > 0) {
        const part = pending.subarray(0, bodyLeft);
        if (part.length === 0) break;
        if (out !== undefined && !out.write(part)) await once(out, 'drain');
        bodyLeft -= part.length;
        pending = pending.subarray(part.length);
        if (bodyLeft > 0) break;
        if (out !== undefined) {
          out.end();
          await finished(out);
          unzipped.destroy();
          return;
        }
      }
      if (pending.length < paddingLeft + blockBytes) break;
      const header = pending.subarray(paddingLeft, paddingLeft + blockBytes);
      pending = pending.subarray(paddingLeft + blockBytes);
      bodyLeft = parseInt(text(header, 124, 12), 8) || 0;
      paddingLeft = (blockBytes - (bodyLeft % blockBytes)) % blockBytes;
      const name = [text(header, 345, 155), text(header, 0, 100)].filter((part) => part !== '').join('/');
      if (name === wanted) out = createWriteStream(target);
    }
  }
  throw new Problem(
    out === undefined ? `${wanted} is not in ${tarball}` : `${tarball} ends in the middle of ${wanted}`,
  );
}

/**
 * @param {Buffer} header
 * @param {number} start
 * @param {number} length
 */
function text(header, start, length) {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end).trim();
}
