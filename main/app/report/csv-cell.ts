/** Signs with which a spreadsheet program takes text for a formula, plain and in full width. */
const beginsFormula = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/**
 * One cell of a table of separated values (RFC 4180). Text that a spreadsheet program would run as a formula gets an
 * apostrophe in front, so that it is shown as text; numbers are ours and stay numbers.
 */
export function csvCell(value: string | number | null, separator: string): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = beginsFormula.test(value) ? `'${value}` : value;
  return /["\r\n]/u.test(text) || text.includes(separator) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/** Rows as a file: a byte order mark, so that spreadsheet programs read it as UTF-8, and CR LF after each row. */
export function csvFile(rows: readonly (readonly (string | number | null)[])[], separator: string): string {
  return `\uFEFF${rows.map((row) => `${row.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`).join('')}`;
}
