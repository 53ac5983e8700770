/** Separators people use between names, in any of the three languages, and line ends of a pasted column. */
const separators = /[,;，；、\n\r\t]+/u;
/** As the book keeps them. */
const longestName = 60;
const mostNames = 100;

/** Names of skills from a line of text, each once. */
export function skillNames(text: string): string[] {
  const names = text
    .split(separators)
    .map((one) => one.trim().slice(0, longestName))
    .filter((one) => one !== '');
  return [...new Set(names)].slice(0, mostNames);
}
