/** What agents put on the card of a customer. Names that no test or corpus uses elsewhere. */
const names: readonly (readonly [firstName: string, surname: string])[] = [
  ['Wei', 'Zhang-de Boer'],
  ['Marieke', 'Hoogland'],
  ['Jun', 'Ouyang'],
  ['Pieter', 'Terpstra'],
  ['晓燕', '欧阳'],
];

/** Agents have named one customer in six. */
const namedOneIn = 6;

export interface CustomerCard {
  readonly firstName: string;
  readonly surname: string;
}

/** Always the same for the same end user; most have no name on it. */
export function seededCard(endUserId: string): CustomerCard {
  let sum = 0;
  for (const character of endUserId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  const [firstName, surname] = names[Math.floor(sum / namedOneIn) % names.length] ?? ['', ''];
  return sum % namedOneIn === 0 ? { firstName, surname } : { firstName: '', surname: '' };
}

/** From one line: the last word is the surname. */
export function cardNamed(name: string): CustomerCard {
  const words = name.trim().split(/\s+/u);
  return words.length < 2
    ? { firstName: words[0] ?? '', surname: '' }
    : { firstName: words.slice(0, -1).join(' '), surname: words.at(-1) ?? '' };
}
