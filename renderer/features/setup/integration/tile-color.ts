/** The colour as it is drawn, or null while what is typed is none. */
export function writtenColor(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  return /^#[0-9a-f]{6}$/u.test(text) ? text : null;
}

const channelOf = (color: string, at: number): number => {
  const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
  return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};

/** Black or white, whichever can be read on a colour (WCAG: relative luminance). */
export function onColor(color: string): '#000000' | '#ffffff' {
  const luminance = 0.2126 * channelOf(color, 1) + 0.7152 * channelOf(color, 3) + 0.0722 * channelOf(color, 5);
  return luminance > 0.179 ? '#000000' : '#ffffff';
}
