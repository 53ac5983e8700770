export type PageLanguage = 'en' | 'nl' | 'zh';

const longestHeader = 500;

/** The first of our languages in the browser's order of preference (RFC 9110, Accept-Language); English without one. */
export function pageLanguage(acceptLanguage: string | undefined): PageLanguage {
  const wanted = (acceptLanguage ?? '')
    .slice(0, longestHeader)
    .split(',')
    .map((part, place) => ({ ...preferenceIn(part), place }))
    .filter(({ quality }) => quality > 0)
    .sort((first, second) => second.quality - first.quality || first.place - second.place);
  for (const { primary } of wanted) {
    if (primary === 'en' || primary === 'nl' || primary === 'zh') return primary;
  }
  return 'en';
}

function preferenceIn(part: string): { readonly primary: string; readonly quality: number } {
  const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = given === undefined ? 1 : Number(given);
  return { primary: range.split('-', 1)[0] ?? '', quality: Number.isFinite(quality) ? quality : 0 };
}
