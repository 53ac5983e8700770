import type { ExpiryLine } from '#shared/domain/certificate-desk.ts';

/** What its end costs most comes first: the words of a certificate used twice are about that. */
const gravest: readonly ExpiryLine['what'][] = ['shown', 'client', 'authority', 'next'];

/** What people are told of before it ends: each certificate once, with everything it serves. Earlier ones may end in peace. */
export function watchedLines(lines: readonly ExpiryLine[]): readonly ExpiryLine[] {
  const found = new Map<string, ExpiryLine>();
  for (const line of lines) {
    if (!gravest.includes(line.what)) continue;
    const before = found.get(line.sha256);
    found.set(line.sha256, before === undefined ? line : together(before, line));
  }
  return [...found.values()];
}

function together(one: ExpiryLine, other: ExpiryLine): ExpiryLine {
  const graver = gravest.indexOf(other.what) < gravest.indexOf(one.what) ? other : one;
  return {
    ...graver,
    serves: {
      legs: [...new Set([...one.serves.legs, ...other.serves.legs])],
      channelIds: [...new Set([...one.serves.channelIds, ...other.serves.channelIds])],
    },
  };
}
